package org.hausruf.office.invite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hausruf.office.InviteId;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.db.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who has been told what of a planned call, in the server's transactions.
final class NoticeRows {
    private static final String ANSWERED = "('sent', 'opened', 'joined')";

    private static final String OF_WITHDRAWN = " where i.call_id = :call and i.cancel_due and not exists"
            + " (select from video_call_invites j where j.call_id = i.call_id and j.invitee_email = i.invitee_email"
            + " and j.status in " + ANSWERED + ")";

    private NoticeRows() {}

    /// @param isDue whether somebody has still to be told of its state
    /// @param toldSequence what its host was told last; null: nothing yet
    record Call(
            TenantId tenant,
            VideoCallId id,
            UserId host,
            boolean isDue,
            int sequence,
            @Nullable Integer toldSequence,
            PutOff putOff,
            Instant startsAt,
            Instant endsAt,
            boolean isOver,
            boolean isCancelled,
            boolean hasHostInside) {}

    /// What the mail server has put off of one reader's mail.
    ///
    /// @param tries in a row
    /// @param notBefore null: it is due
    record PutOff(int tries, @Nullable Instant notBefore) {
        boolean isWaiting(Instant now) {
            return notBefore != null && now.isBefore(notBefore);
        }
    }

    /// A guest who is to get a mail.
    record Guest(InviteId id, PutOff putOff) {}

    /// What a link was before it was renewed.
    @SuppressWarnings("ArrayRecordComponent") // hashes
    record Before(byte[] tokenHash, byte @Nullable [] earlierTokenHash, String status) {}

    static Optional<Call> find(JdbcClient sql, VideoCallId id) {
        return sql.sql("""
                        select c.tenant_id, c.id, c.host_user_id, c.notices_due, c.sequence, c.told_sequence, c.starts_at,
                               c.mail_tries, c.mail_not_before, c.planned_minutes, c.status in ('ended', 'expired') as is_over,
                               c.cancelled_at is not null as is_cancelled,
                               exists (select from video_call_participants p
                                       where p.call_id = c.id and p.role = 'host' and p.left_at is null) as host_inside
                        from video_calls c
                        where c.id = :id and c.time_zone is not null
                        """).param("id", id.value()).query((row, _) -> call(row)).optional();
    }

    private static Call call(ResultSet row) throws SQLException {
        var start = Columns.instant(row, "starts_at");
        return new Call(
                new TenantId(Columns.uuid(row, "tenant_id")),
                new VideoCallId(Columns.uuid(row, "id")),
                new UserId(Columns.uuid(row, "host_user_id")),
                row.getBoolean("notices_due"),
                row.getInt("sequence"),
                row.getObject("told_sequence", Integer.class),
                putOff(row),
                start,
                start.plus(Duration.ofMinutes(row.getInt("planned_minutes"))),
                row.getBoolean("is_over"),
                row.getBoolean("is_cancelled"),
                row.getBoolean("host_inside"));
    }

    private static PutOff putOff(ResultSet row) throws SQLException {
        return new PutOff(row.getInt("mail_tries"), Columns.instantOrNull(row, "mail_not_before"));
    }

    private static Guest guest(ResultSet row) throws SQLException {
        return new Guest(new InviteId(Columns.uuid(row, "id")), putOff(row));
    }

    /// Guests whose last mail told of an earlier state.
    static List<Guest> untold(JdbcClient sql, Call call) {
        return sql.sql("select id, mail_tries, mail_not_before from video_call_invites"
                        + " where call_id = :call and told_sequence < :sequence"
                        + " and status in " + ANSWERED + " order by id")
                .param("call", call.id().value())
                .param("sequence", call.sequence())
                .query((row, _) -> guest(row))
                .list();
    }

    /// An invite of that call is about to be taken back: who was mailed it is to be told. The call comes first, as it
    /// does with every change of it.
    static void markWithdrawal(JdbcClient sql, VideoCallId call) {
        sql.sql("update video_calls set notices_due = true"
                        + " where id = :id and time_zone is not null and status in ('draft', 'active')")
                .param("id", call.value())
                .update();
    }

    /// The call of that invite, if it is planned, until the transaction's end: before any row of its guests.
    static void lockCall(JdbcClient sql, InviteId id) {
        var _ = sql.sql("""
                        select 1 from video_calls
                        where id = (select call_id from video_call_invites where id = :id) and time_zone is not null
                        for update
                        """).param("id", id.value()).query(Integer.class).optional();
    }

