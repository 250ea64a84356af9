package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hausruf.office.Caller;
import org.hausruf.office.db.TwoOffices.Row;
import org.hausruf.office.db.TwoOffices.Whose;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads the table of `docs/permissions.md` and tries each of its cells on real rows, so that the page can be believed.
final class PermissionMatrixTest {
    private static final Path PAGE = Path.of("../docs/permissions.md");
    private static final List<String> ACTIONS = List.of("select", "insert", "update", "delete");
    private static final Map<String, Caller> CALLERS = callers();

    /// Thrown to leave nothing behind: work that returns is committed.
    private static final class Undo extends RuntimeException {
        private static final long serialVersionUID = 1;
        final boolean affected;

        Undo(boolean affected) {
            super("rolled back on purpose", null, false, false);
            this.affected = affected;
        }
    }

    private static TwoOffices offices;
    private static Database database;

    @BeforeAll
    static void fill() throws SQLException {
        offices = new TwoOffices();
        database = offices.connect();
    }

    @AfterAll
    static void drop() {
        database.close();
        offices.close();
    }

    private static Map<String, Caller> callers() {
        var callers = new LinkedHashMap<String, Caller>();
        callers.put("visitor", TwoOffices.VISITOR);
        callers.put("guest", TwoOffices.GUEST);
        callers.put("user", TwoOffices.USER);
        callers.put("admin", TwoOffices.ADMIN);
        callers.put("system", TwoOffices.SYSTEM);
        return callers;
    }

    @Test
    void thePageSaysWhatTheDatabaseDoes() throws IOException {
        var real = new ArrayList<String>();
        for (var table : offices.tables()) {
            for (var action : ACTIONS) {
                var cells = CALLERS.entrySet().stream()
                        .map(caller -> scope(table, caller.getKey(), reached(caller.getValue(), table, action)))
                        .toList();
                real.add("| " + table + " | " + action + " | " + String.join(" | ", cells) + " |");
            }
        }

        assertThat(page()).containsExactlyElementsOf(real);
    }

    @Test
    void thePageNamesTheColumnsThatAnUpdateMayChange() throws IOException, SQLException {
        var real = Sql.column(offices.database().owner(), """
                select format('| %s | %s |', relname, string_agg(attname, ', ' order by attname))
                from pg_class join pg_attribute on attrelid = pg_class.oid
                where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0
                  and has_column_privilege('hausruf_app', attrelid, attnum, 'update')
                group by relname order by relname""");

        assertThat(Files.readString(PAGE))
                .contains("| table | columns |\n|---|---|\n" + String.join("\n", real) + "\n\n");
    }

    private static List<String> page() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> ACTIONS.stream().anyMatch(action -> line.contains(" | " + action + " | ")))
                .toList();
    }

    private static Set<Whose> reached(Caller caller, String table, String action) {
        var reached = EnumSet.noneOf(Whose.class);
        var missed = EnumSet.noneOf(Whose.class);
        assertThat(offices.rows(table))
                .as("nothing to try: put a row of %s into TwoOffices", table)
                .isNotEmpty();
        for (var row : offices.rows(table)) (reaches(caller, row, action) ? reached : missed).add(row.whose());
        assertThat(reached)
                .as("all or none of a kind: %s %s by %s", action, table, caller)
                .doesNotContainAnyElementsOf(missed);
        return reached;
    }

    /// The page's word for it. What an office has once (its branding) belongs to no one person in it.
    private static String scope(String table, String who, Set<Whose> reached) {
        var kinds = EnumSet.noneOf(Whose.class);
        for (var row : offices.rows(table)) kinds.add(row.whose());
        var inOffice = EnumSet.copyOf(kinds);
        inOffice.remove(Whose.FOREIGN);
        var own = EnumSet.of(Whose.OWN, who.equals("guest") ? Whose.GUESTS : Whose.HOSTS);
        own.retainAll(kinds);
        if (reached.isEmpty()) return "-";
        if (reached.equals(inOffice)) return "office";
        return reached.equals(own) ? "own" : "ODD " + reached;
    }

    private static boolean reaches(Caller caller, Row row, String action) {
        try {
            database.transactions().runAs(caller, sql -> {
                throw new Undo(attempt(sql, row, action));
            });
            throw new AssertionError("not undone");
        } catch (Undo undone) {
            return undone.affected;
        } catch (DataAccessException refused) {
            return refusedForAnotherReasonThanPermission(refused);
        }
    }

    private static boolean attempt(JdbcClient sql, Row row, String action) {
        return switch (action) {
            case "select" ->
                sql.sql("select 1 from " + row.table() + " where ctid = cast(? as tid)")
                                .param(row.ctid())
                                .query()
                                .listOfRows()
                                .size()
                        == 1;
            case "insert" -> insertCopy(sql, row);
            case "update" -> updateOneColumn(sql, row);
            case "delete" ->
                sql.sql("delete from " + row.table() + " where ctid = cast(? as tid)")
                                .param(row.ctid())
                                .update()
                        == 1;
            default -> throw new IllegalArgumentException(action);
        };
    }

    /// A second copy of a row passes the policies before it fails on being the second.
    private static boolean insertCopy(JdbcClient sql, Row row) {
        return sql.sql("insert into " + row.table() + " select (jsonb_populate_record(null::" + row.table()
                                + ", cast(? as jsonb))).*")
                        .param(row.json())
                        .update()
                == 1;
    }

    private static boolean updateOneColumn(JdbcClient sql, Row row) {
        var columns = sql.sql("""
                        select attname from pg_attribute where attrelid = cast(? as regclass) and attnum > 0
                          and has_column_privilege(attrelid, attnum, 'update') order by attnum""").param(row.table()).query(String.class).list();
        if (columns.isEmpty()) return false;
        var column = columns.getFirst();
        return sql.sql("update " + row.table() + " set " + column + " = " + column + " where ctid = cast(? as tid)")
                        .param(row.ctid())
                        .update()
                == 1;
    }

    private static boolean refusedForAnotherReasonThanPermission(DataAccessException refused) {
        var state = refused.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : null;
        if ("42501".equals(state)) return false;
        if ("23505".equals(state)) return true;
        throw refused;
    }
}
