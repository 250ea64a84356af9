package org.hausruf.office.account;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.SessionId;
import org.hausruf.office.TimeZones;
import org.hausruf.office.UserId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.Passwords;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;

/// What [Caller#current()] changes of their own account. Thread-safe.
public final class OwnAccount {
    private static final Limits.Rate GUESSES = new Limits.Rate(10, Duration.ofMinutes(15));

    private final Transactions transactions;
    private final Passwords passwords;
    private final AuditLog audit;
    private final RateLimit<UserId> guesses;

    OwnAccount(Database database, Passwords passwords, Clock clock) {
        this.transactions = database.transactions();
        this.passwords = passwords;
        this.audit = new AuditLog(database, clock);
        this.guesses = new RateLimit<>(GUESSES, clock);
    }

    /// Their mails go out under the new name, too.
    public Result<User> rename(String typed) {
        var caller = Caller.current();
        return UserInvites.name(typed)
                .map(name -> transactions.runAs(Caller.system(caller.tenant()), sql -> {
                    var before = Directory.find(sql, caller.requireUser())
                            .orElseThrow()
                            .displayName();
                    sql.sql("update users set display_name = :name where id = :id")
                            .param("name", name)
                            .param("id", caller.requireUser().value())
                            .update();
                    sql.sql("update user_outbound_identities set display_name = :name where user_id = :id")
                            .param("name", name)
                            .param("id", caller.requireUser().value())
                            .update();
                    if (!name.equals(before)) {
                        var line = Line.of(Event.RENAMED, About.user(caller.requireUser()));
                        audit.write(sql, line.with(Detail.WAS, before));
                    }
                    return Directory.find(sql, caller.requireUser()).orElseThrow();
                }));
    }

    /// In which they see times; nothing until a page of theirs has said it.
    public Optional<ZoneId> timeZone() {
        var caller = Caller.current();
        return transactions
                .runAs(
                        caller,
                        sql -> sql.sql("select time_zone from users where id = :id and time_zone is not null")
                                .param("id", caller.requireUser().value())
                                .query(String.class)
                                .optional())
                .map(ZoneId::of);
    }

    /// @param typed as the IANA names it
    public Result<ZoneId> setTimeZone(String typed) {
        var caller = Caller.current();
        return TimeZones.parse("timeZone", typed)
                .map(zone -> transactions.runAs(Caller.system(caller.tenant()), sql -> {
                    sql.sql("update users set time_zone = :zone where id = :id")
                            .param("zone", zone.getId())
                            .param("id", caller.requireUser().value())
                            .update();
                    return zone;
                }));
    }

    /// Needs the old one, so that a machine somebody has left is not enough. All other sessions end.
    ///
    /// @return those that ended
    public Result<List<SessionId>> changePassword(SessionId here, String old, String wanted) {
        var caller = Caller.current();
        return proved("currentPassword", old)
                .then(_ -> passwords.chosen("newPassword", wanted))
                .map(hash -> transactions.runAs(Caller.system(caller.tenant()), sql -> {
                    Accounts.setPassword(sql, caller.tenant(), caller.requireUser(), hash);
                    audit.write(sql, Line.of(Event.PASSWORD_CHANGED, About.user(caller.requireUser())));
                    return Sessions.endAll(sql, caller.requireUser(), Optional.of(here));
                }));
    }

    /// Whether they know their password; how often one may say is limited.
    Result<UserId> proved(String field, String password) {
        var caller = Caller.current();
        var me = caller.requireUser();
        var wait = guesses.take(me);
        if (wait.isPresent()) return Result.refused(new Refusal.TooMany(wait.get()));
        var hash = transactions.runAs(
                Caller.system(caller.tenant()),
                sql -> sql.sql("select argon2id from user_passwords where user_id = :user")
                        .param("user", me.value())
                        .query(String.class)
                        .optional());
        return passwords
                .check(password, hash.orElse(null))
                .then(isIt -> isIt ? Result.ok(me) : Result.refused(wrong(field)))
                .map(it -> {
                    guesses.forgive(it);
                    return it;
                });
    }

    private static Refusal wrong(String field) {
        return new Refusal.Invalid(field, "not your password", "the password you sign in with");
    }
}
