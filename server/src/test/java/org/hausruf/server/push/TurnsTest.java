package org.hausruf.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns<String> turns = new Turns<>(2);

    @Test
    void whoHoldsTheirsHoldsUpNobodyElse() throws InterruptedException {
        turns.take("slow");
        turns.take("slow");
        var third = new AtomicInteger();
        var had = new CountDownLatch(1);
        var waiting = Thread.ofVirtual().start(() -> {
            try {
                turns.take("slow");
                third.incrementAndGet();
                had.countDown();
                turns.leave("slow");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        turns.take("quick");
        turns.leave("quick");
        assertThat(third).hasValue(0);

        turns.leave("slow");
        assertThat(had.await(60, TimeUnit.SECONDS)).isTrue();
        waiting.join();
        turns.leave("slow");
        assertThat(turns.size()).as("nothing is kept of who has gone").isZero();
    }

    @Test
    void whoIsInterruptedWaitsNoMore() throws InterruptedException {
        turns.take("slow");
        turns.take("slow");

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> turns.take("slow")).isInstanceOf(InterruptedException.class);

        turns.leave("slow");
        turns.leave("slow");
        assertThat(turns.size()).isZero();
        assertThatThrownBy(() -> turns.leave("slow")).isInstanceOf(IllegalStateException.class);
    }
}
