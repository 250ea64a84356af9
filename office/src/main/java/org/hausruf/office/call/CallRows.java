package org.hausruf.office.call;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hausruf.office.CallId;
import org.hausruf.office.Caller;
import org.hausruf.office.ContactId;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.CallInput.Reach;
import org.hausruf.office.call.CallState.InProgress;
import org.hausruf.office.call.CallState.Over;
import org.hausruf.office.call.CallState.Ringing;
import org.hausruf.office.call.Calls.NewCall;
import org.hausruf.office.db.AdvisoryLock;
import org.hausruf.office.db.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Calls as rows, read and written in a transaction that is open already.
final class CallRows {
    /// Names by subqueries, not by joins: before a new office's tables are analyzed, the planner takes them for almost
    /// empty and joins everybody with everybody.
    static final String CALL = """
            select c.id, c.tenant_id, c.from_user_id, c.to_user_id, c.contact_id, c.media, c.room_name, c.status,
                   c.end_reason, c.started_at, c.ring_until, c.answered_at, c.seen_at, c.ended_at, c.duration_seconds,
                   c.waiting, c.room_sid, c.participant_identity, c.track_sid, c.recording_url,
                   (select u.display_name from users u where u.tenant_id = c.tenant_id and u.id = c.from_user_id) as from_name,
                   (select u.display_name from users u where u.tenant_id = c.tenant_id and u.id = c.to_user_id) as to_name
            from call_log c
            """;

    private CallRows() {}

    /// A call that nobody else changes until the transaction ends.
    record Locked(Call call, CallState state) {}

    /// Nobody else decides about either of them until the transaction ends. Always in the same order, so that two who
    /// ring each other wait and do not block each other.
    static void lock(JdbcClient sql, UserId one, UserId other) {
        var isFirst = one.value().compareTo(other.value()) < 0;
        AdvisoryLock.take(sql, "calls of " + (isFirst ? one : other));
        AdvisoryLock.take(sql, "calls of " + (isFirst ? other : one));
    }

    static Optional<Call> find(JdbcClient sql, CallId id) {
        return sql.sql(CALL + "where c.id = :id")
                .param("id", id.value())
                .query((row, _) -> call(row))
                .optional();
    }

    static Optional<Locked> locked(JdbcClient sql, CallId id) {
        return sql.sql(CALL + "where c.id = :id for update of c")
                .param("id", id.value())
                .query((row, _) -> new Locked(call(row), state(row)))
                .optional();
    }

    /// Whether the user has a call, other than this one, that rings or is talked in. Of their own calls alone: the
    /// policies show no others.
    static boolean isEngaged(JdbcClient sql, UserId user, CallId except) {
        return sql.sql("""
                        select exists (
                            select from call_log
                            where id <> :except and :user in (from_user_id, to_user_id)
                              and status in ('RINGING', 'IN_PROGRESS'))
                        """)
                .param("except", except.value())
                .param("user", user.value())
                .query(Boolean.class)
                .single();
    }

    /// What somebody else is doing, whose calls the caller may not see: a function answers for them.
    static Reach reach(JdbcClient sql, TenantId tenant, UserId callee) {
        return sql.sql("""
                        select exists (select from user_presence where user_id = :callee and do_not_disturb) as undisturbed,
                               count(ringing) as ringing, count(talking) as talking
                        from resolve_engagements(:tenant, :callee)
                        """)
                .param("tenant", tenant.value())
                .param("callee", callee.value())
                .query((row, _) -> {
                    if (row.getBoolean("undisturbed")) return Reach.DO_NOT_DISTURB;
                    if (row.getInt("ringing") > 0) return Reach.RINGING;
                    return row.getInt("talking") > 0 ? Reach.TALKING : Reach.FREE;
                })
                .single();
    }

    static CallRules rules(JdbcClient sql) {
        return sql.sql("select ring_seconds, ring_when_busy from tenant_call_settings")
                .query((row, _) ->
                        new CallRules(Duration.ofSeconds(row.getInt("ring_seconds")), row.getBoolean("ring_when_busy")))
                .optional()
                .orElse(CallRules.STANDARD);
    }

