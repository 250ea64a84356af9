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
        deliver(packet);
        if (random.nextDouble() < duplication) deliver(packet);
    }

    private void deliver(byte[] packet) {
        byte[] copy = packet.clone();
        if (random.nextDouble() < damage) copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        long jitter = jitterNanos == 0 ? 0 : random.nextLong(jitterNanos);
        loop.at(loop.nowNanos() + delayNanos + jitter, () -> {
            MemorySegment s = Arena.ofAuto().allocate(copy.length + 32L);
            MemorySegment.copy(copy, 0, s, JAVA_BYTE, 0, copy.length);
            receiver.received(s, 0, copy.length, loop.nowNanos());
        });
    }
}
