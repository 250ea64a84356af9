package org.hausruf.office.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
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

    @Test
    void everyColumnOfAPersonIsToldOrOnTheListOfWhatIsNot() throws IOException {
        var untold = new TreeSet<>(ErasureTest.ofAPerson());
        untold.removeIf(OwnColumns::isTold);

        assertThat(untold)
                .as("columns that hold something of a person and are not in their copy, and the page's list of those")
                .isEqualTo(OwnColumns.withheld());
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