    static void insert(JdbcClient sql, CallId id, NewCall wanted, CallState state) {
        var caller = Caller.current();
        bind(sql.sql("""
                        insert into call_log (id, tenant_id, room_name, from_user_id, to_user_id, contact_id, media, waiting,
                                              started_at, ring_until, status, end_reason, duration_seconds, answered_at,
                                              seen_at, ended_at, created_at, updated_at)
                        values (:id, :tenant, :room, :from, :to, :contact, :media, :waiting, :started, :until,
                                :status, :reason, :seconds, :answered, :seen, :ended, :started, :started)
                        """), state)
                .param("id", id.value())
                .param("tenant", caller.tenant().value())
                .param("room", RoomName.ofCall(caller.tenant(), id).value())
                .param("from", caller.requireUser().value())
                .param("to", wanted.to().value())
                .param(
                        "contact",
                        wanted.contact() == null ? null : wanted.contact().value())
                .param("media", wanted.media().slug())
                .param("waiting", state instanceof Ringing ringing && ringing.waiting())
                .param("started", Columns.timestamp(state.startedAt()))
                .param(
                        "until",
                        Columns.timestamp(state instanceof Ringing ringing ? ringing.until() : state.startedAt()))
                .update();
    }

    static void store(JdbcClient sql, CallId id, CallState state, Instant now) {
        bind(sql.sql("""
                        update call_log
                        set status = :status, end_reason = :reason, duration_seconds = :seconds, answered_at = :answered,
                            seen_at = :seen, ended_at = :ended, updated_at = :now
                        where id = :id
                        """), state)
                .param("id", id.value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    /// What of a row its state is.
    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, CallState state) {
        var over = state instanceof Over it ? it : null;
        var talk = state instanceof InProgress it ? it : over == null ? null : over.answered();
        var reason = over == null ? null : over.reason();
        return statement
                .param("status", status(state).name())
                .param("reason", reason == null ? null : reason.slug())
                .param("seconds", over == null ? null : seconds(over))
                .param("answered", talk == null ? null : Columns.timestamp(talk.answeredAt()))
                .param("seen", talk == null ? null : Columns.timestamp(talk.seenAt()))
                .param("ended", over == null ? null : Columns.timestamp(over.at()));
    }

    /// Of a completed call alone: one that was taken and then failed lasted for nobody.
    private static @Nullable Long seconds(Over over) {
        var talk = over.answered();
        if (talk == null || over.reason() != EndReason.COMPLETED) return null;
        return Duration.between(talk.answeredAt(), over.at()).toSeconds();
    }

    private static CallStatus status(CallState state) {
        return switch (state) {
            case CallState.Initiated _ -> CallStatus.INITIATED;
            case Ringing _ -> CallStatus.RINGING;
            case InProgress _ -> CallStatus.IN_PROGRESS;
            case Over over -> over.reason().status();
        };
    }

    private static CallState state(ResultSet row) throws SQLException {
        var startedAt = Columns.instant(row, "started_at");
        var answeredAt = Columns.instantOrNull(row, "answered_at");
        var talk = answeredAt == null ? null : new InProgress(startedAt, answeredAt, Columns.instant(row, "seen_at"));
        return switch (CallStatus.valueOf(row.getString("status"))) {
            case INITIATED -> new CallState.Initiated(startedAt);
            case RINGING -> new Ringing(startedAt, Columns.instant(row, "ring_until"), row.getBoolean("waiting"));
            case IN_PROGRESS -> Objects.requireNonNull(talk);
            case COMPLETED, MISSED, FAILED ->
                new Over(startedAt, Objects.requireNonNull(reason(row)), Columns.instant(row, "ended_at"), talk);
        };
    }

    static List<Call> live(JdbcClient sql, UserId user, Instant now) {
        return sql.sql(CALL + """
                        where :user in (c.from_user_id, c.to_user_id)
                          and (c.status = 'IN_PROGRESS' or c.status = 'RINGING' and c.ring_until > :now)
                        order by c.id
                        """)
                .param("user", user.value())
                .param("now", Columns.timestamp(now))
                .query((row, _) -> call(row))
                .list();
    }

    /// Newest first; the policies show a user their own alone.
    static List<Call> log(JdbcClient sql, UserId user, LogFilter filter, Optional<CallId> before, int limit) {
        return sql.sql(CALL + """
                        where :user in (c.from_user_id, c.to_user_id) and c.id < :before
                          and (cast(:with as uuid) is null
                               or :with = case when c.from_user_id = :user then c.to_user_id else c.from_user_id end)
                          and (cast(:direction as text) is null
                               or :direction = case when c.from_user_id = :user then 'OUT' else 'IN' end)
                          and (:outcomes = '' or c.end_reason = any(string_to_array(:outcomes, ',')))
                          and (cast(:from as timestamptz) is null or c.started_at >= :from)
                          and (cast(:to as timestamptz) is null or c.started_at < :to)
                          and (cast(:seconds as bigint) is null or c.duration_seconds >= :seconds)
                        order by c.id desc
                        limit :limit
                        """)
                .param("user", user.value())
                .param("before", before.map(CallId::value).orElse(new UUID(-1, -1)))
                .param("with", filter.with() == null ? null : filter.with().value())
                .param(
                        "direction",
                        filter.direction() == null ? null : filter.direction().name())
                .param(
                        "outcomes",
                        filter.outcomes().stream().map(EndReason::slug).collect(Collectors.joining(",")))
                .param("from", filter.from() == null ? null : Columns.timestamp(filter.from()))
                .param("to", filter.to() == null ? null : Columns.timestamp(filter.to()))
                .param("seconds", filter.minSeconds())
                .param("limit", limit)
                .query((row, _) -> call(row))
                .list();
    }

    static Optional<CallId> ofRoom(JdbcClient sql, RoomName room) {
        return sql.sql("select id from call_log where room_name = :room")
                .param("room", room.value())
                .query((row, _) -> new CallId(Columns.uuid(row, "id")))
                .optional();
    }

    static int missed(JdbcClient sql, UserId user) {
        return sql.sql("""
                        select count(*) from call_log
                        where to_user_id = :user and status = 'MISSED' and end_reason <> 'declined'
                          and seen_by_callee_at is null
                        """).param("user", user.value()).query(Integer.class).single();
    }

    static int missedSeen(JdbcClient sql, UserId user, Instant now) {
        return sql.sql("""
                        update call_log set seen_by_callee_at = :now
                        where to_user_id = :user and status = 'MISSED' and seen_by_callee_at is null
                        """)
                .param("user", user.value())
                .param("now", Columns.timestamp(now))
                .update();
    }

    static int changeRules(JdbcClient sql, TenantId tenant, CallRules wanted) {
        return sql.sql("""
                        insert into tenant_call_settings (tenant_id, ring_seconds, ring_when_busy)
                        values (:tenant, :seconds, :whenBusy)
                        on conflict (tenant_id) do update
                        set ring_seconds = excluded.ring_seconds, ring_when_busy = excluded.ring_when_busy
                        """)
                .param("tenant", tenant.value())
                .param("seconds", wanted.ringTime().toSeconds())
                .param("whenBusy", wanted.ringWhenBusy())
                .update();
    }

    /// They were talked in at that time.
    static int seen(JdbcClient sql, List<RoomName> rooms, Instant at) {
        return sql.sql("""
                        update call_log set seen_at = greatest(seen_at, :at)
                        where status = 'IN_PROGRESS' and room_name = any(:rooms)
                        """)
                .param("at", Columns.timestamp(at))
                .param("rooms", rooms.stream().map(RoomName::value).toArray(String[]::new))
                .update();
    }

    /// The first time that something is known.
    ///
    /// @param column one of those that the media side fills; from this package's code alone
    static int note(JdbcClient sql, CallId id, String column, String value) {
        return sql.sql("update call_log set " + column + " = :value where id = :id and " + column + " is null")
                .param("id", id.value())
                .param("value", value)
                .update();
    }

    private static @Nullable EndReason reason(ResultSet row) throws SQLException {
        var slug = row.getString("end_reason");
        return slug == null ? null : EndReason.ofSlug(slug).orElseThrow();
    }

    private static Call call(ResultSet row) throws SQLException {
        var contact = row.getObject("contact_id", UUID.class);
        return new Call(
                new CallId(Columns.uuid(row, "id")),
                new TenantId(Columns.uuid(row, "tenant_id")),
                new UserId(Columns.uuid(row, "from_user_id")),
                row.getString("from_name"),
                new UserId(Columns.uuid(row, "to_user_id")),
                row.getString("to_name"),
                contact == null ? null : new ContactId(contact),
                Media.ofSlug(row.getString("media")).orElseThrow(),
                new RoomName(row.getString("room_name")),
                CallStatus.valueOf(row.getString("status")),
                reason(row),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "ring_until"),
                Columns.instantOrNull(row, "answered_at"),
                Columns.instantOrNull(row, "ended_at"),
                row.getObject("duration_seconds", Long.class),
                row.getBoolean("waiting"),
                noted(row));
    }

    private static Call.Noted noted(ResultSet row) throws SQLException {
        return new Call.Noted(
                row.getString("room_sid"),
                row.getString("participant_identity"),
                row.getString("track_sid"),
                row.getString("recording_url"));
    }
}
