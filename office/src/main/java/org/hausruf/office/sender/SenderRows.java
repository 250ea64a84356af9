package org.hausruf.office.sender;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Secret;
import org.hausruf.office.SenderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.MailState;
import org.springframework.jdbc.core.simple.JdbcClient;

/// `sender_identities`. Whose they are is the policies' doing.
final class SenderRows {
    private static final String SELECT = """
            select id, email, display_name, reply_to, is_default, verified_at, expires_at, sent_at, send_error,
                   mail_report, created_at
            from sender_identities
            """;

    private SenderRows() {}

    /// The default first, then by address.
    static List<SenderIdentity> list(JdbcClient sql) {
        return sql.sql(SELECT + "order by is_default desc, email")
                .query((row, _) -> identity(row))
                .list();
    }

    static Optional<SenderIdentity> find(JdbcClient sql, SenderId id) {
        return sql.sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query((row, _) -> identity(row))
                .optional();
    }

    static int count(JdbcClient sql) {
        return sql.sql("select count(*) from sender_identities")
                .query(Integer.class)
                .single();
    }

    /// {@return whether the office did not have that address yet}
    static boolean insert(
            JdbcClient sql, TenantId tenant, SenderId id, Senders.Wanted wanted, Secret token, Instant now) {
        return sql.sql("""
                                insert into sender_identities (id, tenant_id, email, display_name, reply_to, token_hash,
                                                               expires_at, created_at)
                                values (:id, :tenant, :email, :name, :reply, :hash, :until, :now)
                                on conflict (tenant_id, email) do nothing
                                """)
                        .param("id", id.value())
                        .param("tenant", tenant.value())
                        .param("email", wanted.email().value())
                        .param("name", wanted.displayName())
                        .param(
                                "reply",
                                wanted.replyTo().map(EmailAddress::value).orElse(null))
                        .param("hash", token.sha256())
                        .param("until", Columns.timestamp(now.plus(Senders.LIFETIME)))
                        .param("now", Columns.timestamp(now))
                        .update()
                == 1;
    }

    /// A new link, which voids the one before. Not of an address that is verified.
    static boolean renew(JdbcClient sql, SenderId id, Secret token, Instant until) {
        return sql.sql("""
                                update sender_identities
                                set token_hash = :hash, expires_at = :until, sent_at = null, send_error = null,
                                    message_id = null, mail_report = null
                                where id = :id and verified_at is null
                                """)
                        .param("id", id.value())
                        .param("hash", token.sha256())
                        .param("until", Columns.timestamp(until))
                        .update()
                == 1;
    }

    /// Only while that token is still the link's: a later mail writes for itself.
    static int record(JdbcClient sql, SenderId id, Secret token, Delivery delivery, Instant now) {
        return sql.sql("update sender_identities set sent_at = :sent, send_error = :error, message_id = :message"
                        + " where id = :id and token_hash = :hash")
                .param("id", id.value())
                .param("hash", token.sha256())
                .param("sent", delivery instanceof Delivery.Sent ? Columns.timestamp(now) : null)
                .param("error", delivery instanceof Delivery.Failed(var why) ? why.slug() : null)
                .param("message", delivery instanceof Delivery.Sent(var message) ? message : null)
                .update();
    }

    private record Link(boolean isGood, SenderIdentity sender) {}

    /// What it would confirm, if that link is good. Held until the transaction ends, so that of two one comes first.
    static Optional<SenderIdentity> open(JdbcClient sql, SenderId id, Secret token, Instant now) {
        return sql.sql("""
                        select id, email, display_name, reply_to, is_default, verified_at, expires_at, sent_at, send_error,
                               mail_report, created_at, token_hash
                        from sender_identities
                        where id = :id and verified_at is null and expires_at > :now for update
                        """)
                .param("id", id.value())
                .param("now", Columns.timestamp(now))
                .query((row, _) -> new Link(token.hasHash(row.getBytes("token_hash")), identity(row)))
                .optional()
                .filter(Link::isGood)
                .map(Link::sender);
    }

    /// The link is used up. An office that has no default gets this one.
    static void verify(JdbcClient sql, SenderId id, Instant now) {
        sql.sql("""
                        update sender_identities
                        set verified_at = :now, token_hash = null,
                            is_default = not exists (select from sender_identities where is_default)
                        where id = :id
                        """)
                .param("id", id.value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    static void makeDefault(JdbcClient sql, SenderId id) {
        sql.sql("update sender_identities set is_default = false where is_default and id <> :id")
                .param("id", id.value())
                .update();
        sql.sql("update sender_identities set is_default = true where id = :id")
                .param("id", id.value())
                .update();
    }

    static Optional<String> delete(JdbcClient sql, SenderId id) {
        return sql.sql("delete from sender_identities where id = :id returning email")
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    private static SenderIdentity identity(ResultSet row) throws SQLException {
        var replyTo = row.getString("reply_to");
        var sendError = row.getString("send_error");
        return new SenderIdentity(
                new SenderId(Columns.uuid(row, "id")),
                new EmailAddress(row.getString("email")),
                row.getString("display_name"),
                replyTo == null ? null : new EmailAddress(replyTo),
                row.getBoolean("is_default"),
                Columns.instantOrNull(row, "verified_at"),
                Columns.instant(row, "expires_at"),
                sendError,
                MailState.of(false, Columns.instantOrNull(row, "sent_at"), sendError, row.getString("mail_report")),
                Columns.instant(row, "created_at"));
    }
}
