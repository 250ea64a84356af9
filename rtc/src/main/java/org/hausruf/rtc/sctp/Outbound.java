package org.hausruf.rtc.sctp;

import java.nio.ByteBuffer;
import java.util.TreeMap;

/// The sending half: fragments, windows, acknowledgements, retransmission, and giving up on what need not arrive.
///
/// A chunk is *lost* once it is due for retransmission: after three reports that it is missing, each of something sent
/// later (RFC 9260 §7.2.4, and again after a retransmission that was lost too), or when the timer runs out (§6.3.3).
/// A message is *abandoned* once it may not be sent again; a FORWARD-TSN then tells the peer not to wait (RFC 3758).
final class Outbound {
    static final long NEVER = Long.MAX_VALUE;
    private static final int MISSING_REPORTS = 3;

    private final SendQueue waiting = new SendQueue();
    private final SentChunks sent;
    private final Congestion congestion = new Congestion();
    private long peerWindow = Limits.RECEIVE_WINDOW;
    private boolean peerForwards;
    private int flight;
    private int lostChunks;
    private long recoverUntil = -1;
    private long deadlineNanos = NEVER;
    private int timeouts;
    private boolean forwardDue;

    /// @param initialTsn of our first chunk
    Outbound(int initialTsn) {
        // Counted from far above zero, so that differences never run out.
        sent = new SentChunks(Tsn.first(initialTsn));
    }

    int nextTsn() {
        return (int) sent.next();
    }

    int lastTsn() {
        return (int) (sent.next() - 1);
    }

