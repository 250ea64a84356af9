package org.hausruf.rtc.sctp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The receiving half: which TSNs have come, putting fragments together, ordered delivery, and the SACK about it.
final class Inbound {
    /// What DATA, FORWARD-TSN or a reset is worth.
    enum Verdict {
        TAKEN,
        /// Against the protocol or our limits: the association must be aborted.
        VIOLATION
    }

    /// A whole message, in its turn.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Delivery(int streamId, int protocolId, byte[] data) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Fragment(int streamId, int sequence, int protocolId, int flags, byte[] data) {
        boolean has(int flag) {
            return (flags & flag) != 0;
        }
    }

    /// Order within one stream: whole messages that wait for an earlier one, by sequence number counted in 32 bits.
    private static final class Stream {
        int nextSequence;
        final TreeMap<Integer, Delivery> early = new TreeMap<>();
    }

    private final TreeMap<Long, Fragment> fragments = new TreeMap<>();
    private final TreeSet<Long> above = new TreeSet<>();
    private final Map<Integer, Stream> streams = new HashMap<>();
    private final List<Integer> duplicates = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private long cumulative;
    private int heldBytes;

    /// @param initialTsn of the peer's first chunk
    Inbound(int initialTsn) {
        cumulative = Tsn.first(initialTsn) - 1;
    }

    /// What has become whole and is in its turn, in order; forgets it.
    List<Delivery> takeDeliveries() {
        var taken = List.copyOf(deliveries);
        deliveries.clear();
        return taken;
    }

    boolean received(int tsn) {
        return Tsn.near(tsn, cumulative) <= cumulative;
    }

    /// Whether the next SACK should not be delayed (RFC 9260 §6.2).
    boolean urgent() {
        return !above.isEmpty() || !duplicates.isEmpty();
    }

    Verdict data(int flags, ByteBuffer value) {
        if (value.remaining() <= OutgoingChunk.HEADER_SIZE - SctpPacket.CHUNK_HEADER_SIZE) return Verdict.VIOLATION;
        long tsn = Tsn.near(value.getInt(), cumulative);
        if (tsn <= cumulative || above.contains(tsn)) {
            if (duplicates.size() < Limits.DUPLICATES) duplicates.add((int) tsn);
            return Verdict.TAKEN;
        }
        // Beyond what we offered to hold: not acknowledged, so it will come again.
        boolean full = heldBytes + value.remaining() > Limits.RECEIVE_WINDOW && tsn != cumulative + 1;
        if (full || tsn - cumulative > Limits.RECEIVE_WINDOW_CHUNKS) return Verdict.TAKEN;
        int streamId = value.getShort() & 0xffff;
        int sequence = value.getShort() & 0xffff;
        int protocolId = value.getInt();
        byte[] data = new byte[value.remaining()];
        value.get(data);
        if (stream(streamId) == null) return Verdict.VIOLATION;
        fragments.put(tsn, new Fragment(streamId, sequence, protocolId, flags, data));
        heldBytes += data.length;
        above.add(tsn);
        advanceCumulative();
        return assemble(tsn);
    }

    private @Nullable Stream stream(int streamId) {
        var known = streams.get(streamId);
        if (known != null || streams.size() >= Limits.STREAMS) return known;
        var fresh = new Stream();
        streams.put(streamId, fresh);
        return fresh;
    }

    private void advanceCumulative() {
        while (!above.isEmpty() && above.first() == cumulative + 1) {
            cumulative++;
            above.removeFirst();
        }
    }

    /// Looks whether the fragment completes its message.
    private Verdict assemble(long tsn) {
        long first = tsn;
        while (!at(first).has(OutgoingChunk.BEGIN)) if (!continues(--first, tsn)) return tooLarge(first, tsn);
        long last = tsn;
        while (!at(last).has(OutgoingChunk.END)) if (!continues(++last, tsn)) return tooLarge(first, last);
        var begin = at(first);
        var data = new ByteArrayOutputStream();
        var whole = fragments.subMap(first, true, last, true);
        for (var fragment : whole.values()) data.writeBytes(fragment.data());
        whole.clear();
        if (data.size() > Limits.MESSAGE) return Verdict.VIOLATION;
        deliver(begin, new Delivery(begin.streamId(), begin.protocolId(), data.toByteArray()));
        return Verdict.TAKEN;
    }

    private Fragment at(long tsn) {
        var fragment = fragments.get(tsn);
        if (fragment == null) throw new IllegalStateException("no fragment " + tsn);
        return fragment;
    }

    private boolean continues(long neighbour, long tsn) {
        var other = fragments.get(neighbour);
        return other != null && other.streamId() == at(tsn).streamId();
    }

    /// A message that is not complete yet may still be too large already.
    private Verdict tooLarge(long first, long last) {
        return (last - first) * Limits.FRAGMENT > Limits.MESSAGE ? Verdict.VIOLATION : Verdict.TAKEN;
    }

    private void deliver(Fragment begin, Delivery delivery) {
        if (begin.has(OutgoingChunk.UNORDERED)) {
            hand(delivery);
            return;
        }
        var stream = stream(begin.streamId());
        if (stream == null) return;
        int sequence = stream.nextSequence + (short) (begin.sequence() - stream.nextSequence);
        if (sequence < stream.nextSequence) {
            heldBytes -= delivery.data().length; // the peer has given it up since
            return;
        }
        stream.early.put(sequence, delivery);
        handInTurn(stream);
    }

    private void handInTurn(Stream stream) {
        while (!stream.early.isEmpty() && stream.early.firstKey() == stream.nextSequence) {
            stream.nextSequence++;
            hand(stream.early.pollFirstEntry().getValue());
        }
    }

    private void hand(Delivery delivery) {
        heldBytes -= delivery.data().length;
        deliveries.add(delivery);
    }

    /// The peer gives up everything up to a TSN (RFC 3758 §3.6).
    Verdict forward(ByteBuffer value) {
        if (value.remaining() < 4 || value.remaining() % 4 != 0) return Verdict.VIOLATION;
        long point = Tsn.near(value.getInt(), cumulative);
        if (point - cumulative > Limits.RECEIVE_WINDOW_CHUNKS) return Verdict.VIOLATION;
        if (point > cumulative) {
            cumulative = point;
            above.headSet(point, true).clear();
            discardUpTo(point);
            advanceCumulative();
        }
        while (value.remaining() >= 4) {
            var stream = streams.get(value.getShort() & 0xffff);
            int sequence = value.getShort() & 0xffff;
            if (stream != null) skipTo(stream, sequence);
        }
        return Verdict.TAKEN;
    }

    private void discardUpTo(long point) {
        var given = fragments.headMap(point, true);
        for (var fragment : given.values()) heldBytes -= fragment.data().length;
        given.clear();
    }

    private void skipTo(Stream stream, int lastGiven) {
        int next = stream.nextSequence + (short) (lastGiven + 1 - stream.nextSequence);
        while (stream.nextSequence < next) {
            var waiting = stream.early.remove(stream.nextSequence++);
            if (waiting != null) hand(waiting);
        }
        handInTurn(stream);
    }

    /// The peer starts the stream's sequence numbers over (RFC 6525 §5.2.2).
    void reset(int streamId) {
        var stream = streams.remove(streamId);
        if (stream == null) return;
        for (var waiting : stream.early.values()) heldBytes -= waiting.data().length;
    }

    /// The value of a SACK chunk; forgets the duplicates that it tells.
    byte[] sack() {
        var blocks = gapBlocks();
        var sack = ByteBuffer.allocate(12 + 4 * blocks.size() + 4 * duplicates.size())
                .putInt((int) cumulative)
                .putInt(Math.max(0, Limits.RECEIVE_WINDOW - heldBytes))
                .putShort((short) blocks.size())
                .putShort((short) duplicates.size());
        for (long[] block : blocks) {
            sack.putShort((short) (block[0] - cumulative)).putShort((short) (block[1] - cumulative));
        }
        for (int duplicate : duplicates) sack.putInt(duplicate);
        duplicates.clear();
        return sack.array();
    }

    private List<long[]> gapBlocks() {
        var blocks = new ArrayList<long[]>();
        for (long tsn : above) {
            var last = blocks.isEmpty() ? null : blocks.getLast();
            if (last != null && last[1] + 1 == tsn) last[1] = tsn;
            else if (blocks.size() < Limits.GAP_BLOCKS) blocks.add(new long[] {tsn, tsn});
            else break;
        }
        return blocks;
    }
}
