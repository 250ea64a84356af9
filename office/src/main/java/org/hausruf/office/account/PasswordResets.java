package org.hausruf.office.account;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.PasswordResetId;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.SessionId;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Resolver.UserOfTenant;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.mail.AccountMail;
import org.hausruf.office.tenant.Tenants;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.Passwords;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Forgotten passwords: a link to the account's own address, good for an hour and for one new password. Thread-safe.
public final class PasswordResets {
    public static final Duration LIFETIME = Duration.ofHours(1);

    private static final Limits.Rate PER_ACCOUNT = new Limits.Rate(3, Duration.ofHours(1));

    private final Transactions transactions;
    private final Resolver resolver;
    private final AccountPost post;
    private final Passwords passwords;
    private final Clock clock;
    private final RateLimit<UserId> perAccount;
    private final AuditLog audit;

    PasswordResets(Database database, AccountPost post, Passwords passwords, Clock clock) {
        this.transactions = database.transactions();
        this.resolver = database.resolver();
        this.post = post;
        this.passwords = passwords;
        this.clock = clock;
        this.perAccount = new RateLimit<>(PER_ACCOUNT, clock);
        this.audit = new AuditLog(database, clock);
    }

    /// Whose password is new.
    ///
    /// @param sessions all that they had, which are over
    public record Reset(User user, List<SessionId> sessions) {}

    private record Target(PasswordResetId id, User user, Language language) {}

    /// Mails a link, if somebody who may sign in has that address. What became of it nobody is told, and how long it
    /// takes tells: whoever asks must not wait for it.
    ///
    /// @param language of the mail; null: the office's
    public void request(EmailAddress email, @Nullable Language language) {
        resolver.userByEmail(email)
                .filter(found -> perAccount.take(found.user()).isEmpty())
                .ifPresent(found -> send(found, language));
    }

    private void send(UserOfTenant found, @Nullable Language language) {
        var token = Secret.random();
        var expiresAt = clock.instant().plus(LIFETIME);
        var target = transactions.runAs(
                Caller.system(found.tenant()),
                sql -> Directory.find(sql, found.user())
                        .map(user -> new Target(
                                insert(sql, user, token),
                                user,
                                language == null ? Tenants.language(sql, found.tenant()) : language)));
        target.ifPresent(it -> {
            var letter = new AccountPost.Letter(
                    AccountMail.About.PASSWORD_RESET,
                    found.tenant(),
                    it.id().value(),
                    token,
                    it.user().displayName(),
                    it.user().email(),
                    expiresAt,
                    it.language());
            var _ = post.deliver(letter, Optional.empty());
            post.forget(it.id().value()); // in the app nobody may read it: who asked has proved nothing
        });
    }

    private PasswordResetId insert(JdbcClient sql, User user, Secret token) {
        var now = clock.instant();
        var id = new PasswordResetId(Uuid7.at(now));
        sql.sql("delete from password_resets where user_id = :user")
                .param("user", user.id().value())
                .update();
        sql.sql("""
                        insert into password_resets (id, tenant_id, user_id, token_hash, expires_at, created_at)
                        values (:id, :tenant, :user, :hash, :expires, :now) on conflict do nothing
                        """)
                .param("id", id.value())
                .param("tenant", user.tenant().value())
                .param("user", user.id().value())
                .param("hash", token.sha256())
                .param("expires", Columns.timestamp(now.plus(LIFETIME)))
                .param("now", Columns.timestamp(now))
                .update();
        return id;
    }

    /// Whether that link is good, for its page.
    public Result<TenantId> preview(PasswordResetId id, Secret token) {
        return tenantOf(id)
                .then(tenant -> transactions
                        .runAs(Caller.system(tenant), sql -> owner(sql, id, token))
                        .map(_ -> Result.ok(tenant))
                        .orElseGet(PasswordResets::unknown));
    }

    /// Sets the password and ends all sessions. The link is used up, and has shown the address to be theirs.
    public Result<Reset> use(PasswordResetId id, Secret token, String password) {
        return preview(id, token)
                .then(tenant -> passwords.chosen("password", password).then(hash -> use(tenant, id, token, hash)));
    }

    private Result<Reset> use(TenantId tenant, PasswordResetId id, Secret token, String hash) {
        return transactions.runAs(
                Caller.system(tenant),
                sql -> owner(sql, id, token)
                        .filter(_ -> isTaken(sql, id))
                        .map(user -> {
                            Accounts.setPassword(sql, tenant, user.id(), hash);
                            Accounts.prove(sql, user.id(), clock.instant());
                            var line = Line.of(Event.PASSWORD_RESET, About.user(user.id()));
                            audit.write(sql, By.user(user.id()), line);
                            return Result.ok(new Reset(user, Sessions.endAll(sql, user.id(), Optional.empty())));
                        })
                        .orElseGet(PasswordResets::unknown));
    }

    /// Of two who use it at once, one gets it.
    private static boolean isTaken(JdbcClient sql, PasswordResetId id) {
        return sql.sql("delete from password_resets where id = :id")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    private record Row(boolean isGood, UserId user) {}

    private Optional<User> owner(JdbcClient sql, PasswordResetId id, Secret token) {
        return sql.sql("select user_id, token_hash from password_resets where id = :id and expires_at > :now")
                .param("id", id.value())
                .param("now", Columns.timestamp(clock.instant()))
                .query((row, _) ->
                        new Row(token.hasHash(row.getBytes("token_hash")), new UserId(Columns.uuid(row, "user_id"))))
                .optional()
                .filter(Row::isGood)
                .flatMap(row -> Directory.find(sql, row.user()));
    }

    private Result<TenantId> tenantOf(PasswordResetId id) {
        return resolver.tenantOfPasswordReset(id).map(Result::ok).orElseGet(PasswordResets::unknown);
    }

    private static <T> Result<T> unknown() {
        return Result.refused(new Refusal.LinkUnknown());
    }
}
