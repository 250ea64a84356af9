package org.hausruf.rtc.sctp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// The sending half: fragments, windows, acknowledgements, retransmission, and giving up on what need not arrive.
///
/// Congestion control is RFC 9260 §7.2 (slow start, congestion avoidance, fast retransmit after three missing reports);
/// the timer is §6.3. A chunk is *lost* once it is due for retransmission and *abandoned* once its message may not be
/// sent
/// again; a FORWARD-TSN then tells the peer not to wait (RFC 3758).
final class Outbound {
    static final long NEVER = Long.MAX_VALUE;
    private static final long INITIAL_RTO_NANOS = SECONDS.toNanos(1);
    private static final long MIN_RTO_NANOS = MILLISECONDS.toNanos(300);
    private static final long MAX_RTO_NANOS = SECONDS.toNanos(10);
    private static final int INITIAL_WINDOW = 10 * Limits.PACKET;
    private static final int MISSING_REPORTS = 3;

    private final Deque<OutgoingChunk> waiting = new ArrayDeque<>();
    private final TreeMap<Long, OutgoingChunk> sent = new TreeMap<>();
    private final Map<Integer, Integer> sequences = new HashMap<>();
    private long nextTsn;
    private long cumulativeAck;
    private long peerWindow = Limits.RECEIVE_WINDOW;
    private boolean peerForwards;
    private int buffered;
    private int window = INITIAL_WINDOW;
    private int threshold = Limits.RECEIVE_WINDOW;
    private int acknowledgedInRound;
    private long recoverUntil = -1;
    private long rtoNanos = INITIAL_RTO_NANOS;
    private long smoothedNanos = -1;
    private long variationNanos;
    private long deadlineNanos = NEVER;
    private int timeouts;
    private boolean forwardDue;

    /// @param initialTsn of our first chunk
    Outbound(int initialTsn) {
        // Counted from far above zero, so that differences never run out.
        nextTsn = Tsn.first(initialTsn);
        cumulativeAck = nextTsn - 1;
    }

    int nextTsn() {
        return (int) nextTsn;
    }

    int lastTsn() {
        return (int) (nextTsn - 1);
    }

