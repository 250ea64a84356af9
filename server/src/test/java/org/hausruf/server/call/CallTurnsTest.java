package org.hausruf.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.hausruf.office.CallId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallTurnsTest {
    private final CallTurns turns = new CallTurns();
    private final CallId call = new CallId(UUID.randomUUID());

    @Test
    void ofOneCallOneAtATime() {
        int[] count = {0};
        var all = new CompletableFuture<?>[50];
        for (int i = 0; i < all.length; i++)
            all[i] = CompletableFuture.runAsync(() -> {
                for (int each = 0; each < 200; each++) turns.take(call, () -> count[0]++);
            });
        CompletableFuture.allOf(all).join();

        assertThat(count[0]).isEqualTo(10_000);
        assertThat(turns.size()).isZero();
    }

    @Test
    void nobodyWaitsForAnotherCall() throws InterruptedException {
        var held = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        var holder = Thread.ofVirtual()
                .start(() -> turns.take(call, () -> {
                    held.countDown();
                    return waitFor(done);
                }));
        held.await();

        for (int i = 0; i < 1_000; i++)
            assertThat(turns.take(new CallId(UUID.randomUUID()), turns::size)).isEqualTo(2);

        done.countDown();
        holder.join();
        assertThat(turns.size()).isZero();
    }

    @Test
    void whatThrowsLeavesNothingBehind() {
        assertThatThrownBy(() -> turns.take(call, () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(turns.size()).isZero();
        assertThat(turns.take(call, () -> turns.take(call, () -> 1))).isEqualTo(1);
        assertThat(turns.size()).isZero();
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
