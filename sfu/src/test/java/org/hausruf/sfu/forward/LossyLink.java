package org.hausruf.sfu.forward;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.hausruf.sfu.transport.PacketSender;

/// One direction of a network: delays every packet, and with a seed loses, repeats, reorders and damages some.
final class LossyLink implements PacketSender {
    private final SimulatedLoop loop;
    private final Random random;
    private final Receiver receiver;
    private final MemorySegment slot = Arena.ofAuto().allocate(MAX_PACKET);

    long delayNanos = 20_000_000;
    long jitterNanos;
    double loss;
    double duplication;
    double damage;
    boolean full;
    /// 0: as much as one likes.
    long bitsPerSecond;

    long maxQueueNanos = 400_000_000;
    private long freeAtNanos = Long.MIN_VALUE;
    int sent;

    interface Receiver {
        void received(MemorySegment s, long at, int sizeBytes, long nowNanos);
    }

    LossyLink(SimulatedLoop loop, long seed, Receiver receiver) {
        this.loop = loop;
        this.random = new Random(seed);
        this.receiver = receiver;
    }

    @Override
    public MemorySegment sendSegment() {
        return slot;
    }

    @Override
    public long reserve() {
        return full ? -1 : 0;
    }

    @Override
    public void commit(int sizeBytes) {
        send(slot.asSlice(0, sizeBytes).toArray(JAVA_BYTE));
    }

    void send(byte[] packet) {
        sent++;
        if (random.nextDouble() < loss) return;
        long queueNanos = bitsPerSecond == 0 ? 0 : queue(packet.length);
        if (queueNanos < 0) return;
        deliver(packet, queueNanos);
        if (random.nextDouble() < duplication) deliver(packet, queueNanos);
    }

    /// How long until the bottleneck has let it through; negative where its queue is full.
    private long queue(int sizeBytes) {
        long free = Math.max(freeAtNanos, loop.nowNanos());
        if (free - loop.nowNanos() > maxQueueNanos) return -1;
        freeAtNanos = free + sizeBytes * 8_000_000_000L / bitsPerSecond;
        return freeAtNanos - loop.nowNanos();
    }

    private void deliver(byte[] packet, long queueNanos) {
        byte[] copy = packet.clone();
        if (random.nextDouble() < damage) copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        long jitter = jitterNanos == 0 ? 0 : random.nextLong(jitterNanos);
        loop.at(loop.nowNanos() + delayNanos + queueNanos + jitter, () -> {
            MemorySegment s = Arena.ofAuto().allocate(copy.length + 32L);
            MemorySegment.copy(copy, 0, s, JAVA_BYTE, 0, copy.length);
            receiver.received(s, 0, copy.length, loop.nowNanos());
        });
    }
}
