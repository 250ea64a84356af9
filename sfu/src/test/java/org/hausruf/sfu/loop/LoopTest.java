package org.hausruf.sfu.loop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.hausruf.sfu.time.Advancing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {
    private final Loops loops =
            Loops.start(new LoopSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(), 2));
    private final Loop loop = loops.loopFor("room");

    @AfterEach
    void stop() {
        loops.close();
    }

    @Test
    void aRoomAlwaysHasTheSameLoop() {
        assertThat(loops.loopFor("room")).isSameAs(loop);
        assertThat(loops.all()).contains(loop).hasSize(2);
    }

    @Test
    void workRunsOnTheLoopAndInOrder() throws Exception {
        var log = new StringBuilder();
        for (char c = 'a'; c <= 'z'; c++) {
            char letter = c;
            loop.execute(() -> log.append(letter));
        }

        assertThat(loop.submit(() -> log + " " + loop.onLoop()).get(60, SECONDS))
                .isEqualTo("abcdefghijklmnopqrstuvwxyz true");
        assertThatThrownBy(loop::requireLoop).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void workThatThrowsDoesNotStopTheLoop() {
        loop.execute(() -> {
            throw new IllegalStateException("a bug, on purpose");
        });
        CompletableFuture<Integer> failing = loop.submit(() -> {
            throw new java.io.IOException("for the caller");
        });

        assertThat(failing).failsWithin(60, SECONDS).withThrowableOfType(ExecutionException.class);
        assertThat(loop.submit(() -> 7)).succeedsWithin(60, SECONDS).isEqualTo(7);
        assertThat(loop.counters().faults()).isEqualTo(1);
    }

    @Test
    void aDeadlineIsCalledAndSaysItselfWhenNext() {
        var twice = new CountDownLatch(2);
        loop.execute(() -> loop.wakeAt(
                now -> {
                    twice.countDown();
                    return twice.getCount() == 0 ? Advancing.NEVER : now + MILLISECONDS.toNanos(1);
                },
                loop.nowNanos()));

        assertThat(loop.submit(() -> 1)).succeedsWithin(60, SECONDS);
        assertThat(CompletableFuture.supplyAsync(() -> await(twice)))
                .succeedsWithin(60, SECONDS)
                .isEqualTo(true);
    }

    @Test
    void aDeadlineThatThrowsDoesNotStopTheLoop() {
        loop.execute(() -> loop.wakeAt(
                now -> {
                    throw new IllegalStateException("a bug, on purpose");
                },
                loop.nowNanos()));

        assertThat(loop.submit(() -> 7)).succeedsWithin(60, SECONDS);
    }

    @Test
    void aDeadlineThatIsAlwaysDueStarvesNobody() {
        loop.execute(() -> loop.wakeAt(now -> now, loop.nowNanos()));

        assertThat(loop.submit(() -> 7)).succeedsWithin(60, SECONDS).isEqualTo(7);
    }

    @Test
    void aFullMailboxRefuses() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        loop.execute(() -> {
            begun.countDown();
            await(release);
        });
        assertThat(await(begun)).isTrue();
        int accepted = 0;
        while (accepted <= Mailbox.CAPACITY && loop.execute(() -> {})) accepted++;
        assertThat(accepted).isEqualTo(Mailbox.CAPACITY);
        assertThat(loop.submit(() -> 1)).isCompletedExceptionally();

        release.countDown();

        assertThat(loops.all().getFirst().submit(() -> 1).handle((one, e) -> e)).succeedsWithin(60, SECONDS);
    }

    @Test
    void aPortThatAnotherEngineServesIsRefused() {
        var taken =
                new LoopSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), loops.port()), List.of(), 1);

        assertThatThrownBy(() -> Loops.start(taken)).hasMessageContaining("cannot bind UDP");
    }

    @Test
    void aClosedLoopRefuses() {
        loops.close();

        assertThat(loop.execute(() -> {})).isFalse();
        assertThat(loop.submit(() -> 1))
                .isCompletedExceptionally()
                .failsWithin(1, SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(RejectedExecutionException.class);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
