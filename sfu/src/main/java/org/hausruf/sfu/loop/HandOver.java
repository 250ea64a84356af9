package org.hausruf.sfu.loop;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.hausruf.sfu.udp.DatagramIo;
import org.jspecify.annotations.Nullable;

/// Datagrams that came to another loop's socket than their owner's: a bounded ring, many loops put, one takes.
///
/// Each slot carries a turn number that says whether it is free or filled (after D. Vyukov's bounded queue), so
/// producers race for the tail alone and nobody waits. Allocates nothing after it is made.
final class HandOver {
    private static final int SLOTS = 2_048;
    private static final int SLOT_SIZE = 1_536;

    private final MemorySegment segment;
    private final AtomicLongArray turns = new AtomicLongArray(SLOTS);
    private final int[] sizes = new int[SLOTS];
    private final int[] arrivedAt = new int[SLOTS];
    private final @Nullable InetSocketAddress[] sources = new InetSocketAddress[SLOTS];
    private final AtomicLong tail = new AtomicLong();
    private long head;

    HandOver(Arena arena) {
        segment = arena.allocate((long) SLOTS * SLOT_SIZE, 64);
        for (int i = 0; i < SLOTS; i++) turns.set(i, i);
    }

    /// Copies a datagram in. Any loop.
    ///
    /// @return false when the ring is full
    boolean offer(MemorySegment from, long at, int sizeBytes, InetSocketAddress source, int arrivedAtLoop) {
        if (sizeBytes > DatagramIo.MAX_DATAGRAM) return false;
        long turn = claim();
        if (turn < 0) return false;
        int slot = slotOf(turn);
        MemorySegment.copy(from, at, segment, offsetOf(slot), sizeBytes);
        sizes[slot] = sizeBytes;
        sources[slot] = source;
        arrivedAt[slot] = arrivedAtLoop;
        turns.setRelease(slot, turn + 1);
        return true;
    }

    private long claim() {
        while (true) {
            long turn = tail.get();
            long ahead = turns.getAcquire(slotOf(turn)) - turn;
            if (ahead < 0) return -1;
            if (ahead == 0 && tail.compareAndSet(turn, turn + 1)) return turn;
        }
    }

    /// Whether a datagram waits. The owner alone, like all below, which speak of the datagram at the head.
    boolean waiting() {
        return turns.getAcquire(slotOf(head)) == head + 1;
    }

    MemorySegment segment() {
        return segment;
    }

    long at() {
        return offsetOf(slotOf(head));
    }

    int sizeBytes() {
        return sizes[slotOf(head)];
    }

    int arrivedAt() {
        return arrivedAt[slotOf(head)];
    }

    InetSocketAddress source() {
        InetSocketAddress source = sources[slotOf(head)];
        if (source == null) throw new IllegalStateException("nothing waits");
        return source;
    }

    /// Gives the slot back.
    void next() {
        int slot = slotOf(head);
        sources[slot] = null;
        turns.setRelease(slot, head + SLOTS);
        head++;
    }

    private static int slotOf(long turn) {
        return (int) (turn & SLOTS - 1);
    }

    private static long offsetOf(int slot) {
        return (long) slot * SLOT_SIZE;
    }
}
