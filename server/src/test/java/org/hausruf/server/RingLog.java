package org.hausruf.server;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.TenantId;
import org.hausruf.office.db.Database;
import org.jspecify.annotations.Nullable;

/// The call log of some offices, as it stands in the database.
final class RingLog implements AutoCloseable {
    private final Database database;
    private final List<String> tenants;

    /// @param reason null: not over
    /// @param answered whether anybody took it
    record Row(
            String id,
            String room,
            String from,
            String to,
            String status,
            @Nullable String reason,
            @Nullable Long seconds,
            boolean answered,
            boolean waiting,
            Instant ringUntil) {}

    RingLog(TestServer server, List<String> tenants) {
        this.database = server.connect();
        this.tenants = List.copyOf(tenants);
    }

    /// Of all their calls since then, oldest first.
    Map<String, Row> since(Instant start) {
        var rows = new LinkedHashMap<String, Row>();
        for (var tenant : tenants) of(tenant, start).forEach(row -> rows.put(row.id(), row));
        return rows;
    }

    private List<Row> of(String tenant, Instant start) {
        var system = Caller.system(new TenantId(UUID.fromString(tenant)));
        return database.transactions()
                .runAs(
                        system,
                        sql -> sql.sql("""
                        select id, room_name, from_user_id, to_user_id, status, end_reason, duration_seconds,
                               answered_at is not null as answered, waiting, ring_until
                        from call_log where started_at >= :start order by id""")
                                .param("start", java.sql.Timestamp.from(start))
                                .query((row, _) -> new Row(
                                        row.getString("id"),
                                        row.getString("room_name"),
                                        row.getString("from_user_id"),
                                        row.getString("to_user_id"),
                                        row.getString("status"),
                                        row.getString("end_reason"),
                                        row.getObject("duration_seconds", Long.class),
                                        row.getBoolean("answered"),
                                        row.getBoolean("waiting"),
                                        row.getTimestamp("ring_until").toInstant()))
                                .list());
    }

    @Override
    public void close() {
        database.close();
    }
}
