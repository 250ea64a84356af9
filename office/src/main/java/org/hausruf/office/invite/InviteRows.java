package org.hausruf.office.invite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.Limits;
import org.hausruf.office.Secret;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.db.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Invites as the host sees them, and what the server writes of them. Whose they are is the policies' doing.
final class InviteRows {
    private static final String INVITE = """
            select id, invitee_email, invitee_name, sent_at, opened_at, joined_at, expires_at, send_error, created_at,
                   mail_report,
                   (select state from video_call_waits where invite_id = video_call_invites.id) as lobby,
                   case when status in ('sent', 'opened') and expires_at <= :now then 'expired' else status end as status
            from video_call_invites
            where call_id = :call
            """;

    private InviteRows() {}

    static List<Invite> list(JdbcClient sql, VideoCallId call, Instant now) {
        return sql.sql(INVITE + "order by id desc")
                .param("call", call.value())
                .param("now", Columns.timestamp(now))
                .query((row, _) -> invite(row))
                .list();
    }

    static Optional<Invite> find(JdbcClient sql, VideoCallId call, InviteId id, Instant now) {
        return sql.sql(INVITE + "and id = :id")
                .param("call", call.value())
                .param("now", Columns.timestamp(now))
                .param("id", id.value())
                .query((row, _) -> invite(row))
                .optional();
    }

    private static Invite invite(ResultSet row) throws SQLException {
        return new Invite(
                new InviteId(Columns.uuid(row, "id")),
                new EmailAddress(row.getString("invitee_email")),
                row.getString("invitee_name"),
                Invite.Status.ofSlug(row.getString("status")),
                Columns.instantOrNull(row, "sent_at"),
                Columns.instantOrNull(row, "opened_at"),
                Columns.instantOrNull(row, "joined_at"),
                Columns.instant(row, "expires_at"),
                row.getString("send_error"),
                Columns.instant(row, "created_at"),
                false,
                row.getString("mail_report"),
                row.getString("lobby"));
    }

    /// Those that ran out make room for a new one to the same address.
    static void expireOverdue(JdbcClient sql, VideoCallId call, Instant now) {
        sql.sql("""
                        update video_call_invites set status = 'expired'
                        where call_id = :call and status in ('sent', 'opened') and expires_at <= :now
                        """)
                .param("call", call.value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    /// @param expiresAt unless the call is planned: then not before the call itself does
    ///
    /// Whoever claimed the old link keeps the rejoin secret, until somebody claims the new one.
    ///
    /// @return whether it was there and not revoked
    static boolean renew(JdbcClient sql, InviteId id, Secret token, Instant expiresAt) {
        return sql.sql("""
                                update video_call_invites
                                set token_hash = :hash, earlier_token_hash = null, status = 'sent', sent_at = null,
                                    send_error = null, message_id = null, mail_report = null, opened_at = null,
                                    expires_at = greatest(:expires, (select c.expires_at from video_calls c
                                                                     where c.id = call_id and c.time_zone is not null))
                                where id = :id and status <> 'revoked'
                                """)
                        .param("id", id.value())
                        .param("hash", token.sha256())
                        .param("expires", Columns.timestamp(expiresAt))
                        .update()
                == 1;
    }

    /// A renewal whose mail failed: back to what the row was before, but for the error. Unless somebody renewed it
    /// since.
    static int takeBack(JdbcClient sql, InviteId id, Secret unsent, GuestRow before) {
        return sql.sql("""
                        update video_call_invites
                        set token_hash = :before, earlier_token_hash = :earlier, status = :status, opened_at = :opened, expires_at = :expires
                        where id = :id and token_hash = :unsent and status <> 'revoked'
                        """)
                .param("id", id.value())
                .param("before", before.tokenHash())
                .param("earlier", before.earlierTokenHash(), java.sql.Types.BINARY)
                .param("status", before.status().slug())
                .param("opened", before.openedAt() == null ? null : Columns.timestamp(before.openedAt()))
                .param("expires", Columns.timestamp(before.expiresAt()))
                .param("unsent", unsent.sha256())
                .update();
    }

    /// Whether one more may be invited. Of a planned call not everybody may; its row is held meanwhile, so that two who
    /// ask at once are two.
    static boolean hasRoom(JdbcClient sql, VideoCallId call) {
        var isPlanned = sql.sql("select time_zone is not null from video_calls where id = :call for update")
                .param("call", call.value())
                .query(Boolean.class)
                .single();
        return !isPlanned
                || sql.sql("select count(*) from video_call_invites where call_id = :call"
                                        + " and status in ('sent', 'opened', 'joined')")
                                .param("call", call.value())
                                .query(Integer.class)
                                .single()
                        < Limits.MAX_PLAN_GUESTS;
    }

    /// Holds it for this transaction.
    static void lock(JdbcClient sql, InviteId id) {
        var _ = sql.sql("select 1 from video_call_invites where id = :id for update")
                .param("id", id.value())
                .query(Integer.class)
                .optional();
    }

    /// With what the same address was invited by before: who is not wanted does not come back by an older link.
    ///
    /// @return whether there was one not revoked already
    static boolean revoke(JdbcClient sql, InviteId id) {
        return sql.sql("""
                                update video_call_invites set status = 'revoked'
                                where status <> 'revoked' and (call_id, invitee_email) =
                                      (select call_id, invitee_email from video_call_invites where id = :id)
                                """).param("id", id.value()).update() > 0;
    }
}