    void peer(long windowBytes, boolean understandsForwardTsn) {
        peerWindow = windowBytes;
        peerForwards = understandsForwardTsn;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    boolean idle() {
        return sent.isEmpty() && waiting.isEmpty();
    }

    /// Whether everything of the stream has been handed over or given up.
    boolean drained(int streamId) {
        return waiting.stream().noneMatch(chunk -> chunk.message.streamId == streamId);
    }

    void resetSequence(int streamId) {
        sequences.remove(streamId);
    }

    /// Takes a message for sending.
    ///
    /// @return false when the buffer is full
    boolean accept(int streamId, boolean unordered, int maxRetransmits, int protocolId, byte[] data) {
        if (buffered + data.length > Limits.SEND_BUFFER) return false;
        var message = new OutgoingChunk.Message(streamId, unordered, protocolId, peerForwards ? maxRetransmits : -1);
        // Unordered messages carry no sequence number of their own.
        if (!unordered) message.sequence = sequences.merge(streamId, 1, Integer::sum) - 1;
        for (int at = 0; at < data.length; at += Limits.FRAGMENT) {
            int end = Math.min(at + Limits.FRAGMENT, data.length);
            int flags = (unordered ? OutgoingChunk.UNORDERED : 0)
                    | (at == 0 ? OutgoingChunk.BEGIN : 0)
                    | (end == data.length ? OutgoingChunk.END : 0);
            waiting.add(new OutgoingChunk(message, Arrays.copyOfRange(data, at, end), flags));
        }
        buffered += data.length;
        return true;
    }

    /// Writes what the windows allow: lost chunks first, then new ones.
    void send(long nowNanos, PacketWriter writer, SctpOutbox out) {
        if (forwardDue) forward(writer, out);
        int flight = flightSize();
        for (var chunk : sent.values()) {
            if (!chunk.lost || chunk.message.abandoned) continue;
            if (flight >= window && flight > 0) return;
            chunk.lost = false;
            transmit(chunk, nowNanos, writer, out);
            flight += chunk.data.length;
        }
        while (!waiting.isEmpty() && mayGrow(flight, waiting.element().data.length)) {
            var chunk = waiting.remove();
            if (chunk.message.abandoned) {
                buffered -= chunk.data.length;
                continue;
            }
            chunk.tsn = nextTsn++;
            sent.put(chunk.tsn, chunk);
            transmit(chunk, nowNanos, writer, out);
            flight += chunk.data.length;
        }
    }

    /// One chunk may always be under way: it probes a closed window (RFC 9260 §6.1 A).
    private boolean mayGrow(int flight, int size) {
        return flight == 0 || (flight + size <= peerWindow && flight < window);
    }

    private void transmit(OutgoingChunk chunk, long nowNanos, PacketWriter writer, SctpOutbox out) {
        chunk.transmissions++;
        chunk.missing = 0;
        chunk.sentNanos = nowNanos;
        writer.add(SctpPacket.DATA, chunk.flags(), chunk.encode(), out);
        if (deadlineNanos == NEVER) deadlineNanos = nowNanos + rtoNanos;
    }

    private int flightSize() {
        int size = 0;
        for (var chunk : sent.values()) if (chunk.inFlight()) size += chunk.data.length;
        return size;
    }

    /// Reads a SACK (RFC 9260 §6.2.1).
    ///
    /// @return false when it acknowledges what was never sent
    boolean acknowledged(ByteBuffer sack, long nowNanos) {
        if (sack.remaining() < 12) return false;
        long cumulative = Tsn.near(sack.getInt(), cumulativeAck);
        long peerWindowBytes = sack.getInt() & 0xffffffffL;
        int blocks = sack.getShort() & 0xffff;
        sack.getShort(); // duplicates, of no use to us
        if (cumulative >= nextTsn || blocks * 4 > sack.remaining()) return false;
        if (cumulative < cumulativeAck) return true; // overtaken by a later one
        boolean progress = cumulative > cumulativeAck;
        boolean wasFull = flightSize() + Limits.FRAGMENT >= window;
        int newly = acknowledgeUpTo(cumulative, nowNanos);
        long highest = cumulative;
        for (int i = 0; i < blocks; i++) {
            long start = cumulative + (sack.getShort() & 0xffff);
            long end = cumulative + (sack.getShort() & 0xffff);
            if (start <= cumulative || end < start || end >= nextTsn) return false;
            newly += acknowledgeBlock(start, end, nowNanos);
            highest = end;
        }
        if (newly > 0) timeouts = 0;
        if (blocks > 0) reportMissing(highest);
        if (progress) grow(newly, wasFull);
        peerWindow = peerWindowBytes;
        advanceForward();
        boolean open = sent.values().stream().anyMatch(chunk -> !chunk.acknowledged);
        if (!open) deadlineNanos = NEVER;
        else if (progress) deadlineNanos = nowNanos + rtoNanos;
        return true;
    }

    private int acknowledgeUpTo(long cumulative, long nowNanos) {
        int newly = 0;
        var covered = sent.headMap(cumulative, true);
        for (var chunk : covered.values()) {
            newly += acknowledge(chunk, nowNanos);
            buffered -= chunk.data.length;
        }
        covered.clear();
        cumulativeAck = cumulative;
        return newly;
    }

    private int acknowledgeBlock(long start, long end, long nowNanos) {
        int newly = 0;
        for (var chunk : sent.subMap(start, true, end, true).values()) newly += acknowledge(chunk, nowNanos);
        return newly;
    }

    private int acknowledge(OutgoingChunk chunk, long nowNanos) {
        if (chunk.acknowledged) return 0;
        // Karn: an answer to a retransmission may be one to the original.
        if (chunk.transmissions == 1) measure(nowNanos - chunk.sentNanos);
        chunk.acknowledged = true;
        chunk.lost = false;
        return chunk.data.length;
    }

    private void measure(long rttNanos) {
        if (smoothedNanos < 0) {
            smoothedNanos = rttNanos;
            variationNanos = rttNanos / 2;
        } else {
            variationNanos += (Math.abs(smoothedNanos - rttNanos) - variationNanos) / 4;
            smoothedNanos += (rttNanos - smoothedNanos) / 8;
        }
        rtoNanos = Math.clamp(smoothedNanos + 4 * variationNanos, MIN_RTO_NANOS, MAX_RTO_NANOS);
    }

    /// What three acknowledgements have jumped over is lost (RFC 9260 §7.2.4).
    private void reportMissing(long highest) {
        boolean lost = false;
        for (var chunk : sent.headMap(highest, false).values()) {
            if (!chunk.inFlight() || ++chunk.missing < MISSING_REPORTS || chunk.transmissions > 1) continue;
            lose(chunk);
            lost = true;
        }
        if (!lost || cumulativeAck <= recoverUntil) return;
        threshold = Math.max(window / 2, 4 * Limits.PACKET);
        window = threshold;
        acknowledgedInRound = 0;
        recoverUntil = nextTsn - 1;
    }

    private void lose(OutgoingChunk chunk) {
        int limit = chunk.message.maxRetransmits;
        if (limit >= 0 && chunk.transmissions > limit) abandon(chunk.message);
        else chunk.lost = true;
    }

    private void abandon(OutgoingChunk.Message message) {
        message.abandoned = true;
        forwardDue = true;
    }

    private void grow(int newly, boolean wasFull) {
        if (cumulativeAck <= recoverUntil || !wasFull) return;
        if (window <= threshold) {
            window += Math.min(newly, Limits.PACKET);
            return;
        }
        acknowledgedInRound += newly;
        if (acknowledgedInRound >= window) {
            acknowledgedInRound -= window;
            window += Limits.PACKET;
        }
    }

    /// The retransmission timer (RFC 9260 §6.3.3).
    ///
    /// @return false when the peer has not answered for too long
    boolean advance(long nowNanos) {
        if (nowNanos < deadlineNanos) return true;
        if (++timeouts > Limits.RETRANSMISSIONS) return false;
        rtoNanos = Math.min(rtoNanos * 2, MAX_RTO_NANOS);
        threshold = Math.max(window / 2, 4 * Limits.PACKET);
        window = Limits.PACKET;
        acknowledgedInRound = 0;
        recoverUntil = nextTsn - 1;
        for (var chunk : sent.values()) if (chunk.inFlight()) lose(chunk);
        if (sent.values().stream().anyMatch(chunk -> chunk.message.abandoned)) forwardDue = true;
        deadlineNanos = sent.isEmpty() ? NEVER : nowNanos + rtoNanos;
        return true;
    }

    private void advanceForward() {
        if (!sent.isEmpty() && sent.firstEntry().getValue().message.abandoned) forwardDue = true;
    }

    /// Tells the peer the last of the abandoned chunks at the front, and for ordered streams their last message.
    private void forward(PacketWriter writer, SctpOutbox out) {
        forwardDue = false;
        long point = cumulativeAck;
        var lastSequences = new TreeMap<Integer, Integer>();
        for (var chunk : sent.values()) {
            if (chunk.tsn != point + 1 || !(chunk.message.abandoned || chunk.acknowledged)) break;
            point = chunk.tsn;
            if (!chunk.message.unordered && chunk.message.abandoned) {
                lastSequences.put(chunk.message.streamId, chunk.message.sequence);
            }
        }
        if (point == cumulativeAck) return;
        var value = ByteBuffer.allocate(4 + 4 * lastSequences.size()).putInt((int) point);
        lastSequences.forEach(
                (stream, sequence) -> value.putShort((short) (int) stream).putShort((short) (int) sequence));
        writer.add(SctpPacket.FORWARD_TSN, 0, value.array(), out);
    }
}
