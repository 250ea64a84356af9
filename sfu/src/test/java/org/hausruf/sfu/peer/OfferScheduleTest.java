package org.hausruf.sfu.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.peer.OfferSchedule.ANSWER_TIMEOUT_NANOS;
import static org.hausruf.sfu.peer.OfferSchedule.BUSY_DELAY_NANOS;
import static org.hausruf.sfu.peer.OfferSchedule.QUIET_DELAY_NANOS;
import static org.hausruf.sfu.time.Advancing.NEVER;

import org.hausruf.sfu.peer.OfferSchedule.Due;
import org.junit.jupiter.api.Test;

class OfferScheduleTest {
    /// Near the end of the clock, which wraps.
    private static final long NOW = Long.MAX_VALUE - QUIET_DELAY_NANOS - 5;

    private final OfferSchedule schedule = new OfferSchedule(7);

    @Test
    void theFirstOfferGoesAtOnce() {
        schedule.wantAtOnce(NOW);

        assertThat(schedule.due(NOW)).isEqualTo(Due.OFFER);
        assertThat(schedule.offered(NOW)).isEqualTo(7);
    }

    @Test
    void changesThatComeTogetherGoTogether() {
        schedule.want(NOW);
        schedule.want(NOW + 1);

        assertThat(schedule.due(NOW)).isEqualTo(Due.NOTHING);
        assertThat(schedule.deadlineNanos()).isEqualTo(NOW + QUIET_DELAY_NANOS);
        assertThat(schedule.due(NOW + QUIET_DELAY_NANOS)).isEqualTo(Due.OFFER);
    }

    @Test
    void noOfferOvertakesAnAnswer() {
        schedule.wantAtOnce(NOW);
        int id = schedule.offered(NOW);
        schedule.want(NOW + 1);

        assertThat(schedule.due(NOW + BUSY_DELAY_NANOS + 1)).isEqualTo(Due.NOTHING);
        assertThat(schedule.answered(id - 1)).isFalse();
        assertThat(schedule.answered(id)).isTrue();
        assertThat(schedule.answered(id)).isFalse();
        assertThat(schedule.due(NOW + BUSY_DELAY_NANOS + 1)).isEqualTo(Due.OFFER);
        assertThat(schedule.offered(NOW + BUSY_DELAY_NANOS + 1)).isEqualTo(id + 1);
    }

    @Test
    void withoutAnAnswerItGivesUp() {
        schedule.wantAtOnce(NOW);
        schedule.offered(NOW);

        assertThat(schedule.due(NOW + ANSWER_TIMEOUT_NANOS - 1)).isEqualTo(Due.NOTHING);
        assertThat(schedule.due(NOW + ANSWER_TIMEOUT_NANOS)).isEqualTo(Due.TIMEOUT);
    }

    @Test
    void anOfferLostWithItsWebSocketIsMadeAgain() {
        schedule.wantAtOnce(NOW);
        int id = schedule.offered(NOW);

        schedule.forget(NOW + 1);

        assertThat(schedule.due(NOW + 1)).isEqualTo(Due.OFFER);
        assertThat(schedule.offered(NOW + 1)).isEqualTo(id + 1);
        assertThat(schedule.answered(id)).isFalse();
    }

    @Test
    void withNothingToSayItSleeps() {
        assertThat(schedule.deadlineNanos()).isEqualTo(NEVER);
        assertThat(schedule.due(NOW)).isEqualTo(Due.NOTHING);
    }
}
