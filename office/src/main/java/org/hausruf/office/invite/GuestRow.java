package org.hausruf.office.invite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.Refusal;
import org.hausruf.office.Refusal.Why;
import org.hausruf.office.RoomName;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.db.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// One invite with its call and host, as the code that decides about a guest needs it. Immutable.
@SuppressWarnings("ArrayRecordComponent") // hashes, compared in constant time only
record GuestRow(
        TenantId tenant,
        VideoCallId call,
        RoomName room,
        String callTitle,
        @Nullable Instant plannedFor,
        @Nullable Instant startedAt,
        boolean callIsOver,
        boolean lobby,
        UserId host,
        String hostName,
        EmailAddress hostEmail,
        EmailAddress email,
        @Nullable String inviteeName,
        @Nullable String guestName,
        Language language,
        Invite.Status status,
        byte[] tokenHash,
        byte @Nullable [] earlierTokenHash,
        byte @Nullable [] rejoinHash,
        @Nullable Instant openedAt,
        Instant expiresAt,
        WaitRows.@Nullable State waiting) {
    static Optional<GuestRow> find(JdbcClient sql, InviteId id) {
        return sql.sql("""
                        select i.tenant_id, i.call_id, i.invitee_email, i.invitee_name, i.guest_name, i.language, i.status,
                               i.token_hash, i.earlier_token_hash, i.rejoin_secret_hash, i.opened_at, i.expires_at,
                               c.livekit_room_name, c.title, case when c.time_zone is not null then c.starts_at end as planned_for, c.started_at, c.status in ('ended', 'expired') as call_is_over,
                               c.lobby, w.state as wait,
                               c.host_user_id, u.display_name as host_name, u.email as host_email
                        from video_call_invites i
                        join video_calls c on c.id = i.call_id
                        join users u on u.id = c.host_user_id
                        left join video_call_waits w on w.invite_id = i.id
                        where i.id = :id
                        """).param("id", id.value()).query((row, _) -> of(row)).optional();
    }

    private static GuestRow of(ResultSet row) throws SQLException {
        return new GuestRow(
                new TenantId(Columns.uuid(row, "tenant_id")),
                new VideoCallId(Columns.uuid(row, "call_id")),
                new RoomName(row.getString("livekit_room_name")),
                row.getString("title"),
                Columns.instantOrNull(row, "planned_for"),
                Columns.instantOrNull(row, "started_at"),
                row.getBoolean("call_is_over"),
                row.getBoolean("lobby"),
                new UserId(Columns.uuid(row, "host_user_id")),
                row.getString("host_name"),
                new EmailAddress(row.getString("host_email")),
                new EmailAddress(row.getString("invitee_email")),
                row.getString("invitee_name"),
                row.getString("guest_name"),
                Language.ofTag(row.getString("language")),
                Invite.Status.ofSlug(row.getString("status")),
                row.getBytes("token_hash"),
                row.getBytes("earlier_token_hash"),
                row.getBytes("rejoin_secret_hash"),
                Columns.instantOrNull(row, "opened_at"),
                Columns.instant(row, "expires_at"),
                WaitRows.State.ofSlug(row.getString("wait")));
    }

    /// By the link of the last mail, or of the one before where that goes on.
    boolean isOpenedBy(Secret token) {
        return token.hasHash(tokenHash) || (earlierTokenHash != null && token.hasHash(earlierTokenHash));
    }

    boolean wasClaimedWith(Secret rejoinSecret) {
        return rejoinHash != null && rejoinSecret.hasHash(rejoinHash);
    }

    /// Why nobody can come in by it at all: not the holder of the link, not who claimed it.
    Optional<Why> closedToAll() {
        if (status == Invite.Status.REVOKED)
            return Optional.of(waiting == WaitRows.State.DECLINED ? Why.DECLINED : Why.REVOKED);
        return callIsOver ? Optional.of(Why.CALL_OVER) : Optional.empty();
    }

    /// Why the link cannot be claimed now.
    Optional<Why> closedToClaims(Instant now) {
        return closedToAll().or(() -> switch (status) {
            case SENT, OPENED -> now.isBefore(expiresAt) ? Optional.empty() : Optional.of(Why.EXPIRED);
            case JOINED -> Optional.of(Why.USED);
            case EXPIRED -> Optional.of(Why.EXPIRED);
            case REVOKED -> Optional.of(Why.REVOKED);
        });
    }

    /// Of somebody who has claimed it: whether the host has still to say yes.
    boolean mustWait() {
        return lobby && waiting != WaitRows.State.ADMITTED;
    }

    Refusal refusal(Why why) {
        return new Refusal.InviteClosed(why, facts());
    }

    Refusal inLobby(boolean hostPresent) {
        return new Refusal.InLobby(facts(), displayName(), hostPresent);
    }

    private Refusal.InviteFacts facts() {
        return new Refusal.InviteFacts(tenant, hostName, hostEmail, callTitle, plannedFor, expiresAt);
    }

    /// Never the address: other guests see the name.
    String displayName() {
        if (guestName != null) return guestName;
        if (inviteeName != null) return inviteeName;
        return switch (language) {
            case DE -> "Gast";
            case EN -> "Guest";
        };
    }

    Admissions.Admission admission() {
        return new Admissions.Admission(
                tenant, call, room, callTitle, plannedFor, startedAt, hostName, email, displayName());
    }
}
