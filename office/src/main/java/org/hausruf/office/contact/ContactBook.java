package org.hausruf.office.contact;

import java.time.Clock;
import org.hausruf.office.Caller;
import org.hausruf.office.ContactId;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Limits;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Text;
import org.hausruf.office.UserId;
import org.hausruf.office.audit.About;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.audit.Line;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.user.Directory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Writes the book of the current user's office, as everybody there may. Thread-safe.
public final class ContactBook {
    private final Transactions transactions;
    private final Clock clock;
    private final AuditLog audit;

    public ContactBook(Database database, Clock clock) {
        this.transactions = database.transactions();
        this.clock = clock;
        this.audit = new AuditLog(database, clock);
    }

    /// All that is written down of somebody, as typed; what is empty is not known.
    ///
    /// @param linkedUser as whom they sign in: somebody of the same office
    public record Entry(
            Contact.Kind kind,
            String name,
            String company,
            String phone,
            String email,
            @Nullable UserId linkedUser) {
        /// What is written down now, to change a part of it.
        public static Entry of(Contact contact) {
            return new Entry(
                    contact.kind(),
                    contact.name(),
                    text(contact.company()),
                    text(contact.phone()),
                    text(contact.email()),
                    contact.linkedUser());
        }

        private static String text(@Nullable String known) {
            return known == null ? "" : known;
        }
    }

    /// @return or [Refusal.Invalid] (`name`, `company`, `phone`, `email`, `linkedUserId`)
    public Result<Contact> add(Entry wanted) {
        return checked(wanted)
                .then(entry -> transactions.run(sql -> linkable(sql, entry).then(_ -> {
                    if (count(sql) >= Limits.MAX_CONTACTS)
                        return invalid("name", "too many contacts", "at most " + Limits.MAX_CONTACTS);
                    var now = clock.instant();
                    var id = new ContactId(Uuid7.at(now));
                    bind(sql.sql("""
                            insert into contacts (id, tenant_id, kind, name, company, phone, email, linked_user_id, created_at)
                            values (:id, :tenant, :kind, :name, :company, :phone, :email, :linked, :now)
                            """), entry)
                            .param("id", id.value())
                            .param("tenant", Caller.current().tenant().value())
                            .param("now", Columns.timestamp(now))
                            .update();
                    return found(sql, id);
                })));
    }

    private static int count(JdbcClient sql) {
        return sql.sql("select count(*) from contacts").query(Integer.class).single();
    }

    /// In the place of all that was written down.
    ///
    /// @return or [Refusal.NotFound], [Refusal.Invalid] as for [#add]
    public Result<Contact> change(ContactId id, Entry wanted) {
        return checked(wanted)
                .then(entry -> transactions.run(sql -> linkable(sql, entry).then(_ -> {
                    bind(sql.sql("""
                            update contacts set kind = :kind, name = :name, company = :company, phone = :phone,
                                email = :email, linked_user_id = :linked
                            where id = :id
                            """), entry).param("id", id.value()).update();
                    return found(sql, id);
                })));
    }

    /// Calls with them stay in the log.
    ///
    /// @return or [Refusal.NotFound]
    public Result<ContactId> delete(ContactId id) {
        return transactions.run(sql -> {
            var gone = sql.sql("delete from contacts where id = :id")
                    .param("id", id.value())
                    .update();
            if (gone == 0) return Result.refused(new Refusal.NotFound());
            audit.write(sql, Line.of(Event.CONTACT_DELETED, About.contact(id)));
            return Result.ok(id);
        });
    }

    private static Result<Entry> checked(Entry typed) {
        return Text.line("name", typed.name(), Limits.MAX_NAME_LENGTH)
                .then(name -> name.isEmpty()
                        ? invalid("name", "is empty", "at most " + Limits.MAX_NAME_LENGTH + " characters")
                        : Result.ok(name))
                .then(name -> Text.line("company", typed.company(), Limits.MAX_NAME_LENGTH)
                        .then(company -> Text.line("phone", typed.phone(), Limits.MAX_PHONE_LENGTH)
                                .then(phone -> email(typed.email())
                                        .map(email -> new Entry(
                                                typed.kind(), name, company, phone, email, typed.linkedUser())))));
    }

    private static Result<String> email(String typed) {
        if (typed.isBlank()) return Result.ok("");
        return EmailAddress.parse(typed)
                .map(address -> Result.ok(address.value()))
                .orElseGet(() -> invalid("email", "is no mail address", EmailAddress.ALLOWED));
    }

    private static Result<Entry> linkable(JdbcClient sql, Entry entry) {
        return entry.linkedUser() == null
                        || Directory.find(sql, entry.linkedUser()).isPresent()
                ? Result.ok(entry)
                : invalid("linkedUserId", "is nobody of the office", "the id of a user of the office");
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Entry entry) {
        return statement
                .param("kind", entry.kind().slug())
                .param("name", entry.name())
                .param("company", known(entry.company()))
                .param("phone", known(entry.phone()))
                .param("email", known(entry.email()))
                .param(
                        "linked",
                        entry.linkedUser() == null ? null : entry.linkedUser().value());
    }

    private static @Nullable String known(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Result<Contact> found(JdbcClient sql, ContactId id) {
        return Contacts.find(sql, id).map(Result::ok).orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }

    private static <T> Result<T> invalid(String field, String message, String allowed) {
        return Result.refused(new Refusal.Invalid(field, message, allowed));
    }
}
