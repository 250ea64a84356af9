package org.hausruf.office.invite;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.Secret;
import org.hausruf.office.SenderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.InAppMail;
import org.hausruf.office.mail.Invitation;
import org.hausruf.office.mail.Mail;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.sender.From;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenants;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Carries an invite's link to its guest: reads what the mail says, sends it with no transaction open, then writes
/// what became of it. The token passes through and stays nowhere. Thread-safe.
final class Postman {
    private final Transactions transactions;
    private final Outbox outbox;
    private final URI origin;
    private final Clock clock;

    Postman(Database database, Outbox outbox, URI origin, Clock clock) {
        this.transactions = database.transactions();
        this.outbox = outbox;
        this.origin = origin;
        this.clock = clock;
    }

    /// On behalf of the host: as the sender that they chose, else as [From] says.
    void deliver(TenantId tenant, UserId host, InviteId invite, Secret token) {
        var mail = transactions.runAs(Caller.user(tenant, host), sql -> compose(sql, tenant, invite, token));
        var delivery = mail.map(it -> outbox.send(invite.value(), it))
                .orElseGet(() -> new Delivery.Failed(Delivery.Failure.NO_IDENTITY));
        transactions.runAs(Caller.system(tenant), sql -> record(sql, invite, token, delivery));
    }

    Optional<InAppMail> kept(InviteId invite) {
        return outbox.kept(invite.value());
    }

    void forget(InviteId invite) {
        outbox.forget(invite.value());
    }

    private Optional<Mail> compose(JdbcClient sql, TenantId tenant, InviteId invite, Secret token) {
        return From.find(sql, tenant, chosen(sql, invite), outbox.installationFrom(), () -> From.ofCaller(sql))
                .map(from -> invitation(sql, tenant, invite, token, from).mail());
    }

    private static @Nullable SenderId chosen(JdbcClient sql, InviteId invite) {
        return sql.sql("select sender_id from video_call_invites where id = :id and sender_id is not null")
                .param("id", invite.value())
                .query((row, _) -> new SenderId(Columns.uuid(row, "sender_id")))
                .optional()
                .orElse(null);
    }

    private Invitation invitation(JdbcClient sql, TenantId tenant, InviteId invite, Secret token, From from) {
        var office = Tenants.find(sql, tenant).orElseThrow();
        var mark = Tenants.logo(sql, tenant, Logo.Kind.MARK_LIGHT)
                .map(logo -> new Mail.Picture(logo.mediaType(), logo.bytes()));
        return sql.sql("""
                        select i.invitee_email, i.invitee_name, i.language, i.expires_at, c.title, c.starts_at,
                               u.display_name as host_name, u.email as host_email
                        from video_call_invites i
                        join video_calls c on c.id = i.call_id
                        join users u on u.id = c.host_user_id
                        where i.id = :id
                        """)
                .param("id", invite.value())
                .query((row, _) -> new Invitation(
                        office,
                        mark.orElse(null),
                        from.person(),
                        row.getString("host_name"),
                        from.replyTo().orElse(new EmailAddress(row.getString("host_email"))),
                        new Mail.Person(
                                Optional.ofNullable(row.getString("invitee_name"))
                                        .orElse(""),
                                new EmailAddress(row.getString("invitee_email"))),
                        row.getString("title"),
                        Columns.instant(row, "starts_at"),
                        link(invite, token),
                        Columns.instant(row, "expires_at"),
                        Language.ofTag(row.getString("language"))))
                .single();
    }

    private URI link(InviteId invite, Secret token) {
        return origin.resolve("/portal/office/videocalls/join/" + invite + "?t=" + token.value());
    }

    /// Only while that token is still the invite's: a later mail writes for itself.
    private int record(JdbcClient sql, InviteId invite, Secret token, Delivery delivery) {
        return sql.sql("update video_call_invites set sent_at = :sent, send_error = :error, message_id = :message"
                        + " where id = :id and token_hash = :hash")
                .param("id", invite.value())
                .param("hash", token.sha256())
                .param("sent", delivery instanceof Delivery.Sent ? Columns.timestamp(clock.instant()) : null)
                .param("error", delivery instanceof Delivery.Failed(var why) ? why.slug() : null)
                .param("message", delivery instanceof Delivery.Sent(var message) ? message : null)
                .update();
    }
}
