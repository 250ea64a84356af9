package org.hausruf.office.invite;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.Secret;
import org.hausruf.office.SenderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.InAppMail;
import org.hausruf.office.mail.Invitation;
import org.hausruf.office.mail.Mail;
import org.hausruf.office.mail.Occasion;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.mail.Planned;
import org.hausruf.office.sender.From;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenant;
import org.hausruf.office.tenant.Tenants;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Carries an invite's link to its guest: reads what the mail says, sends it with no transaction open, then writes
/// what became of it. The token passes through and stays nowhere. The host of a planned call gets mail of it, too.
/// Thread-safe.
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

    /// On behalf of the host: as the sender that they chose, else as [From] says. What became of a planned call while
    /// the mail was under way is told to its reader afterwards, as to those who had theirs before.
    void deliver(TenantId tenant, UserId host, InviteId invite, Secret token) {
        var delivery = send(tenant, host, invite, token, Occasion.INVITED);
        transactions.runAs(Caller.system(tenant), sql -> {
            NoticeRows.lockCall(sql, invite);
            int recorded = record(sql, invite, token, delivery);
            if (delivery.mayHaveArrived()) NoticeRows.markMissed(sql, invite);
            return recorded;
        });
    }

    /// What became of a mail.
    ///
    /// @param sequence of the planned call, as the mail told it; null: it was not planned, or there was no mail
    record Sent(Delivery delivery, @Nullable Integer sequence) {
        private static final Sent WITHOUT_IDENTITY = new Sent(new Delivery.Failed(Delivery.Failure.NO_IDENTITY), null);

        boolean isUnclear() {
            return delivery instanceof Delivery.Failed(var why) && why == Delivery.Failure.UNCLEAR;
        }

        boolean mayHaveArrived() {
            return isUnclear() || !(delivery instanceof Delivery.Failed);
        }
    }

    /// Without a word of it in the rows.
    ///
    /// @param token null: the mail has no link
    Sent send(TenantId tenant, UserId host, InviteId invite, @Nullable Secret token, Occasion occasion) {
        return transactions
                .runAs(
                        Caller.user(tenant, host),
                        sql -> letterhead(sql, tenant, chosen(sql, invite))
                                .map(head -> toGuest(sql, invite, token, head, occasion)))
                .map(mail -> send(invite.value(), mail))
                .orElse(Sent.WITHOUT_IDENTITY);
    }

    /// To the host.
    Sent send(TenantId tenant, UserId host, VideoCallId call, Occasion occasion) {
        return transactions
                .runAs(
                        Caller.user(tenant, host),
                        sql -> letterhead(sql, tenant, null).map(head -> toHost(sql, call, head, occasion)))
                .map(mail -> send(call.value(), mail))
                .orElse(Sent.WITHOUT_IDENTITY);
    }

    private Sent send(UUID about, Invitation invitation) {
        var planned = invitation.planned();
        return new Sent(outbox.send(about, invitation.mail()), planned == null ? null : planned.sequence());
    }

    /// The calendar entry of a planned call, for the host who asks ([Caller#current()]). Where no mail goes out, they
    /// organize it under the address they sign in with.
    Optional<String> calendar(VideoCallId call) {
        var tenant = Caller.current().tenant();
        return transactions.run(sql -> sql.sql("""
                        select u.email, u.display_name from video_calls c join users u on u.id = c.host_user_id
                        where c.id = :id and c.time_zone is not null
                        """)
                .param("id", call.value())
                .query((row, _) -> person(row))
                .optional()
                .map(host -> letterhead(sql, tenant, null)
                        .orElseGet(() -> letterheadOf(sql, tenant, new From(host, Optional.empty()))))
                .map(head ->
                        toHost(sql, call, head, Occasion.INVITED).published().text()));
    }

    boolean reachesPeople() {
        return outbox.reachesPeople();
    }

    Optional<InAppMail> kept(InviteId invite) {
        return outbox.kept(invite.value());
    }

    void forget(InviteId invite) {
        outbox.forget(invite.value());
    }

    /// What all mails of a host have in common.
    private record Letterhead(Tenant tenant, Mail.@Nullable Picture mark, From from) {}

    /// @param chosen as whom; null: as the office's default
    private Optional<Letterhead> letterhead(JdbcClient sql, TenantId tenant, @Nullable SenderId chosen) {
        return From.find(sql, tenant, chosen, outbox.installationFrom(), () -> From.ofCaller(sql))
                .map(from -> letterheadOf(sql, tenant, from));
    }

    private static Letterhead letterheadOf(JdbcClient sql, TenantId tenant, From from) {
        var mark = Tenants.logo(sql, tenant, Logo.Kind.MARK_LIGHT)
                .map(logo -> new Mail.Picture(logo.mediaType(), logo.bytes()));
        return new Letterhead(Tenants.find(sql, tenant).orElseThrow(), mark.orElse(null), from);
    }

    private static @Nullable SenderId chosen(JdbcClient sql, InviteId invite) {
        return sql.sql("select sender_id from video_call_invites where id = :id and sender_id is not null")
                .param("id", invite.value())
                .query((row, _) -> new SenderId(Columns.uuid(row, "sender_id")))
                .optional()
                .orElse(null);
    }

    private static Mail.Person person(ResultSet row) throws SQLException {
        return new Mail.Person(row.getString("display_name"), new EmailAddress(row.getString("email")));
    }

    private Invitation toGuest(
            JdbcClient sql, InviteId invite, @Nullable Secret token, Letterhead head, Occasion occasion) {
        return sql.sql("""
                        select i.invitee_email as email, coalesce(i.invitee_name, '') as display_name, i.language,
                               i.expires_at, c.id as call_id, c.title, c.starts_at, c.planned_minutes, c.time_zone,
                               c.sequence, u.display_name as host_name, u.email as host_email
                        from video_call_invites i
                        join video_calls c on c.id = i.call_id
                        join users u on u.id = c.host_user_id
                        where i.id = :id
                        """)
                .param("id", invite.value())
                .query((row, _) -> invitation(
                        row, head, token == null ? null : link(invite, token), occasion, Invitation.Reader.GUEST))
                .single();
    }

    /// In the host's own zone, which may be another since they planned it.
    private Invitation toHost(JdbcClient sql, VideoCallId call, Letterhead head, Occasion occasion) {
        var link = occasion == Occasion.CANCELLED ? null : origin.resolve("/portal/office/videocalls/" + call);
        return sql.sql("""
                        select u.email, u.display_name, c.language, c.expires_at, c.id as call_id, c.title, c.starts_at,
                               c.planned_minutes, c.sequence, u.display_name as host_name, u.email as host_email,
                               case when c.time_zone is not null then coalesce(u.time_zone, c.time_zone) end as time_zone,
                               coalesce(g.told, false) as guests_told, coalesce(g.early, false) as guests_early
                        from video_calls c
                        join users u on u.id = c.host_user_id
                        cross join lateral
                             (select bool_or(true) as told,
                                     bool_or(i.created_at <= c.starts_at - make_interval(secs => :lead)) as early
                              from video_call_invites i
                              where i.call_id = c.id and i.told_sequence is not null
                                and i.status in ('sent', 'opened', 'joined')) g
                        where c.id = :id
                        """)
                .param("id", call.value())
                .param("lead", Notices.REMINDER_LEAD.toSeconds())
                .query((row, _) -> invitation(row, head, link, occasion, host(row, occasion)))
                .single();
    }

    /// Whether there are guests who hear of it, too. Of a reminder those do not who were invited so late that they
    /// needed none.
    private static Invitation.Reader host(ResultSet row, Occasion occasion) throws SQLException {
        var hear = row.getBoolean(occasion == Occasion.REMINDER ? "guests_early" : "guests_told");
        return hear ? Invitation.Reader.HOST : Invitation.Reader.HOST_ALONE;
    }

    private Invitation invitation(
            ResultSet row, Letterhead head, @Nullable URI link, Occasion occasion, Invitation.Reader reader)
            throws SQLException {
        return new Invitation(
                head.tenant(),
                head.mark(),
                head.from().person(),
                row.getString("host_name"),
                head.from().replyTo().orElse(new EmailAddress(row.getString("host_email"))),
                person(row),
                row.getString("title"),
                Columns.instant(row, "starts_at"),
                link,
                Columns.instant(row, "expires_at"),
                Language.ofTag(row.getString("language")),
                occasion,
                reader,
                planned(row));
    }

    private @Nullable Planned planned(ResultSet row) throws SQLException {
        var zone = row.getString("time_zone");
        if (zone == null) return null;
        var start = Columns.instant(row, "starts_at");
        return new Planned(
                Columns.uuid(row, "call_id"),
                start,
                start.plus(Duration.ofMinutes(row.getInt("planned_minutes"))),
                ZoneId.of(zone),
                row.getInt("sequence"),
                clock.instant());
    }

    private URI link(InviteId invite, Secret token) {
        return origin.resolve("/portal/office/videocalls/join/" + invite + "?t=" + token.value());
    }

    /// Only while that token is still the invite's: a later mail writes for itself. Who may have the mail counts as
    /// told by it, so that they hear what becomes of the call.
    int record(JdbcClient sql, InviteId invite, Secret token, Sent sent) {
        return sql.sql("""
                        update video_call_invites i
                        set sent_at = :sent, send_error = :error, message_id = :message, mail_report = null,
                            mail_tries = 0, mail_not_before = null,
                            told_sequence = greatest(i.told_sequence, :told),
                            reminded_for = coalesce((select c.starts_at from video_calls c where c.id = i.call_id
                                                       and c.time_zone is not null and c.starts_at <= :soon),
                                                    i.reminded_for)
                        where i.id = :id and i.token_hash = :hash
                        """)
                .param("id", invite.value())
                .param("hash", token.sha256())
                .param("sent", time(sent.delivery() instanceof Delivery.Sent ? clock.instant() : null))
                .param("error", sent.delivery() instanceof Delivery.Failed(var why) ? why.slug() : null)
                .param("message", sent.delivery() instanceof Delivery.Sent(var message) ? message : null)
                .param("told", sent.mayHaveArrived() ? sent.sequence() : null)
                .param("soon", time(clock.instant().plus(Notices.REMINDER_LEAD)))
                .update();
    }

    private static @Nullable Object time(@Nullable Instant instant) {
        return instant == null ? null : Columns.timestamp(instant);
    }
}
