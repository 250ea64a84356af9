package org.hausruf.livekit.signal;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestPaceTest {
    private static final long NOW = Long.MAX_VALUE - 5; // the clock may wrap
    private final RequestPace pace = new RequestPace(NOW);

    @Test
    void aBurstIsTakenAtOnceAndThenTwoHundredRequestsASecond() {
        for (int i = 0; i < 2_000; i++) assertThat(pace.waitNanos(1, NOW)).isZero();

        assertThat(pace.waitNanos(1, NOW)).isEqualTo(MILLISECONDS.toNanos(5));
        assertThat(pace.waitNanos(1, NOW + MILLISECONDS.toNanos(5))).isEqualTo(MILLISECONDS.toNanos(5));
    }

    @Test
    void whatKeepsTheLoopBusyIsWaitedForTenTimesAsLong() {
        assertThat(pace.waitNanos(MILLISECONDS.toNanos(950), NOW)).isZero();
        assertThat(pace.waitNanos(MILLISECONDS.toNanos(150), NOW)).isEqualTo(SECONDS.toNanos(1));
    }

    @Test
    void noWaitOutlastsAClientsPings() {
        assertThat(pace.waitNanos(SECONDS.toNanos(60), NOW)).isEqualTo(SECONDS.toNanos(5));
        assertThat(pace.waitNanos(SECONDS.toNanos(60), NOW)).isEqualTo(SECONDS.toNanos(5));
    }

    @Test
    void aQuietClientHasItsReserveBackAndNoMore() {
        var _ = pace.waitNanos(SECONDS.toNanos(1), NOW);
        long later = NOW + SECONDS.toNanos(60);

        assertThat(pace.waitNanos(SECONDS.toNanos(1), later)).isZero();
        assertThat(pace.waitNanos(MILLISECONDS.toNanos(1), later)).isPositive();
    }
}
