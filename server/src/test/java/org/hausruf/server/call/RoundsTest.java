package org.hausruf.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {
    @Test
    void whatWaitsIsNotBegunAgainAndKeepsNothingElse() throws InterruptedException {
        var begun = new Semaphore(0);
        var other = new Semaphore(0);
        var never = new CountDownLatch(1);
        try (var rounds = new Rounds()) {
            rounds.every(0, 1, "waits", () -> {
                begun.release();
                await(never);
            });
            begun.acquire();

            rounds.every(0, 1, "goes-on", other::release);

            assertThat(other.tryAcquire(3, 60, TimeUnit.SECONDS)).isTrue();
            assertThat(begun.availablePermits()).isZero();
        }
    }

    @Test
    void whatFailsIsTriedAgain() throws InterruptedException {
        var tried = new Semaphore(0);
        try (var rounds = new Rounds()) {
            rounds.every(0, 1, "fails", () -> {
                tried.release();
                throw new IllegalStateException("once more");
            });

            assertThat(tried.tryAcquire(2, 60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
