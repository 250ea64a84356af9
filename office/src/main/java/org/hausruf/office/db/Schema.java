package org.hausruf.office.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What PostgreSQL's catalogue says of our tables, for those who move all of them.
final class Schema {
    /// Each after those it points at.
    private static final String TABLES = """
            with recursive own as (
                select oid, relname::text as name from pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                  and relname <> 'flyway_schema_history'),
            level as (
                select oid, 0 as depth from own
                union
                select k.conrelid, l.depth + 1 from level l
                join pg_constraint k on k.contype = 'f' and k.confrelid = l.oid and k.conrelid <> k.confrelid
                where l.depth < 50)
            select name from own join level using (oid) group by name order by max(depth), name
            """;

    private static final String COLUMNS = """
            select attname::text from pg_attribute
            where attrelid = ('public.' || quote_ident(?))::regclass and attnum > 0
              and not attisdropped and attgenerated = '' order by attnum
            """;

    private Schema() {}

    static Connection connect(Login login) throws SQLException {
        return DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
    }

    static List<String> tables(Connection connection) throws SQLException {
        return column(connection, TABLES);
    }

    static List<String> columns(Connection connection, String table) throws SQLException {
        try (var statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table);
            return column(statement.executeQuery());
        }
    }

    /// The migration that was the last, 0 where there are no tables.
    static int version(Connection owner) throws SQLException {
        var known = column(owner, "select to_regclass('public.flyway_schema_history')::text");
        if (known.getFirst().isEmpty()) return 0;
        var last = column(owner, "select coalesce(max(version::int), 0) from flyway_schema_history where success");
        return Integer.parseInt(last.getFirst());
    }

    /// The ids of all offices.
    ///
    /// @param owner in a transaction; becomes the resolver meanwhile
    static List<String> offices(Connection owner) throws SQLException {
        execute(owner, "set local role hausruf_resolver");
        var ids = column(owner, "select id from tenants order by id");
        execute(owner, "reset role");
        return ids;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoted(List<String> names) {
        return names.stream().map(Schema::quoted).collect(Collectors.joining(", "));
    }

    static List<String> column(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            return column(statement.executeQuery(sql));
        }
    }

    private static List<String> column(ResultSet rows) throws SQLException {
        var values = new ArrayList<String>();
        while (rows.next()) {
            var value = rows.getString(1);
            values.add(value == null ? "" : value);
        }
        return values;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
