package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hausruf.testkit.ThrowawayDatabase;

/// A database as an earlier version has left it: its tables, with rows of two offices in each of them.
final class EarlierRelease {
    /// Before this version rows are those that a release of then held, each as table, tab and JSON: columns that such
    /// a version does not have yet are left out. From it on they are those of [TwoOffices], in the same way.
    private static final int FIRST_OF_TWO_OFFICES = 12;

    private static final Path OLD_ROWS = Path.of("src/test/resources/org/hausruf/office/upgrade/rows-V11.txt");

    private EarlierRelease() {}

    /// @param json all columns of that version
    record Row(String table, String json) {}

    /// @return the rows as the tables of that version hold them
    static List<Row> fill(ThrowawayDatabase empty, int version, TwoOffices offices) throws SQLException, IOException {
        Database.migrate(login(empty.owner()), version);
        try (var owner = Sql.connect(empty.owner())) {
            var tables = Schema.tables(owner);
            for (var row : version < FIRST_OF_TWO_OFFICES ? old() : of(offices, tables)) {
                Sql.execute(owner, "alter table " + row.table() + " no force row level security");
                Sql.execute(
                        owner,
                        "insert into %1$s select * from jsonb_populate_record(null::%1$s, '%2$s')"
                                .formatted(row.table(), quoted(row.json())));
            }
            var rows = rows(owner, tables);
            assertThat(rows).extracting(Row::table).as("tables with rows").contains(tables.toArray(String[]::new));
            for (var table : tables) Sql.execute(owner, "alter table " + table + " force row level security");
            return rows;
        }
    }

    /// Fails if one of them is not there any more, whatever columns have come since.
    static void assertKept(ThrowawayDatabase database, List<Row> rows) throws SQLException {
        try (var owner = Sql.connect(database.owner())) {
            owner.setAutoCommit(false);
            for (var table : Schema.tables(owner))
                Sql.execute(owner, "alter table " + table + " no force row level security");
            for (var row : rows) {
                assertThat(Sql.column(
                                owner,
                                "select 'there' from %s t where to_jsonb(t) @> '%s'"
                                        .formatted(row.table(), quoted(row.json()))))
                        .as(row.toString())
                        .contains("there");
            }
            owner.rollback();
        }
    }

    static Login login(org.hausruf.postgres.Login login) {
        return new Login(login.jdbcUrl(), login.user(), login.password());
    }

    private static List<Row> old() throws IOException {
        return Files.readAllLines(OLD_ROWS).stream()
                .map(line -> line.split("\t", 2))
                .map(parts -> new Row(parts[0], parts[1]))
                .toList();
    }

    private static List<Row> of(TwoOffices offices, List<String> tables) {
        return tables.stream()
                .flatMap(table -> offices.rows(table).stream().map(row -> new Row(table, row.json())))
                .toList();
    }

    private static List<Row> rows(Connection owner, List<String> tables) throws SQLException {
        var rows = new ArrayList<Row>();
        for (var table : tables) {
            Sql.execute(owner, "alter table " + table + " no force row level security");
            Sql.column(owner, "select to_jsonb(t) from " + table + " t")
                    .forEach(json -> rows.add(new Row(table, json)));
        }
        return rows;
    }

    private static String quoted(String json) {
        return json.replace("'", "''");
    }
}
