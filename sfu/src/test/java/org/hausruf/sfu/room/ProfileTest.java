package org.hausruf.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private final Profile profile = new Profile("Anna", "host", Map.of("hand", "up", "lang", "de"));

    @Test
    void emptyValuesLeaveThingsAsTheyAre() {
        assertThat(profile.with("", "", Map.of())).contains(profile);
    }

    @Test
    void anEmptyAttributeGoesAway() {
        assertThat(profile.with("Anna K.", "", Map.of("hand", "", "seat", "2")))
                .contains(new Profile("Anna K.", "host", Map.of("lang", "de", "seat", "2")));
    }

    @Test
    void tooMuchIsRefusedWhole() {
        assertThat(profile.with("a".repeat(Limits.NAME_CHARS + 1), "x", Map.of()))
                .isEmpty();
        assertThat(profile.with("", "x".repeat(Limits.METADATA_BYTES + 1), Map.of()))
                .isEmpty();
        assertThat(profile.with("", "", Map.of("big", "x".repeat(Limits.ATTRIBUTES_BYTES))))
                .isEmpty();
    }

    /// Names and values of attributes; "ä" has two bytes, "€" three, "😀" four.
    @Test
    void bytesCountAsTheyAreOnTheWire() {
        String metadata = "ä".repeat(Limits.METADATA_BYTES / 2);
        assertThat(profile.with("", metadata, Map.of())).isPresent();
        assertThat(profile.with("", metadata + "x", Map.of())).isEmpty();
        assertThat(profile.with("", metadata.substring(2) + "😀", Map.of())).isPresent();
        assertThat(profile.with("", metadata.substring(1) + "€", Map.of())).isEmpty();

        var blank = new Profile("Anna", "", Map.of());
        String value = "ä".repeat(Limits.ATTRIBUTES_BYTES / 2 - 1);
        assertThat(blank.with("", "", Map.of("ä", value))).isPresent();
        assertThat(blank.with("", "", Map.of("äx", value))).isEmpty();
        assertThat(blank.with("", "", Map.of("ä", value + "x"))).isEmpty();
    }
}
