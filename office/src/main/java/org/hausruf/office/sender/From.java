package org.hausruf.office.sender;

import java.util.Optional;
import java.util.function.Supplier;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.SenderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.mail.Mail;
import org.hausruf.office.tenant.Tenants;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// As whom a mail goes out: the sender that was chosen, else the office's default, else the installation's address with
/// the office's name, else the address of a person of the office. None of the first two counts before it is verified.
///
/// @param person whom the recipient sees
/// @param replyTo what the sender says of answers; nobody: whoever writes says it
public record From(Mail.Person person, Optional<EmailAddress> replyTo) {
    /// @param chosen null: the default
    /// @param installation what the operator has set
    /// @param somebody of the office, asked where there is no other
    public static Optional<From> find(
            JdbcClient sql,
            TenantId tenant,
            @Nullable SenderId chosen,
            Optional<EmailAddress> installation,
            Supplier<Optional<Mail.Person>> somebody) {
        return ofOffice(sql, chosen)
                .or(() -> installation.map(address -> new From(
                        new Mail.Person(Tenants.find(sql, tenant).orElseThrow().name(), address), Optional.empty())))
                .or(() -> somebody.get().map(person -> new From(person, Optional.empty())));
    }

    /// The one whose transaction this is, if their own address is verified.
    public static Optional<Mail.Person> ofCaller(JdbcClient sql) {
        return sql.sql("select email, display_name from get_active_outbound_identity()")
                .query((row, _) ->
                        new Mail.Person(row.getString("display_name"), new EmailAddress(row.getString("email"))))
                .optional();
    }

    private static Optional<From> ofOffice(JdbcClient sql, @Nullable SenderId chosen) {
        return sql.sql("""
                        select email, display_name, reply_to from sender_identities
                        where verified_at is not null and (is_default or id = cast(:chosen as uuid))
                        order by id = cast(:chosen as uuid) desc nulls last limit 1
                        """)
                .param("chosen", chosen == null ? null : chosen.value())
                .query((row, _) -> new From(
                        new Mail.Person(row.getString("display_name"), new EmailAddress(row.getString("email"))),
                        Optional.ofNullable(row.getString("reply_to")).map(EmailAddress::new)))
                .optional();
    }
}
