package org.hausruf.office.videocall;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Limits;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Resolver;
import org.hausruf.office.db.Transactions;
import org.hausruf.office.db.Uuid7;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Who is in a call, as the media engine reports it: one row per stay, named by the engine's participant sid.
/// A report that comes twice changes nothing. Thread-safe.
public final class Attendance {
    /// How long a report of somebody's leaving may be on its way.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Resolver resolver;
    private final Transactions transactions;
    private final Clock clock;
    private volatile BiConsumer<TenantId, UserId> moved = (_, _) -> {};

    public Attendance(Database database, Clock clock) {
        this.resolver = database.resolver();
        this.transactions = database.transactions();
        this.clock = clock;
    }

    /// @param listener told of a colleague who has come or gone, on the thread that wrote it: it must not wait
    public void onMoved(BiConsumer<TenantId, UserId> listener) {
        moved = listener;
    }

    private void tell(TenantId tenant, EmailAddress email) {
        resolver.userByEmail(email)
                .filter(colleague -> colleague.tenant().equals(tenant))
                .ifPresent(colleague -> moved.accept(tenant, colleague.user()));
    }

    /// What a report of somebody's arrival came to.
    public enum Arrival {
        RECORDED,
        /// The room's call is over: close the room.
        CALL_OVER,
        /// No call has this room: it is somebody else's.
        UNKNOWN_ROOM,
        /// Nobody with that identity is expected, or not that often: remove them.
        NOT_EXPECTED
    }

    /// Whom an identity belongs to: the host by `user`, a guest by `invite`.
    private record Expected(@Nullable UUID user, @Nullable UUID invite, String displayName) {}

    /// Somebody's media connected. The host's first arrival makes the call active.
    ///
    /// @param identity the mail address in their token
    /// @param participantSid one connection, kept when it is resumed
    public Arrival joined(RoomName room, String identity, String participantSid, Instant at) {
        var email = EmailAddress.parse(identity);
        var found = resolver.callOfRoom(room);
        if (found.isEmpty()) return Arrival.UNKNOWN_ROOM;
        if (email.isEmpty()) return Arrival.NOT_EXPECTED;
        var system = Caller.system(found.get().tenant());
        if (transactions.onlyRead()) { // who may not be there is put out all the same; nobody else is written down
            var refusal = transactions.runAs(system, sql -> {
                var call = CallRows.state(sql, found.get().call()).orElseThrow();
                return refusal(sql, call, expected(sql, call, email.get()), email.get(), participantSid);
            });
            if (refusal.isPresent()) return refusal.get();
        }
        var arrival = transactions.runAs(system, sql -> {
            var call = CallRows.lockedState(sql, found.get().call()).orElseThrow();
            var expected = expected(sql, call, email.get());
            var refusal = refusal(sql, call, expected, email.get(), participantSid);
            if (refusal.isPresent()) return refusal.get();
            if (insert(sql, call, expected.get(), email.get(), participantSid, at)) {
                endEarlierStays(sql, call, email.get(), participantSid, at);
            }
            if (expected.get().user() != null) activate(sql, call, at);
            return Arrival.RECORDED;
        });
        if (arrival == Arrival.RECORDED) tell(found.get().tenant(), email.get());
        return arrival;
    }

    private static Optional<Arrival> refusal(
            JdbcClient sql, CallRows.State call, Optional<Expected> expected, EmailAddress email, String sid) {
        if (call.status().isOver()) return Optional.of(Arrival.CALL_OVER);
        var isWelcome = expected.isPresent() && stays(sql, call, email, sid) < Limits.MAX_STAYS;
        return isWelcome ? Optional.empty() : Optional.of(Arrival.NOT_EXPECTED);
    }

    private static Optional<Expected> expected(JdbcClient sql, CallRows.State call, EmailAddress email) {
        return sql.sql("""
                        select id as user_id, null::uuid as invite_id, display_name
                        from users where id = :host and email = :email and active
                        union all
                        select null, id, coalesce(guest_name, invitee_name, case language when 'de' then 'Gast' else 'Guest' end)
                        from video_call_invites
                        where call_id = :call and invitee_email = :email and joined_at is not null and status <> 'revoked'
                          and (not :lobby or id in (select invite_id from video_call_waits
                                                    where call_id = :call and state = 'admitted'))
                        limit 1
                        """)
                .param("host", call.host().value())
                .param("call", call.id().value())
                .param("email", email.value())
                .param("lobby", call.lobby())
                .query((row, _) -> new Expected(
                        row.getObject("user_id", UUID.class),
                        row.getObject("invite_id", UUID.class),
                        row.getString("display_name")))
                .optional();
    }

    /// Without the one that is reported.
    private static int stays(JdbcClient sql, CallRows.State call, EmailAddress email, String sid) {
        return sql.sql("""
                        select count(*) from video_call_participants
                        where call_id = :call and email = :email and participant_sid <> :sid
                        """)
                .param("call", call.id().value())
                .param("email", email.value())
                .param("sid", sid)
                .query(Integer.class)
                .single();
    }

