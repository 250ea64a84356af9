package org.hausruf.sfu.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.allocate.VideoDemand.PAUSED;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShareTest {
    /// Fewer frames of the lowest layer, all of it, and two layers above.
    private static final long[] CAMERA = {60, 150, 500, 1_700};

    @Test
    void withEnoughForAllEverybodyGetsTheBest() {
        assertThat(share(6_000, false, camera(0), camera(0), camera(0))).containsExactly(3, 3, 3);
    }

    @Test
    void theMostImportantGetsWhatIsLeft() {
        var screen = demand(Priority.SCREEN_SHARE, 0, 100, 1_000);
        var speaker = demand(Priority.SPEAKER, 0, CAMERA);

        assertThat(share(2_000, false, camera(0), speaker, camera(0), screen)).containsExactly(1, 2, 1, 1);
    }

    @Test
    void thoseThatAreAsImportantGetAsMuch() {
        assertThat(share(1_200, false, camera(3), camera(3))).containsExactly(2, 2);
        assertThat(share(700, false, camera(3), camera(3))).containsExactly(2, 1);
        assertThat(share(250, false, camera(3), camera(3))).containsExactly(1, 0);
    }

    @Test
    void tooLittleForAllStillGivesTheCheapestUnlessThatIsSeenToBeTooMuch() {
        assertThat(share(130, false, camera(0), camera(0), camera(0))).containsExactly(0, 0, 0);
        assertThat(share(130, true, camera(0), camera(0), camera(0))).containsExactly(0, 0, PAUSED);
    }

    @Test
    void theLeastImportantIsPausedFirstAndTheMostImportantNever() {
        var speaker = demand(Priority.SPEAKER, 0, CAMERA);

        assertThat(share(10, true, camera(0), speaker, camera(0))).containsExactly(PAUSED, 0, PAUSED);
    }

    @Test
    void moreThanBeforeNeedsRoomToSpare() {
        assertThat(share(520, false, camera(1))).containsExactly(1);
        assertThat(share(560, false, camera(1))).containsExactly(2);
        assertThat(share(520, false, camera(2))).containsExactly(2);
        assertThat(share(125, true, camera(0), camera(PAUSED))).containsExactly(0, PAUSED);
        assertThat(share(140, true, camera(0), camera(PAUSED))).containsExactly(0, 0);
    }

    @Test
    void aVideoThatNothingIsKnownOfCostsNothing() {
        assertThat(share(0, true, demand(Priority.OTHER, 0), demand(Priority.OTHER, 0)))
                .containsExactly(0, 0);
    }

    private static VideoDemand camera(int before) {
        return demand(Priority.OTHER, before, CAMERA);
    }

    private static VideoDemand demand(Priority priority, int before, long... costs) {
        var demand = new VideoDemand();
        demand.reset(priority, before);
        for (long cost : costs) demand.add(cost);
        return demand;
    }

    private static int[] share(long bits, boolean mayPause, VideoDemand... demands) {
        long cost = Allocation.share(List.of(demands), bits, mayPause);
        assertThat(cost)
                .isEqualTo(Arrays.stream(demands).mapToLong(VideoDemand::cost).sum());
        return Arrays.stream(demands).mapToInt(VideoDemand::step).toArray();
    }
}