    void peer(long windowBytes, boolean understandsForwardTsn) {
        peerWindow = windowBytes;
        peerForwards = understandsForwardTsn;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /// Whether everything of the stream has been sent or given up.
    boolean drained(int streamId) {
        return waiting.isEmpty(streamId);
    }

    void resetSequence(int streamId) {
        waiting.reset(streamId);
    }

    /// Takes a message for sending.
    ///
    /// @param data kept, not copied
    /// @return false when the stream's buffer is full
    boolean accept(int streamId, Reliability wanted, int protocolId, byte[] data, long nowNanos) {
        var reliability = peerForwards ? wanted : new Reliability(wanted.ordered(), -1, -1);
        var message = new OutgoingMessage(streamId, protocolId, data, reliability, nowNanos);
        int limit = reliability.full() ? Limits.SEND_BUFFER : Limits.LOSSY_SEND_BUFFER;
        if (waiting.cost(streamId) + message.cost() > limit) return false;
        waiting.add(message);
        return true;
    }

    /// Writes what the windows allow: lost chunks first, then new ones.
    void send(long nowNanos, PacketWriter writer, SctpOutbox out) {
        if (forwardDue) forward(writer, out);
        if (!sendLost(nowNanos, writer, out)) return;
        for (int size = waiting.nextSize(nowNanos); size > 0; size = waiting.nextSize(nowNanos)) {
            if (!mayGrow(size)) return;
            var chunk = waiting.take();
            sent.add(chunk);
            transmit(chunk, nowNanos, writer, out);
        }
    }

    /// {@return false when the window is full}
    private boolean sendLost(long nowNanos, PacketWriter writer, SctpOutbox out) {
        for (long tsn = sent.first(); lostChunks > 0 && tsn < sent.next(); tsn++) {
            var chunk = sent.get(tsn);
            if (!chunk.lost) continue;
            if (flight > 0 && flight >= congestion.window()) return false;
            chunk.lost = false;
            lostChunks--;
            if (chunk.message.abandoned) continue;
            if (chunk.message.expired(nowNanos) && chunk.message.reliability.maxLifetimeMillis() >= 0) {
                abandon(chunk.message);
            } else {
                transmit(chunk, nowNanos, writer, out);
            }
        }
        if (forwardDue) forward(writer, out);
        return true;
    }

    /// One chunk may always be under way: it probes a closed window (RFC 9260 §6.1 A).
    private boolean mayGrow(int size) {
        return flight == 0 || (flight + size <= peerWindow && flight < congestion.window());
    }

    private void transmit(OutgoingChunk chunk, long nowNanos, PacketWriter writer, SctpOutbox out) {
        chunk.transmissions++;
        chunk.missing = 0;
        chunk.sentNanos = nowNanos;
        chunk.sentBefore = sent.next();
        fly(chunk);
        writer.add(SctpPacket.DATA, chunk.flags, chunk.encode(), out);
        if (deadlineNanos == NEVER) deadlineNanos = nowNanos + congestion.rtoNanos();
    }

    private void fly(OutgoingChunk chunk) {
        if (!chunk.inFlight) flight += chunk.size;
        chunk.inFlight = true;
    }

    private void land(OutgoingChunk chunk) {
        if (chunk.inFlight) flight -= chunk.size;
        chunk.inFlight = false;
    }

    /// Reads a SACK (RFC 9260 §6.2.1).
    ///
    /// @return false when it acknowledges what was never sent
    boolean acknowledged(ByteBuffer sack, long nowNanos) {
        if (sack.remaining() < 12) return false;
        long before = sent.first() - 1;
        long cumulative = Tsn.near(sack.getInt(), before);
        long peerWindowBytes = sack.getInt() & 0xffffffffL;
        int blocks = sack.getShort() & 0xffff;
        sack.getShort(); // duplicates, of no use to us
        if (cumulative >= sent.next() || blocks * 4 > sack.remaining()) return false;
        if (cumulative < before) return true; // overtaken by a later one
        boolean wasFull = flight + Limits.FRAGMENT >= congestion.window();
        var news = new News(nowNanos);
        while (sent.first() <= cumulative) news.upTo(sent.removeFirst());
        for (int i = 0; i < blocks; i++) {
            long start = cumulative + (sack.getShort() & 0xffff);
            long end = cumulative + (sack.getShort() & 0xffff);
            if (start <= cumulative || end < start || end >= sent.next()) return false;
            for (long tsn = start; tsn <= end; tsn++) news.acknowledge(sent.get(tsn));
        }
        boolean progress = cumulative > before;
        peerWindow = peerWindowBytes;
        // Whoever answers is there, if only to say that its window is closed.
        if (news.bytes > 0 || peerWindow < Limits.FRAGMENT) timeouts = 0;
        if (news.highest > cumulative) reportMissing(news.highest);
        if (progress && wasFull && cumulative > recoverUntil) congestion.grow(news.bytes);
        if (!sent.isEmpty() && sent.get(sent.first()).message.abandoned) forwardDue = true;
        if (sent.isEmpty()) deadlineNanos = NEVER;
        else if (progress) deadlineNanos = nowNanos + congestion.rtoNanos();
        return true;
    }

    /// What one SACK has told that was not known.
    private final class News {
        private final long nowNanos;
        private int bytes;
        private long highest = -1;

        News(long nowNanos) {
            this.nowNanos = nowNanos;
        }

        void upTo(OutgoingChunk chunk) {
            acknowledge(chunk);
            boolean last = (chunk.flags & OutgoingChunk.END) != 0;
            // Of an abandoned message the end may never have been sent.
            if (last || (chunk.message.abandoned && !chunk.message.released)) release(chunk.message);
        }

        void acknowledge(OutgoingChunk chunk) {
            if (chunk.acknowledged) return;
            // Karn: an answer to a retransmission may be one to the original.
            if (chunk.transmissions == 1) congestion.measured(nowNanos - chunk.sentNanos);
            chunk.acknowledged = true;
            if (chunk.lost) lostChunks--;
            chunk.lost = false;
            land(chunk);
            bytes += chunk.size;
            highest = Math.max(highest, chunk.tsn);
        }
    }

    private void release(OutgoingMessage message) {
        if (message.released) return;
        message.released = true;
        waiting.done(message);
    }

    private void reportMissing(long highest) {
        boolean anyLost = false;
        for (long tsn = sent.first(); tsn < highest; tsn++) {
            var chunk = sent.get(tsn);
            if (!chunk.inFlight || highest < chunk.sentBefore || ++chunk.missing < MISSING_REPORTS) continue;
            lose(chunk);
            anyLost = true;
        }
        if (!anyLost || sent.first() - 1 <= recoverUntil) return;
        congestion.lost();
        recoverUntil = sent.next() - 1;
    }

    private void lose(OutgoingChunk chunk) {
        land(chunk);
        int limit = chunk.message.reliability.maxRetransmits();
        if (limit >= 0 && chunk.transmissions > limit) {
            abandon(chunk.message);
        } else if (!chunk.lost) {
            chunk.lost = true;
            lostChunks++;
        }
    }

    private void abandon(OutgoingMessage message) {
        message.abandoned = true;
        forwardDue = true;
        for (long tsn = sent.first(); tsn < sent.next(); tsn++) {
            if (sent.get(tsn).message == message) land(sent.get(tsn));
        }
    }

    /// The retransmission timer (RFC 9260 §6.3.3).
    ///
    /// @return false when the peer has not answered for too long
    boolean advance(long nowNanos) {
        if (nowNanos < deadlineNanos) return true;
        if (++timeouts > Limits.RETRANSMISSIONS) return false;
        congestion.timedOut(peerWindow < Limits.FRAGMENT && flight <= Limits.FRAGMENT);
        recoverUntil = sent.next() - 1;
        for (long tsn = sent.first(); tsn < sent.next(); tsn++) {
            var chunk = sent.get(tsn);
            // A peer short of memory may have thrown away what it had told of (§6.2.1 D).
            chunk.acknowledged = false;
            if (!chunk.message.abandoned) lose(chunk);
        }
        if (!sent.isEmpty() && sent.get(sent.first()).message.abandoned) forwardDue = true;
        deadlineNanos = sent.isEmpty() ? NEVER : nowNanos + congestion.rtoNanos();
        return true;
    }

    /// Tells the peer the last of the abandoned chunks at the front, and for ordered streams their last message. Past
    /// messages that it has whole, but never into one: it would throw away what it has of that.
    private void forward(PacketWriter writer, SctpOutbox out) {
        forwardDue = false;
        long point = sent.first() - 1;
        var lastSequences = new TreeMap<Integer, Integer>();
        for (long tsn = sent.first(); tsn < sent.next(); tsn++) {
            var chunk = sent.get(tsn);
            var message = chunk.message;
            if (message.abandoned) {
                if (!message.unordered()) lastSequences.put(message.streamId, message.sequence);
                point = tsn;
            } else if (chunk.acknowledged) {
                if ((chunk.flags & OutgoingChunk.END) != 0) point = tsn;
            } else {
                break;
            }
            if (lastSequences.size() == Limits.FORWARDED_STREAMS) break;
        }
        if (point < sent.first()) return;
        var value = ByteBuffer.allocate(4 + 4 * lastSequences.size()).putInt((int) point);
        lastSequences.forEach(
                (stream, sequence) -> value.putShort((short) (int) stream).putShort((short) (int) sequence));
        writer.add(SctpPacket.FORWARD_TSN, 0, value.array(), out);
    }
}
