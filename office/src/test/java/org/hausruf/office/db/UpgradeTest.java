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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an earlier release has left in the tables is all there after this one's migrations.
///
/// `rows-V11.txt` holds rows of every table, two offices of them, each as table, tab and JSON; columns that a version
/// does not have yet are left out. After a release it gets a successor, and the version its place in the list.
final class UpgradeTest {
    private static final Path ROWS = Path.of("src/test/resources/org/hausruf/office/upgrade/rows-V11.txt");

    private record Row(String table, String json) {}

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11})
    void everyRowIsThereAfterAnUpgrade(int version) throws Exception {
        try (var database = ThrowawayDatabase.create()) {
            var login = new Login(
                    database.owner().jdbcUrl(),
                    database.owner().user(),
                    database.owner().password());
            Database.migrate(login, version);
            var before = filled(database);

            Database.migrate(login);

            assertThat(before).hasSizeGreaterThan(80);
            try (var owner = Sql.connect(database.owner())) {
                lift(owner, Schema.tables(owner));
                for (var row : before) {
                    assertThat(Sql.column(
                                    owner,
                                    "select 'there' from %s t where to_jsonb(t) @> '%s'"
                                            .formatted(row.table(), row.json().replace("'", "''"))))
                            .as(row.toString())
                            .contains("there");
                }
            }
        }
    }

    /// @return the rows as the tables of that version hold them
    private static List<Row> filled(ThrowawayDatabase database) throws SQLException, IOException {
        var rows = new ArrayList<Row>();
        try (var owner = Sql.connect(database.owner())) {
            var tables = Schema.tables(owner);
            lift(owner, tables);
            for (var line : Files.readAllLines(ROWS)) {
                var parts = line.split("\t", 2);
                Sql.execute(
                        owner,
                        "insert into %1$s select * from jsonb_populate_record(null::%1$s, '%2$s')"
                                .formatted(parts[0], parts[1].replace("'", "''")));
            }
            for (var table : tables) {
                var found = Sql.column(owner, "select to_jsonb(t) from " + table + " t");
                assertThat(found).as(table).isNotEmpty();
                found.forEach(json -> rows.add(new Row(table, json)));
            }
            for (var table : tables) Sql.execute(owner, "alter table " + table + " force row level security");
        }
        return rows;
    }

    private static void lift(Connection owner, List<String> tables) throws SQLException {
        for (var table : tables) Sql.execute(owner, "alter table " + table + " no force row level security");
    }
}
