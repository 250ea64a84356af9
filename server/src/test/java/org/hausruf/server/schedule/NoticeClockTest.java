package org.hausruf.server.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class NoticeClockTest {
    private static final int NEVER_SECONDS = 1_000_000;
    private static final int DEADLINE_SECONDS = 60;

    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private void look() {
        looks.incrementAndGet();
        begun.countDown();
        await(mayEnd);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// A thousand changes while mail goes out are one look at the rows, which sees them all.
    @Test
    void manyWakingsBeforeALookAreOneLook() {
        try (var clock = NoticeClock.start(this::look, NEVER_SECONDS)) {
            await(begun);
            for (int i = 0; i < 1_000; i++) clock.wake();
            mayEnd.countDown();
        } // what was asked for is done before it closes

        assertThat(looks).hasValue(2);
    }

    @Test
    void wakingAfterALookHasBegunIsAnotherLook() {
        var second = new CountDownLatch(2);
        Runnable job = () -> {
            second.countDown();
            look();
        };
        try (var clock = NoticeClock.start(job, NEVER_SECONDS)) {
            await(begun);
            clock.wake();
            mayEnd.countDown();
            await(second);
        }

        assertThat(looks).hasValue(2);
    }
}
