package org.hausruf.office.videocall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.db.Columns;
import org.hausruf.office.videocall.VideoCall.Person;
import org.hausruf.office.videocall.VideoCall.Role;
import org.hausruf.office.videocall.VideoCall.Status;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads calls, with what the list shows of the people in them. A person is an address: who came twice counts once.
final class CallRows {
    private static final String CALL = """
            select c.id, c.host_user_id, c.title, c.status, c.livekit_room_name, c.lobby, c.starts_at, c.started_at, c.ends_at,
                   c.planned_minutes, c.time_zone, c.cancelled_at, c.expires_at, c.created_at, p.everybody, p.inside, i.invites, s.names, s.roles
            from video_calls c
            cross join lateral (
                select count(distinct coalesce(email, id::text)) as everybody,
                       count(distinct coalesce(email, id::text)) filter (where left_at is null) as inside
                from video_call_participants where tenant_id = c.tenant_id and call_id = c.id) p
            cross join lateral (
                select count(*) as invites
                from video_call_invites
                where tenant_id = c.tenant_id and call_id = c.id and status <> 'revoked') i
            cross join lateral (
                select array_agg(display_name order by role desc, joined_at) as names,
                       array_agg(role order by role desc, joined_at) as roles
                from (
                    select display_name, role, joined_at
                    from (
                        select distinct on (coalesce(email, id::text)) display_name, role, joined_at
                        from video_call_participants where tenant_id = c.tenant_id and call_id = c.id
                        order by coalesce(email, id::text), joined_at) first_stays
                    order by role desc, joined_at
                    limit 5) five) s
            """;

    private CallRows() {}

    /// The little that jobs and engine events need.
    record State(VideoCallId id, TenantId tenant, UserId host, RoomName room, Status status, boolean lobby) {}

    static Optional<VideoCall> find(JdbcClient sql, VideoCallId id) {
        return sql.sql(CALL + "where c.id = :id")
                .param("id", id.value())
                .query((row, _) -> call(row))
                .optional();
    }

    /// @param unplanned only those that are not planned
    static List<VideoCall> list(
            JdbcClient sql, boolean open, boolean unplanned, Optional<VideoCallId> before, int limit) {
        return sql.sql(CALL + """
                        where (c.status in ('draft', 'active')) = :open and c.id < :before
                          and not (:unplanned and c.time_zone is not null)
                        order by c.id desc
                        limit :limit
                        """)
                .param("open", open)
                .param("unplanned", unplanned)
                .param("before", before.map(VideoCallId::value).orElse(new UUID(-1, -1)))
                .param("limit", limit)
                .query((row, _) -> call(row))
                .list();
    }

    /// Planned ones that are not over, the next first.
    ///
    /// @param after the last of the page before; one that has been moved since goes by its new time
    static List<VideoCall> planned(JdbcClient sql, Optional<VideoCallId> after, int limit) {
        return sql.sql(CALL + """
                        where c.status in ('draft', 'active') and c.time_zone is not null
                          and (cast(:after as uuid) is null
                               or (c.starts_at, c.id) > (select a.starts_at, a.id from video_calls a where a.id = :after))
                        order by c.starts_at, c.id
                        limit :limit
                        """)
                .param("after", after.map(VideoCallId::value).orElse(null))
                .param("limit", limit)
                .query((row, _) -> call(row))
                .list();
    }

    static Optional<State> state(JdbcClient sql, VideoCallId id) {
        return readState(sql, id, "");
    }

    /// Nobody else changes the call until the transaction ends.
    static Optional<State> lockedState(JdbcClient sql, VideoCallId id) {
        return readState(sql, id, " for update");
    }

    private static Optional<State> readState(JdbcClient sql, VideoCallId id, String lock) {
        return sql.sql(
                        "select id, tenant_id, host_user_id, livekit_room_name, status, lobby from video_calls where id = :id"
                                + lock)
                .param("id", id.value())
                .query((row, _) -> new State(
                        new VideoCallId(Columns.uuid(row, "id")),
                        new TenantId(Columns.uuid(row, "tenant_id")),
                        new UserId(Columns.uuid(row, "host_user_id")),
                        new RoomName(row.getString("livekit_room_name")),
                        Status.ofSlug(row.getString("status")),
                        row.getBoolean("lobby")))
                .optional();
    }

    private static VideoCall call(ResultSet row) throws SQLException {
        return new VideoCall(
                new VideoCallId(Columns.uuid(row, "id")),
                new UserId(Columns.uuid(row, "host_user_id")),
                row.getString("title"),
                Status.ofSlug(row.getString("status")),
                new RoomName(row.getString("livekit_room_name")),
                row.getBoolean("lobby"),
                schedule(row),
                row.getObject("cancelled_at") != null,
                Columns.instant(row, "starts_at"),
                Columns.instantOrNull(row, "started_at"),
                Columns.instantOrNull(row, "ends_at"),
                Columns.instant(row, "expires_at"),
                Columns.instant(row, "created_at"),
                row.getInt("everybody"),
                row.getInt("inside"),
                row.getInt("invites"),
                people(row));
    }

    private static @Nullable Schedule schedule(ResultSet row) throws SQLException {
        var zone = row.getString("time_zone");
        return zone == null
                ? null
                : new Schedule(Columns.instant(row, "starts_at"), row.getInt("planned_minutes"), ZoneId.of(zone));
    }

    private static List<Person> people(ResultSet row) throws SQLException {
        if (row.getArray("names") == null) return List.of();
        var names = (String[]) row.getArray("names").getArray();
        var roles = (String[]) row.getArray("roles").getArray();
        return IntStream.range(0, names.length)
                .mapToObj(i -> new Person(names[i], Role.ofSlug(roles[i])))
                .toList();
    }
}