    /// A mail has gone to that guest. Whoever took the invite back, or changed the call or called it off, while it was
    /// under way, could not know that there was somebody to tell.
    static void markMissed(JdbcClient sql, InviteId id) {
        sql.sql("""
                        update video_call_invites i set cancel_due = true
                        where i.id = :id and i.status = 'revoked' and i.told_sequence is not null
                          and exists (select from video_calls c where c.id = i.call_id and c.time_zone is not null
                                        and c.status in ('draft', 'active'))
                        """).param("id", id.value()).update();
        sql.sql("update video_calls c set notices_due = true from video_call_invites i"
                        + " where i.id = :id and c.id = i.call_id and c.time_zone is not null"
                        + " and (c.status in ('draft', 'active') or c.cancelled_at is not null)"
                        + " and (i.cancel_due or i.told_sequence < c.sequence and i.status in " + ANSWERED + ")")
                .param("id", id.value())
                .update();
    }

    /// Of all invites of that address the last that was mailed, so that one mail is sent and no more.
    static void withdraw(JdbcClient sql, InviteId id) {
        sql.sql("""
                        update video_call_invites i
                        set mail_tries = 0, mail_not_before = null,
                            cancel_due = i.id is not distinct from
                                                (select j.id from video_call_invites j
                                                 where j.call_id = i.call_id and j.invitee_email = i.invitee_email
                                                   and j.told_sequence is not null order by j.id desc limit 1)
                        where (i.call_id, i.invitee_email) =
                              (select call_id, invitee_email from video_call_invites where id = :id)
                          and exists (select from video_calls c where c.id = i.call_id and c.time_zone is not null
                                        and c.status in ('draft', 'active'))
                        """).param("id", id.value()).update();
    }

    /// Guests whose invite was taken back and who have not been told, unless they were invited anew.
    static List<Guest> withdrawn(JdbcClient sql, Call call) {
        return sql.sql("select i.id, i.mail_tries, i.mail_not_before from video_call_invites i" + OF_WITHDRAWN
                        + " order by i.id")
                .param("call", call.id().value())
                .query((row, _) -> guest(row))
                .list();
    }

