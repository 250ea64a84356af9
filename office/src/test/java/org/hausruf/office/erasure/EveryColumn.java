package org.hausruf.office.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hausruf.testkit.ThrowawayDatabase;

/// The whole database, every office's, searched for a word.
final class EveryColumn {
    private EveryColumn() {}

    /// `table.column` of each that can hold text or bytes.
    static List<String> all(ThrowawayDatabase database) {
        return column(database, """
                select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                  and c.relname <> 'flyway_schema_history' and a.attnum > 0 and not a.attisdropped
                  and a.atttypid not in ('uuid'::regtype, 'bool'::regtype, 'int2'::regtype, 'int4'::regtype,
                      'int8'::regtype, 'float8'::regtype, 'timestamptz'::regtype, 'date'::regtype)
                order by 1""");
    }

    /// `table.column` of each there is, of whatever type.
    static List<String> ofAnyType(ThrowawayDatabase database) {
        return column(database, """
                select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                  and c.relname <> 'flyway_schema_history' and a.attnum > 0 and not a.attisdropped""");
    }

    /// `table.column` of each that holds it, as text in any case or as bytes.
    static Set<String> holding(ThrowawayDatabase database, String word) {
        var found = new TreeSet<String>();
        var hex = HexFormat.of().formatHex(word.getBytes(UTF_8));
        for (var table : tables(database)) {
            found.addAll(column(database, """
                    select distinct '%1$s.' || f.key from %1$s t cross join lateral jsonb_each_text(to_jsonb(t)) f
                    where strpos(lower(f.value), '%2$s') > 0 or strpos(f.value, '%3$s') > 0""".formatted(table, word, hex)));
        }
        return found;
    }

    private static List<String> tables(ThrowawayDatabase database) {
        return column(database, """
                select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
                  and relname <> 'flyway_schema_history'""");
    }

    /// As the owner, with all policies lifted until the transaction is taken back.
    private static List<String> column(ThrowawayDatabase database, String sql) {
        var owner = database.owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password())) {
            connection.setAutoCommit(false);
            lift(connection);
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                var values = new ArrayList<String>();
                while (rows.next()) values.add(rows.getString(1));
                return values;
            } finally {
                connection.rollback();
            }
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }

    private static void lift(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                    do $$ declare t regclass; begin
                        for t in select oid from pg_class where relkind in ('r', 'p')
                            and relnamespace = 'public'::regnamespace and relforcerowsecurity
                        loop execute format('alter table %s no force row level security', t); end loop;
                    end $$""");
        }
    }
}
