package org.hausruf.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.hausruf.testkit.ThrowawayDatabase;

/// All rows of one office, past row-level security: as the tables' owner, from whom it is lifted. The product's role is
/// bound by it all the same.
final class TenantRows implements AutoCloseable {
    /// Who asks is noted, whatever the answer is.
    private static final String NOTED = "'{last_used_at,last_used_on,last_seen_at}'::text[]";

    private final Connection owner;
    private final List<String> tables;
    private final String digests;

    TenantRows(ThrowawayDatabase database, String tenant) {
        var login = database.owner();
        try {
            var as = new Properties();
            as.setProperty("user", login.user());
            as.setProperty("password", login.password());
            owner = DriverManager.getConnection(login.jdbcUrl(), as);
            tables = tables();
            for (var table : tables) execute("alter table " + table + " no force row level security");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        digests = tables.stream().map(table -> digest(table, tenant)).collect(Collectors.joining(" union all "));
    }

    private List<String> tables() throws SQLException {
        var names = new ArrayList<String>();
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery("""
                        select relname from pg_class
                        where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                          and relname <> 'flyway_schema_history' order by relname""")) {
            while (rows.next()) names.add(rows.getString(1));
        }
        return names;
    }

    private static String digest(String table, String tenant) {
        return """
                select '%1$s', coalesce(md5(string_agg(j::text, ',' order by j::text)), '')
                from (select to_jsonb(r) - %2$s as j from %1$s r where r.%3$s = '%4$s') x
                """.formatted(table, NOTED, table.equals("tenants") ? "id" : "tenant_id", UUID.fromString(tenant));
    }

    /// What is there, table by table.
    Map<String, String> digests() {
        var found = new LinkedHashMap<String, String>();
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery(digests)) {
            while (rows.next()) found.put(rows.getString(1), rows.getString(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    void execute(String sql, Object... values) {
        try (var statement = owner.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Until the product has made that true.
    void await(String sql, UUID id) {
        var patience = Instant.now().plus(Duration.ofMinutes(1));
        while (!isTrue(sql, id)) {
            if (Instant.now().isAfter(patience)) throw new AssertionError("still not: " + sql);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private boolean isTrue(String sql, UUID id) {
        try (var statement = owner.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            owner.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
