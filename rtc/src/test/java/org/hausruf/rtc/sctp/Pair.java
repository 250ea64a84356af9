package org.hausruf.rtc.sctp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/// Two associations and a network between them: seeded loss, duplication and reordering, simulated time.
final class Pair {
    /// One end, with everything it was told.
    final class End implements SctpOutbox {
        final Association association;
        final List<String> opened = new ArrayList<>();
        final List<Integer> openedStreams = new ArrayList<>();
        final List<byte[]> messages = new ArrayList<>();
        final Map<Integer, List<byte[]>> byStream = new HashMap<>();
        final List<Boolean> binary = new ArrayList<>();
        final List<Integer> closedStreams = new ArrayList<>();
        final List<byte[]> packets = new ArrayList<>();
        boolean closed;
        boolean closedByPeer;
        int dropped;
        private final boolean first;

        End(boolean first) {
            this.first = first;
            association = new Association(first, new Random(seed * 2 + (first ? 0 : 1)));
        }

        @Override
        public void packet(byte[] packet) {
            packets.add(packet);
            if (random.nextDouble() < loss) return;
            transmit(packet);
            if (random.nextDouble() < duplication) transmit(packet);
        }

        private void transmit(byte[] sent) {
            byte[] packet = random.nextDouble() < corruption ? corrupted(sent) : sent;
            long delay = MILLISECONDS.toNanos(10) + (long) (random.nextDouble() * jitterNanos);
            network.add(new Flight(nowNanos + delay, order++, !first, packet));
        }

        private byte[] corrupted(byte[] sent) {
            byte[] bad = sent.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            return bad;
        }

        @Override
        public void channelOpened(int streamId, String label, boolean ordered) {
            opened.add(label + (ordered ? "" : " unordered"));
            openedStreams.add(streamId);
        }

        @Override
        public void message(int streamId, boolean isBinary, byte[] message) {
            messages.add(message);
            binary.add(isBinary);
            byStream.computeIfAbsent(streamId, id -> new ArrayList<>()).add(message);
        }

        @Override
        public void channelClosed(int streamId) {
            closedStreams.add(streamId);
        }

        @Override
        public void closed(boolean byPeer) {
            closed = true;
            closedByPeer = byPeer;
        }

        int open(String label, boolean ordered, int maxRetransmits) {
            return association.open(label, ordered, maxRetransmits, nowNanos, this);
        }

        boolean send(int streamId, byte[] message) {
            return association.send(streamId, true, message, nowNanos, this);
        }

        void receive(byte[] packet) {
            if (!association.receive(packet, nowNanos, this)) dropped++;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Flight(long atNanos, long order, boolean toFirst, byte[] packet) {}

    double loss;
    double duplication;
    double corruption;
    long jitterNanos;
    long nowNanos;
    final End first;
    final End second;
    private final long seed;
    private final Random random;
    private final PriorityQueue<Flight> network = new PriorityQueue<>(
            (a, b) -> a.atNanos != b.atNanos ? Long.compare(a.atNanos, b.atNanos) : Long.compare(a.order, b.order));
    private long order;

    Pair(long seed) {
        this.seed = seed;
        random = new Random(seed);
        first = new End(true);
        second = new End(false);
    }

    /// Lets time pass, event by event.
    Pair run(long millis) {
        long until = nowNanos + MILLISECONDS.toNanos(millis);
        while (true) {
            long deadline = Math.min(first.association.deadlineNanos(), second.association.deadlineNanos());
            long arrival = network.isEmpty() ? Association.NEVER : network.element().atNanos;
            long next = Math.min(deadline, arrival);
            if (next > until) break;
            nowNanos = Math.max(nowNanos, next);
            if (arrival <= deadline) {
                var flight = network.remove();
                (flight.toFirst ? first : second).receive(flight.packet);
            } else {
                first.association.advance(nowNanos, first);
                second.association.advance(nowNanos, second);
            }
        }
        nowNanos = until;
        return this;
    }

    static Pair connected(long seed) {
        var pair = new Pair(seed);
        pair.first.association.connect(0, pair.first);
        return pair.run(100);
    }
}
