package org.hausruf.office.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whoever asks is given what is kept of them, as the list of `docs/erasure.md` names it, and of nobody else.
final class OwnDataTest {
    private OfficeFixture fixture;
    private Marked marked;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        marked = new Marked(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Map<String, String> copyFor(User person) {
        return fixture.as(person, () -> fixture.office.ownData().copy()).parts();
    }

    /// Also numbers and times: how somebody's line was is theirs as their name is.
    @Test
    void everyColumnOfATableThatTellsOfAPersonIsToldOrOnTheListOfWhatIsNot() throws IOException {
        var tables = ErasureTest.ofAPerson().stream().map(OwnDataTest::table).collect(Collectors.toSet());
        var untold = EveryColumn.ofAnyType(fixture.throwaway).stream()
                .filter(column -> tables.contains(table(column)) && !OwnColumns.isTold(column))
                .filter(column -> !column.endsWith(".tenant_id"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(untold)
                .as("columns of these tables that are not in the copy, and the page's list of those")
                .isEqualTo(OwnColumns.withheld());
    }

    private static String table(String column) {
        return column.substring(0, column.indexOf('.'));
    }

    @Test
    void howTheLineWasIsInTheCopy() {
        var person = marked.colleague();
        marked.doesEverything(person);
        fixture.asOwner(
                "video_call_participants",
                "update video_call_participants set left_at = joined_at, line_path = 'udp', line_loss_sent = 0.25,"
                        + " line_loss_received = 0.5, line_reconnects = 3, line_sent_kbps = 912,"
                        + " line_received_kbps = 1204 where user_id = '" + person.id() + "'");

        assertThat(copyFor(person).get("stays"))
                .contains("\"line\"", "\"lossSent\": 0.25", "\"sentKbps\": 912", "\"jitterMillis\": null");
    }

    @Test
    void whoHasDoneEverythingFindsItInTheCopyAndNoSecret() {
        var person = marked.colleague();
        marked.doesEverything(person);
        marked.guest("PA_guest");

        var copy = copyFor(person);

        assertThat(copy.entrySet().stream()
                        .filter(it -> it.getValue().toLowerCase(Locale.ROOT).contains(Marked.WORD))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "account",
                        "sessions",
                        "signInServices",
                        "tokenIssuers",
                        "notifiedBrowsers",
                        "sendsMailAs",
                        "officeSenders",
                        "contacts",
                        "calls",
                        "toldToPrograms",
                        "videoCalls",
                        "invitesReceived",
                        "stays",
                        "deeds");
        assertThat(copy.get("invitesSent")).contains("guest@voss.example");
        assertThat(copy.get("secondFactor")).contains("begunAt");
        assertThat(copy.get("passwordResets")).contains("expiresAt");
        assertThat(copy.toString())
                .doesNotContain("argon2", "\\\\x", "BTBZMqHH6r4Tts7J_aSIgg", "https://push.example/");
    }

    @Test
    void nobodyElseIsToldAnythingOfThem() {
        var person = marked.colleague();
        marked.doesEverything(person);

        var bens = copyFor(fixture.ben).toString();
        assertThat(bens.toLowerCase(Locale.ROOT)).doesNotContain(Marked.WORD);
        assertThat(bens).contains(fixture.ben.email().value());
        var carlas = copyFor(fixture.carla);
        assertThat(carlas.get("account")).contains(fixture.carla.email().value());
        assertThat(carlas.toString()).doesNotContain("sot.example");
    }
}