    /// {@return whether it was not yet there}
    private static boolean insert(
            JdbcClient sql, CallRows.State call, Expected who, EmailAddress email, String sid, Instant at) {
        return sql.sql("""
                        insert into video_call_participants (id, tenant_id, call_id, user_id, invite_id, email,
                                display_name, role, participant_sid, joined_at, seen_at)
                        values (:id, :tenant, :call, :user, :invite, :email, :name, :role, :sid, :at, :at)
                        on conflict (participant_sid) do nothing
                        """)
                        .param("id", Uuid7.at(at))
                        .param("tenant", call.tenant().value())
                        .param("call", call.id().value())
                        .param("user", who.user())
                        .param("invite", who.invite())
                        .param("email", email.value())
                        .param("name", who.displayName())
                        .param("role", who.user() != null ? "host" : "guest")
                        .param("sid", sid)
                        .param("at", Columns.timestamp(at))
                        .update()
                == 1;
    }

    /// A room has an identity once: whoever comes has left before, though nobody may have said so (a media server that
    /// died, a webhook that got lost).
    private static void endEarlierStays(
            JdbcClient sql, CallRows.State call, EmailAddress email, String sid, Instant at) {
        sql.sql("""
                        update video_call_participants set left_at = :at
                        where call_id = :call and email = :email and participant_sid <> :sid
                          and left_at is null and joined_at <= :at
                        """)
                .param("call", call.id().value())
                .param("email", email.value())
                .param("sid", sid)
                .param("at", Columns.timestamp(at))
                .update();
    }

    private static void activate(JdbcClient sql, CallRows.State call, Instant at) {
        sql.sql("update video_calls set status = 'active', started_at = :at where id = :id and status = 'draft'")
                .param("id", call.id().value())
                .param("at", Columns.timestamp(at))
                .update();
    }

    /// Somebody's media is gone for good, whatever the reason.
    ///
    /// @param line null where the media server does not tell
    public void left(RoomName room, String participantSid, Instant at, @Nullable LineQuality line) {
        resolver.callOfRoom(room)
                .ifPresent(found -> left(
                        found.tenant(),
                        sql -> sql.sql("""
                        update video_call_participants
                        set left_at = greatest(:at, joined_at), line_path = :path, line_loss_sent = :lossSent,
                            line_loss_received = :lossReceived, line_jitter_ms = :jitter,
                            line_round_trip_ms = :roundTrip, line_reconnects = :reconnects, line_sent_kbps = :sent,
                            line_received_kbps = :received
                        where call_id = :call and participant_sid = :sid and left_at is null
                        returning case when left_at is null then '' else coalesce(email, '') end
                        """)
                                .param("call", found.call().value())
                                .param("sid", participantSid)
                                .param("at", Columns.timestamp(at))
                                .params(columns(line))));
    }

    private static Map<String, @Nullable Object> columns(@Nullable LineQuality line) {
        var columns = new HashMap<String, @Nullable Object>();
        columns.put("path", line == null ? null : line.path().slug());
        columns.put("lossSent", line == null ? null : line.lossSent());
        columns.put("lossReceived", line == null ? null : line.lossReceived());
        columns.put("jitter", line == null ? null : line.jitterMillis());
        columns.put("roundTrip", line == null ? null : line.roundTripMillis());
        columns.put("reconnects", line == null ? null : line.reconnects());
        columns.put("sent", line == null ? null : line.sentKbps());
        columns.put("received", line == null ? null : line.receivedKbps());
        return columns;
    }

    /// @param update answers the addresses of those who have left now
    private void left(TenantId tenant, Function<JdbcClient, JdbcClient.StatementSpec> update) {
        transactions
                .runAs(
                        Caller.system(tenant),
                        sql -> update.apply(sql).query(String.class).list())
                .forEach(gone -> EmailAddress.parse(gone).ifPresent(email -> tell(tenant, email)));
    }

    /// After a start of the engine, before anybody can join: nobody is in a room, and whoever was left when they were
    /// last seen.
    public void restarted() {
        compare(Set.of(), clock.instant(), clock.instant());
    }

    /// Notes who is in a room, each minute: that is how long a stay may be misjudged if everything dies at once. A stay
    /// that the engine has not known for a while ended when it was last seen.
    ///
    /// @param presentSids of all rooms
    /// @param takenAt when the engine was asked
    public void reconcile(Set<String> presentSids, Instant takenAt) {
        compare(presentSids, takenAt, takenAt.minus(PATIENCE));
    }

    private void compare(Set<String> presentSids, Instant takenAt, Instant lostBefore) {
        var present = presentSids.toArray(String[]::new);
        for (var found : resolver.occupiedCalls())
            left(
                    found.tenant(),
                    sql -> sql.sql("""
                            update video_call_participants
                            set seen_at = case when participant_sid = any(:present) then greatest(seen_at, :takenAt) else seen_at end,
                                left_at = case when participant_sid = any(:present) then null else seen_at end
                            where call_id = :call and left_at is null
                              and (participant_sid = any(:present) or seen_at <= :lostBefore)
                            returning case when left_at is null then '' else coalesce(email, '') end
                            """)
                            .param("present", present)
                            .param("takenAt", Columns.timestamp(takenAt))
                            .param("lostBefore", Columns.timestamp(lostBefore))
                            .param("call", found.call().value()));
    }
}
