package org.hausruf.sfu.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.hausruf.rtc.bytes.Bytes;
import org.junit.jupiter.api.Test;

class HandOverTest {
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.1", 9);

    private final Arena arena = Arena.ofShared();
    private final HandOver ring = new HandOver(arena);
    private final MemorySegment packet = arena.allocate(2_000);

    @Test
    void givesBackWhatWasPutIn() {
        Bytes.putU32(packet, 100, 42);

        assertThat(ring.offer(packet, 100, 4, SOURCE, 3)).isTrue();

        assertThat(ring.waiting()).isTrue();
        assertThat(Bytes.u32(ring.segment(), ring.at())).isEqualTo(42);
        assertThat(ring.sizeBytes()).isEqualTo(4);
        assertThat(ring.source()).isEqualTo(SOURCE);
        assertThat(ring.arrivedAt()).isEqualTo(3);
        ring.next();
        assertThat(ring.waiting()).isFalse();
    }

    @Test
    void aFullRingRefusesUntilOneIsTaken() {
        int accepted = 0;
        while (ring.offer(packet, 0, 1, SOURCE, 0)) accepted++;
        assertThat(accepted).isEqualTo(2_048);

        ring.next();

        assertThat(ring.offer(packet, 0, 1, SOURCE, 0)).isTrue();
        assertThat(ring.offer(packet, 0, 1, SOURCE, 0)).isFalse();
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertThat(ring.offer(packet, 0, 1_501, SOURCE, 0)).isFalse();
    }

    @Test
    void twoProducersLoseNothingAndKeepTheirOrder() throws InterruptedException {
        int each = 20_000;
        List<Thread> producers = List.of(producer(0, each), producer(1, each));
        List<List<Long>> seen = List.of(new ArrayList<>(), new ArrayList<>());

        for (int taken = 0; taken < 2 * each; ) {
            if (!ring.waiting()) {
                Thread.onSpinWait();
                continue;
            }
            seen.get(ring.arrivedAt()).add(Bytes.u32(ring.segment(), ring.at()));
            ring.next();
            taken++;
        }
        for (Thread producer : producers) producer.join();

        for (List<Long> numbers : seen)
            assertThat(numbers).hasSize(each).isSorted().doesNotHaveDuplicates();
    }

    private Thread producer(int index, int count) {
        return Thread.ofPlatform().start(() -> {
            MemorySegment mine = arena.allocate(4);
            for (int i = 0; i < count; i++) {
                Bytes.putU32(mine, 0, i);
                while (!ring.offer(mine, 0, 4, SOURCE, index)) Thread.onSpinWait();
            }
        });
    }
}
