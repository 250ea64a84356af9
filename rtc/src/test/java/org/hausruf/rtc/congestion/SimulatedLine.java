package org.hausruf.rtc.congestion;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Random;
import org.hausruf.rtc.rtcp.ArrivalLog;
import org.hausruf.rtc.rtcp.RtcpReader;
import org.hausruf.rtc.rtcp.TransportFeedback;

/// A sender that sends as much as the estimate lets it, a line with a bottleneck, and a receiver that sends feedback
/// every 100 ms. Time goes on in steps of one millisecond.
final class SimulatedLine {
    static final long MS = 1_000_000;
    private static final int PACKET = 1_000;
    private static final int PADDING = 280;

    final BandwidthEstimator estimator = new BandwidthEstimator();
    long wantedBits = 1_700_000;
    long lineBits = 100_000_000;
    long maxQueueMs = 500;
    long delayMs = 20;
    long jitterMs;
    double loss;
    boolean dark;
    /// The receiver looks at nothing for so long, then for `awakeMs`.
    long stallMs;

    long awakeMs = 50;
    long receiverClockMs = 77_000;
    int keyframeEveryMs;
    /// 0: packets go out evenly.
    int frameEveryMs;

    /// Sends so much in any case.
    long leastBits;

    long arrivedBytes;
    long longestQueueMs;
    long sentPadding;

    private final Random random;
    private final ArrivalLog log = new ArrivalLog();
    private final RtcpReader reader = new RtcpReader();
    private final TransportFeedback feedback = new TransportFeedback();
    private final MemorySegment memory = Arena.ofAuto().allocate(2_048);
    private final PriorityQueue<Packet> onTheWay = new PriorityQueue<>();
    private final ArrayDeque<Runnable> back = new ArrayDeque<>();
    private final ArrayDeque<Long> backAt = new ArrayDeque<>();
    private long nowMs = -3_000;
    private double credit;
    private double lineFreeAtMs = nowMs;
    private long sequence = 65_400;

    private record Packet(double atMs, long sequence, int size) implements Comparable<Packet> {
        @Override
        public int compareTo(Packet other) {
            return Double.compare(atMs, other.atMs);
        }
    }

    SimulatedLine(long seed) {
        random = new Random(seed);
    }

    void run(long forMs) {
        arrivedBytes = 0;
        longestQueueMs = 0;
        for (long end = nowMs + forMs; nowMs < end; nowMs++) step();
    }

    /// Of the last [#run].
    double arrivedBits(long forMs) {
        return arrivedBytes * 8_000.0 / forMs;
    }

    private void step() {
        sendMedia();
        if (estimator.limited()) estimator.wantMore((long) (wantedBits * 1.25), now());
        if (nowMs % 5 == 0) sendPadding();
        receive();
        if (nowMs % 100 == 0 && log.unreported() > 0) report();
        while (!backAt.isEmpty() && backAt.peek() <= nowMs) {
            backAt.remove();
            back.remove().run();
        }
        if (estimator.limited() && estimator.bitsPerSecond() >= wantedBits * 1.2) estimator.lift();
    }

    private long now() {
        return nowMs * MS;
    }

    private void sendMedia() {
        credit += Math.min(Math.max(leastBits, estimator.bitsPerSecond()), wantedBits) / 8_000.0;
        if (frameEveryMs > 0 && Math.floorMod(nowMs, frameEveryMs) != 0) return;
        if (keyframeEveryMs > 0 && nowMs % keyframeEveryMs == 0) credit += 60_000;
        for (; credit >= PACKET; credit -= PACKET) send(PACKET);
    }

    private void sendPadding() {
        for (long due = estimator.paddingBytes(now()); due > 0; due -= PADDING) {
            send(PADDING);
            estimator.padded(PADDING);
            sentPadding += PADDING;
        }
    }

    private void send(int size) {
        estimator.sent(sequence, size, now());
        double queue = Math.max(0, lineFreeAtMs - nowMs);
        if (!dark && queue < maxQueueMs && random.nextDouble() >= loss) {
            lineFreeAtMs = nowMs + queue + size * 8_000.0 / lineBits;
            longestQueueMs = Math.max(longestQueueMs, (long) queue);
            long jitter = jitterMs == 0 ? 0 : random.nextLong(jitterMs);
            onTheWay.add(new Packet(lineFreeAtMs + delayMs + jitter, sequence, size));
        }
        sequence++;
    }

    private void receive() {
        if (stallMs > 0 && Math.floorMod(nowMs, stallMs + awakeMs) < stallMs) return;
        while (!onTheWay.isEmpty() && onTheWay.peek().atMs <= nowMs) {
            Packet packet = onTheWay.remove();
            log.arrived((int) packet.sequence & 0xffff, (nowMs + receiverClockMs) * MS);
            arrivedBytes += packet.size;
        }
    }

    private void report() {
        while (log.unreported() > 0) {
            long end = log.writeFeedback(memory, 0, 1, 2);
            byte[] packet = memory.asSlice(0, end).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
            if (dark) continue;
            backAt.add(nowMs + delayMs);
            back.add(() -> hear(packet));
        }
    }

    private void hear(byte[] packet) {
        MemorySegment s = Arena.ofAuto().allocate(packet.length);
        MemorySegment.copy(MemorySegment.ofArray(packet), 0, s, 0, packet.length);
        if (!reader.wrap(s, 0, packet.length) || !reader.next() || !feedback.parse(s, reader)) {
            throw new IllegalStateException("bad feedback");
        }
        estimator.received(feedback, now());
    }
}
