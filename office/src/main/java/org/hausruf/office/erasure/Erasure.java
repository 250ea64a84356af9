package org.hausruf.office.erasure;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.UserId;
import org.hausruf.office.account.Admins;
import org.hausruf.office.account.ErasedAddresses;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.user.Directory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Has the office forget a person, at an admin's word. It cannot be undone; copies of the database that were made
/// before keep what they had. Thread-safe.
public final class Erasure {
    private static final UserId NOBODY = new UserId(new UUID(0, 0));

    private final Admins admins;
    private final Outbox outbox;
    private final ErasedAddresses addresses;
    private final AuditLog audit;
    private final Clock clock;

    public Erasure(Database database, Outbox outbox, ErasedAddresses addresses, Clock clock) {
        this.admins = new Admins(database.transactions());
        this.outbox = outbox;
        this.addresses = addresses;
        this.audit = new AuditLog(database, clock);
        this.clock = clock;
    }

    /// Somebody who is forgotten, as far as the caller has to put them out. Prints itself without the address.
    ///
    /// @param identity under which they may be inside
    /// @param rooms of calls that are not over, to which they had an invite
    public record Erased(EmailAddress identity, List<RoomName> rooms) {
        public Erased {
            rooms = List.copyOf(rooms);
        }

        @Override
        public String toString() {
            return "Erased[" + rooms.size() + " rooms]";
        }
    }

    private record Who(UserId user, EmailAddress email, UUID erasure, Language language) {}

    /// A colleague who was deactivated before. Of the account an empty row stays, for others' calls to point at.
    ///
    /// @param language of the words that stand for the name from now on
    /// @return or [Refusal.NotAllowed] also for oneself, [Refusal.NotFound], [Refusal.StillActive]
    public Result<Erased> account(UserId id, Language language) {
        if (id.equals(Caller.current().requireUser())) return Result.refused(new Refusal.NotAllowed());
        return finished(admins.run(desk -> account(desk.sql(), id)
                .then(found -> found.active()
                        ? Result.refused(new Refusal.StillActive())
                        : Result.ok(erase(desk.sql(), new Who(id, found.email(), id.value(), language))))));
    }

    private record Account(EmailAddress email, boolean active) {}

    /// Locked as a deletion would be, so that nothing new points at it meanwhile, and waits for what is about to.
    private static Result<Account> account(JdbcClient sql, UserId id) {
        return sql.sql("select email, active from users where id = :id and erased_at is null for update")
                .param("id", id.value())
                .query((row, _) -> new Account(new EmailAddress(row.getString("email")), row.getBoolean("active")))
                .optional()
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }

    /// A guest or contact. Whether there was anything of that address is not answered: whom colleagues invite is not
    /// for every admin to know.
    ///
    /// @return or [Refusal.NotAllowed], [Refusal.Invalid] (`email`), [Refusal.AccountExists] for a colleague's
    public Result<Erased> address(String typed, Language language) {
        var email = EmailAddress.parse(typed);
        if (email.isEmpty())
            return Result.refused(new Refusal.Invalid("email", "not one e-mail address", EmailAddress.ALLOWED));
        return finished(admins.run(desk -> Directory.hasAccount(desk.sql(), email.get())
                ? Result.refused(new Refusal.AccountExists())
                : Result.ok(erase(desk.sql(), new Who(NOBODY, email.get(), UUID.randomUUID(), language)))));
    }

    private record Done(Erased erased, List<UUID> mails) {}

    private Done erase(JdbcClient sql, Who who) {
        var values = values(who);
        var rooms = openRooms(sql, values);
        var mails = mails(sql, values);
        var senders = senders(sql, values);
        for (var trace : Traces.ALL) {
            var statement = sql.sql(trace.statement()).params(values);
            if (trace.statement().startsWith("select"))
                statement.query(Integer.class).single();
            else statement.update();
        }
        senders.forEach(it -> audit.write(sql, Line.of(Event.SENDER_REMOVED, it)));
        audit.write(sql, Line.of(Event.PERSON_ERASED, About.erased(who.erasure())));
        return new Done(new Erased(who.email(), rooms), mails);
    }

    private Map<String, Object> values(Who who) {
        var values = new LinkedHashMap<String, Object>();
        values.put("user", who.user().value());
        values.put("email", who.email().value());
        values.put("erasure", who.erasure());
        values.put("address", "erased-" + who.erasure() + "@erased.invalid");
        values.put("fingerprint", addresses.fingerprint(Caller.current().tenant(), who.email()));
        values.put("name", who.language() == Language.DE ? "Gelöschte Person" : "Erased person");
        values.put("title", "Videocall");
        values.put("now", Columns.timestamp(clock.instant()));
        return values;
    }

    /// Locked: who arrives at this moment is written down before, and erased with the rest, or not let in.
    private static List<RoomName> openRooms(JdbcClient sql, Map<String, Object> values) {
        return sql.sql("""
                        select c.livekit_room_name from video_calls c
                        where c.status in ('draft', 'active')
                          and exists (select from video_call_invites i
                                      where i.call_id = c.id and i.invitee_email = :email)
                        order by c.id for update
                        """)
                .params(values)
                .query((row, _) -> new RoomName(row.getString("livekit_room_name")))
                .list();
    }

    /// Those that are kept in memory for the app: to the person, and in the person's name.
    private static List<UUID> mails(JdbcClient sql, Map<String, Object> values) {
        return sql.sql("""
                        select id from video_call_invites where invitee_email = :email or invited_by_user_id = :user
                        union all
                        select id from user_invites where email = :email or invited_by_user_id = :user
                        """)
                .params(values)
                .query((row, _) -> Columns.uuid(row, "id"))
                .list();
    }

    /// As which the office's mail goes out no more. One that is the person's own address has no name in the log.
    private static List<About> senders(JdbcClient sql, Map<String, Object> values) {
        return sql.sql("""
                        select id, nullif(email, :email) as email from sender_identities
                        where :email in (email, reply_to) order by id
                        """)
                .params(values)
                .query((row, _) -> new About(About.Kind.SENDER, Columns.uuid(row, "id"), row.getString("email")))
                .list();
    }

    private Result<Erased> finished(Result<Done> done) {
        return done.map(it -> {
            it.mails().forEach(outbox::forget);
            return it.erased();
        });
    }
}