    /// Whether that guest is still one of [#withdrawn].
    static boolean isWithdrawn(JdbcClient sql, Call call, InviteId id) {
        return sql.sql("select exists (select from video_call_invites i" + OF_WITHDRAWN + " and i.id = :id)")
                .param("call", call.id().value())
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    /// Guests who know of the call as it is, have no reminder of this start, and are not inside.
    static List<Guest> unreminded(JdbcClient sql, Call call) {
        return sql.sql("select i.id, i.mail_tries, i.mail_not_before from video_call_invites i"
                        + " where i.call_id = :call and i.told_sequence = :sequence"
                        + " and i.status in " + ANSWERED + " and i.reminded_for is distinct from :start"
                        + " and not exists (select from video_call_participants p"
                        + " where p.call_id = i.call_id and p.invite_id = i.id and p.left_at is null) order by i.id")
                .param("call", call.id().value())
                .param("sequence", call.sequence())
                .param("start", Columns.timestamp(call.startsAt()))
                .query((row, _) -> guest(row))
                .list();
    }

    /// A new link beside the last one; a used one is void, as it is after [InviteRows#renew]. Beside the last that is
    /// known to have arrived, that is: who got a mail of which nobody knows gets another, and has the link of that.
    ///
    /// @return what was there before; nothing if it was taken back meanwhile
    static Optional<Before> renew(JdbcClient sql, InviteId id, Secret token) {
        var before = sql.sql("select token_hash, earlier_token_hash, status from video_call_invites"
                        + " where id = :id and status in " + ANSWERED + " for update")
                .param("id", id.value())
                .query((row, _) -> new Before(
                        row.getBytes("token_hash"), row.getBytes("earlier_token_hash"), row.getString("status")))
                .optional();
        before.ifPresent(it -> sql.sql("""
                        update video_call_invites
                        set earlier_token_hash = case when status = 'joined' then null
                                                          when send_error = 'unclear' then earlier_token_hash
                                                          else token_hash end,
                            token_hash = :hash, status = case status when 'joined' then 'sent' else status end
                        where id = :id
                        """)
                .param("hash", token.sha256())
                .param("id", id.value())
                .update());
        return before;
    }

    /// The mail with the new link did not go out. Unless there is a newer one since, or it was used.
    static int takeBack(JdbcClient sql, InviteId id, Secret unsent, Before before) {
        return sql.sql("""
                        update video_call_invites
                        set token_hash = :before, earlier_token_hash = :earlier, status = :status
                        where id = :id and token_hash = :unsent and status in ('sent', 'opened')
                        """)
                .param("before", before.tokenHash())
                .param("earlier", before.earlierTokenHash(), Types.BINARY)
                .param("status", before.status())
                .param("id", id.value())
                .param("unsent", unsent.sha256())
                .update();
    }

    /// They are not told of this state again, whether or not the mail went out.
    ///
    /// @param message under which the mail service knows the mail that went out
    static int told(JdbcClient sql, InviteId id, int sequence, @Nullable String sendError, @Nullable String message) {
        return sql.sql("""
                        update video_call_invites
                        set told_sequence = greatest(told_sequence, :sequence), send_error = :error,
                            mail_tries = 0, mail_not_before = null, cancel_due = false,
                            message_id = coalesce(cast(:message as text), message_id),
                            mail_report = case when cast(:error as text) is null and cast(:message as text) is null
                                               then mail_report end
                        where id = :id
                        """)
                .param("sequence", sequence)
                .param("error", sendError)
                .param("message", message)
                .param("id", id.value())
                .update();
    }

    /// The mail server does not take it now, or took it and did not say so, which the host is to see.
    static int putOff(JdbcClient sql, Guest guest, Instant until, boolean isUnclear) {
        return sql.sql("""
                        update video_call_invites
                        set mail_tries = :tries, mail_not_before = :until,
                            send_error = case when :unclear then 'unclear' else send_error end
                        where id = :id
                        """)
                .param("tries", guest.putOff().tries() + 1)
                .param("until", Columns.timestamp(until))
                .param("unclear", isUnclear)
                .param("id", guest.id().value())
                .update();
    }

    static int putOff(JdbcClient sql, Call call, Instant until) {
        return sql.sql("update video_calls set mail_tries = :tries, mail_not_before = :until where id = :id")
                .param("tries", call.putOff().tries() + 1)
                .param("until", Columns.timestamp(until))
                .param("id", call.id().value())
                .update();
    }

    /// @param soon who is told of a start before that needs no reminder of it
    static int hostTold(JdbcClient sql, Call call, int sequence, Instant soon) {
        return sql.sql("""
                        update video_calls
                        set told_sequence = greatest(told_sequence, :sequence),
                            mail_tries = 0, mail_not_before = null,
                            reminded_for = case when starts_at <= :soon then starts_at else reminded_for end
                        where id = :id
                        """)
                .param("sequence", sequence)
                .param("soon", Columns.timestamp(soon))
                .param("id", call.id().value())
                .update();
    }

    /// Everybody knows of it as it is, unless it has changed or somebody else was taken back meanwhile. Who takes an
    /// invite back holds the call's row: so what they have written is seen, or they write it after this.
    static int allTold(JdbcClient sql, Call call) {
        if (!isStillAt(sql, call)) return 0;
        return sql.sql("update video_calls set notices_due = false where id = :call"
                        + " and not exists (select from video_call_invites i" + OF_WITHDRAWN + ")")
                .param("call", call.id().value())
                .update();
    }

    /// Nobody is to be told of it, nor that they were taken back, unless it has changed meanwhile.
    static int nobodyTold(JdbcClient sql, Call call) {
        if (!isStillAt(sql, call)) return 0;
        sql.sql("update video_call_invites set cancel_due = false where call_id = :call and cancel_due")
                .param("call", call.id().value())
                .update();
        return sql.sql("update video_calls set notices_due = false where id = :call")
                .param("call", call.id().value())
                .update();
    }

    /// Locks the call's row until the transaction's end.
    private static boolean isStillAt(JdbcClient sql, Call call) {
        return sql.sql("select sequence from video_calls where id = :id for update")
                .param("id", call.id().value())
                .query(Integer.class)
                .optional()
                .filter(sequence -> sequence == call.sequence())
                .isPresent();
    }

    /// Of many who would remind the host of this start, one may.
    static boolean claimHostReminder(JdbcClient sql, Call call) {
        return sql.sql("""
                                update video_calls set reminded_for = starts_at
                                where id = :id and starts_at = :start and reminded_for is distinct from starts_at
                                  and status in ('draft', 'active')
                                """)
                        .param("id", call.id().value())
                        .param("start", Columns.timestamp(call.startsAt()))
                        .update()
                == 1;
    }

    static int releaseHostReminder(JdbcClient sql, Call call) {
        return sql.sql("update video_calls set reminded_for = null where id = :id and reminded_for = :start")
                .param("id", call.id().value())
                .param("start", Columns.timestamp(call.startsAt()))
                .update();
    }

    /// Of many who would remind this guest of this start, one may.
    static boolean claimReminder(JdbcClient sql, Call call, InviteId id) {
        return sql.sql("update video_call_invites i set reminded_for = :start where i.id = :id"
                                + " and i.reminded_for is distinct from :start and i.status in " + ANSWERED
                                + " and exists (select from video_calls c where c.id = i.call_id"
                                + " and c.starts_at = :start and c.status in ('draft', 'active'))")
                        .param("start", Columns.timestamp(call.startsAt()))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    static int releaseReminder(JdbcClient sql, Call call, InviteId id) {
        return sql.sql("update video_call_invites set reminded_for = null where id = :id and reminded_for = :start")
                .param("id", id.value())
                .param("start", Columns.timestamp(call.startsAt()))
                .update();
    }
}
