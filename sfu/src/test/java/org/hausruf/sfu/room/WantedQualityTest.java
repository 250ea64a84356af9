package org.hausruf.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.room.WantedQuality.LESS_DELAY_NANOS;
import static org.hausruf.sfu.room.WantedQuality.NONE;
import static org.hausruf.sfu.time.Advancing.NEVER;

import org.junit.jupiter.api.Test;

class WantedQualityTest {
    private static final long NOW = -3;

    private final WantedQuality quality = new WantedQuality();

    @Test
    void clientsBeginWithAllAndAreNotToldSo() {
        quality.want(2, NOW);

        assertThat(quality.takeDue(NOW)).isFalse();
        assertThat(quality.deadlineNanos()).isEqualTo(NEVER);
    }

    @Test
    void lessIsAskedForAfterAWhileAndMoreAtOnce() {
        quality.want(NONE, NOW);
        assertThat(quality.takeDue(NOW + LESS_DELAY_NANOS - 1)).isFalse();
        assertThat(quality.takeDue(NOW + LESS_DELAY_NANOS)).isTrue();
        assertThat(quality.wanted()).isEqualTo(NONE);

        quality.want(1, NOW + LESS_DELAY_NANOS);
        assertThat(quality.takeDue(NOW + LESS_DELAY_NANOS)).isTrue();
        assertThat(quality.takeDue(NOW + LESS_DELAY_NANOS)).isFalse();
    }

    @Test
    void whoComesBackInTimeIsNotNoticed() {
        quality.want(0, NOW);
        quality.want(2, NOW + LESS_DELAY_NANOS - 1);

        assertThat(quality.deadlineNanos()).isEqualTo(NEVER);
    }

    @Test
    void changesOfMindAmongLessDoNotPutItOff() {
        quality.want(0, NOW);
        quality.want(1, NOW + LESS_DELAY_NANOS - 1);

        assertThat(quality.takeDue(NOW + LESS_DELAY_NANOS)).isTrue();
        assertThat(quality.wanted()).isEqualTo(1);
    }

    @Test
    void aClientThatWasAwayIsToldAgain() {
        quality.tellAgain(NOW);
        assertThat(quality.takeDue(NOW)).isFalse();

        quality.want(0, NOW);
        quality.takeDue(NOW + LESS_DELAY_NANOS);
        quality.tellAgain(NOW + LESS_DELAY_NANOS);
        assertThat(quality.takeDue(NOW + LESS_DELAY_NANOS)).isTrue();
    }
}
