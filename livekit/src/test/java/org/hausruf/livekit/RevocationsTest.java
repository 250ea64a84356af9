package org.hausruf.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
    private final Revocations revocations = new Revocations(Duration.ofHours(24));

    @Test
    void onlyWhatWasSignedUntilThenIsVoid() {
        revocations.roomDeleted("r", NOW);

        assertThat(revocations.roomRefuses("r", NOW.minusSeconds(1), NOW)).isTrue();
        assertThat(revocations.roomRefuses("r", NOW, NOW)).isTrue();
        assertThat(revocations.roomRefuses("r", NOW.plusSeconds(1), NOW)).isFalse();
        assertThat(revocations.roomRefuses("other", NOW, NOW)).isFalse();
    }

    @Test
    void aMarkStandsAsLongAsTheLongestToken() {
        revocations.participantRemoved("r", "anna", NOW);

        assertThat(revocations.participantRefused("r", "anna", NOW, NOW.plus(Duration.ofHours(24))))
                .isTrue();
        assertThat(revocations.participantRefused("r", "anna", NOW, NOW.plus(Duration.ofHours(25))))
                .isFalse();
        assertThat(revocations.participantRefused("r", "bert", NOW, NOW)).isFalse();
    }

    @Test
    void theOldestAreForgottenFirstWhenThereAreTooMany() {
        for (int i = 0; i <= Revocations.MAX_MARKS; i++) revocations.roomDeleted("r" + i, NOW);

        assertThat(revocations.roomRefuses("r0", NOW, NOW)).isFalse();
        assertThat(revocations.roomRefuses("r1", NOW, NOW)).isTrue();
    }
}
