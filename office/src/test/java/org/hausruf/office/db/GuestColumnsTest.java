package org.hausruf.office.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hausruf.office.Guest;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Policies choose rows, not columns: of a row that a guest's transaction may read it may read all. So whoever adds a
/// column puts it on one of the two lists of `docs/permissions.md`, and a guest's work has to do with the first.
final class GuestColumnsTest {
    private static final Path PAGE = Path.of("../docs/permissions.md");
    private static final String HEAD = "| table | a guest's work reads | the host's and the server's alone |";

    private record Lists(List<String> guests, List<String> others) {}

    private OfficeFixture fixture;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void eachColumnIsOnOneOfTheLists() throws IOException, SQLException {
        var lists = lists();

        assertThat(lists.keySet()).containsExactlyElementsOf(tablesOfGuests());
        for (var table : lists.entrySet()) {
            var sorted = new ArrayList<>(table.getValue().guests());
            sorted.addAll(table.getValue().others());
            assertThat(sorted)
                    .as("columns of %s, each on one of the two lists of docs/permissions.md", table.getKey())
                    .containsExactlyInAnyOrderElementsOf(columns(table.getKey()));
        }
    }

    @Test
    void aGuestsWorkGetsByWithItsList() throws IOException, SQLException {
        var admissions = fixture.office.admissions();
        var guest = Guest.invited(fixture, fixture.draft("Roof"), "marlene@voss.example");
        var id = guest.invite().id();
        var early = Guest.invited(fixture, fixture.draftWithLobby("Roof"), "early@voss.example");
        try (var owner = Sql.connect(fixture.throwaway.owner())) {
            for (var table : lists().entrySet()) {
                var columns = String.join(", ", table.getValue().guests());
                Sql.execute(owner, "revoke select on " + table.getKey() + " from hausruf_app");
                Sql.execute(owner, "grant select (" + columns + ") on " + table.getKey() + " to hausruf_app");
            }
        }

        assertThat(admissions.preview(id, guest.token()).orThrow().callTitle()).isEqualTo("Roof");
        assertThat(guest.claim().orThrow().call()).isEqualTo(guest.call().id());
        assertThat(admissions.rejoin(id, guest.rejoinSecret()).orThrow().callTitle())
                .isEqualTo("Roof");
        refusal(early.claim(), Refusal.InLobby.class);
        refusal(admissions.await(early.invite().id(), early.rejoinSecret()), Refusal.InLobby.class);
    }

    /// As the page's matrix says, which has a test of its own.
    private static List<String> tablesOfGuests() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| \\w+ \\| select \\| [-\\w]+ \\| own \\|.*"))
                .map(line -> line.split(" ", -1)[1])
                .toList();
    }

    private List<String> columns(String table) throws SQLException {
        return Sql.column(
                fixture.throwaway.owner(),
                "select attname from pg_attribute where attrelid = '" + table
                        + "'::regclass and attnum > 0 and not attisdropped");
    }

    private static Map<String, Lists> lists() throws IOException {
        var lines = Files.readAllLines(PAGE);
        var lists = new LinkedHashMap<String, Lists>();
        for (var line : lines.subList(lines.indexOf(HEAD) + 2, lines.size())) {
            if (line.isEmpty()) break;
            var cells = line.split(" ?\\| ?", -1);
            lists.put(cells[1], new Lists(List.of(cells[2].split(", ")), List.of(cells[3].split(", "))));
        }
        return lists;
    }
}
