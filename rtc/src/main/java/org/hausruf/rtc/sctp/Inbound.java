package org.hausruf.rtc.sctp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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

    /// Fragments of one message without a gap between them. Peers may cut a message into thousands: Chromium fills the
    /// last bytes of its window with a fragment of four.
    private record Run(long first, long last, int bytes) {
        Run and(Run next) {
            return new Run(first, next.last, bytes + next.bytes);
        }
    }

    private final TreeMap<Long, Fragment> fragments = new TreeMap<>();
    /// By their first TSN.
    private final TreeMap<Long, Run> runs = new TreeMap<>();
    private final TreeSet<Long> above = new TreeSet<>();
    private final Map<Integer, Stream> streams = new HashMap<>();
    private final List<Integer> duplicates = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private long cumulative;
    private int held;

    /// @param initialTsn of the peer's first chunk
    Inbound(int initialTsn) {
        cumulative = Tsn.first(initialTsn) - 1;
    }

    /// What has become whole and is in its turn, in order; forgets it.
    List<Delivery> takeDeliveries() {
        if (deliveries.isEmpty()) return List.of();
        var taken = List.copyOf(deliveries);
        for (var delivery : taken) release(delivery.data());
        deliveries.clear();
        return taken;
    }

    /// Bytes that the peer may have under way to us.
    int window() {
        return Math.max(0, Limits.RECEIVE_WINDOW - held);
    }

    private void hold(byte[] data) {
        held += data.length + Limits.OVERHEAD;
    }

    private void release(byte[] data) {
        held -= data.length + Limits.OVERHEAD;
    }

    boolean received(int tsn) {
        return Tsn.near(tsn, cumulative) <= cumulative;
    }

    /// Whether nothing waits for [#takeDeliveries].
    boolean delivered() {
        return deliveries.isEmpty();
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
        // Beyond what we offered to hold: not acknowledged, so it will come again. The one that is waited for has some
        // room more, as it may complete what fills the window.
        int room = Limits.RECEIVE_WINDOW + (tsn == cumulative + 1 ? Limits.MESSAGE : 0);
        boolean full = held + value.remaining() > room;
        if (full || tsn - cumulative > Limits.RECEIVE_WINDOW_CHUNKS) return Verdict.TAKEN;
        int streamId = value.getShort() & 0xffff;
        int sequence = value.getShort() & 0xffff;
        int protocolId = value.getInt();
        byte[] data = new byte[value.remaining()];
        value.get(data);
        if (stream(streamId) == null) return Verdict.VIOLATION;
        fragments.put(tsn, new Fragment(streamId, sequence, protocolId, flags, data));
        hold(data);
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
        var run = new Run(tsn, tsn, at(tsn).data().length);
        var left = runs.floorEntry(tsn - 1);
        if (left != null && left.getValue().last() == tsn - 1 && follow(tsn - 1, tsn)) {
            run = left.getValue().and(run);
        }
        var right = runs.get(tsn + 1);
        if (right != null && follow(tsn, tsn + 1)) {
            runs.remove(tsn + 1);
            run = run.and(right);
        }
        // One that is not complete yet may be too large already.
        if (run.bytes() > Limits.MESSAGE) return Verdict.VIOLATION;
        var begin = at(run.first());
        if (begin.has(OutgoingChunk.BEGIN) && at(run.last()).has(OutgoingChunk.END)) {
            runs.remove(run.first());
            byte[] data = joined(fragments.subMap(run.first(), true, run.last(), true));
            hold(data);
            deliver(begin, new Delivery(begin.streamId(), begin.protocolId(), data));
        } else {
            runs.put(run.first(), run);
        }
        return Verdict.TAKEN;
    }

    /// Whether two neighbours are of one message. Of one that the peer has given up the end may be missing.
    private boolean follow(long tsn, long next) {
        return !at(tsn).has(OutgoingChunk.END)
                && !at(next).has(OutgoingChunk.BEGIN)
                && at(tsn).streamId() == at(next).streamId();
    }

    private byte[] joined(NavigableMap<Long, Fragment> whole) {
        int size = 0;
        for (var fragment : whole.values()) size += fragment.data().length;
        var data = ByteBuffer.allocate(size);
        for (var fragment : whole.values()) {
            data.put(fragment.data());
            release(fragment.data());
        }
        whole.clear();
        return data.array();
    }

    private Fragment at(long tsn) {
        var fragment = fragments.get(tsn);
        if (fragment == null) throw new IllegalStateException("no fragment " + tsn);
        return fragment;
    }

    private void deliver(Fragment begin, Delivery delivery) {
        if (begin.has(OutgoingChunk.UNORDERED)) {
            deliveries.add(delivery);
            return;
        }
        var stream = stream(begin.streamId());
        if (stream == null) return;
        int sequence = stream.nextSequence + (short) (begin.sequence() - stream.nextSequence);
        if (sequence < stream.nextSequence) {
            release(delivery.data()); // the peer has given it up since
            return;
        }
        var twice = stream.early.put(sequence, delivery);
        if (twice != null) release(twice.data());
        handInTurn(stream);
    }

    private void handInTurn(Stream stream) {
        while (!stream.early.isEmpty() && stream.early.firstKey() == stream.nextSequence) {
            stream.nextSequence++;
            deliveries.add(stream.early.pollFirstEntry().getValue());
        }
    }

    /// The peer gives up everything up to a TSN (RFC 3758 §3.6).
    Verdict forward(ByteBuffer value) {
        if (value.remaining() < 4 || value.remaining() % 4 != 0) return Verdict.VIOLATION;
        long point = Tsn.near(value.getInt(), cumulative);
        if (point > cumulative) {
            cumulative = point;
            above.headSet(point, true).clear();
            discardUpTo(point);
            advanceCumulative();
        }
        while (value.remaining() >= 4) {
            var stream = stream(value.getShort() & 0xffff);
            int sequence = value.getShort() & 0xffff;
            if (stream == null) return Verdict.VIOLATION;
            skipTo(stream, sequence);
        }
        return Verdict.TAKEN;
    }

    private void discardUpTo(long point) {
        var cut = runs.floorEntry(point);
        if (cut != null && cut.getValue().last() > point) runs.put(point + 1, rest(cut.getValue(), point + 1));
        runs.headMap(point, true).clear();
        var given = fragments.headMap(point, true);
        for (var fragment : given.values()) release(fragment.data());
        given.clear();
    }

    private Run rest(Run run, long first) {
        int given = 0;
        for (var fragment : fragments.subMap(run.first(), first).values()) given += fragment.data().length;
        return new Run(first, run.last(), run.bytes() - given);
    }

    private void skipTo(Stream stream, int lastGiven) {
        int next = stream.nextSequence + (short) (lastGiven + 1 - stream.nextSequence);
        if (next <= stream.nextSequence) return;
        while (!stream.early.isEmpty() && stream.early.firstKey() < next) {
            deliveries.add(stream.early.pollFirstEntry().getValue());
        }
        stream.nextSequence = next;
        handInTurn(stream);
    }

    /// The peer starts the stream's sequence numbers over (RFC 6525 §5.2.2).
    void reset(int streamId) {
        var stream = streams.remove(streamId);
        if (stream == null) return;
        for (var waiting : stream.early.values()) release(waiting.data());
    }

    /// The value of a SACK chunk; forgets the duplicates that it tells.
    byte[] sack() {
        var blocks = gapBlocks();
        var sack = ByteBuffer.allocate(12 + 4 * blocks.size() + 4 * duplicates.size())
                .putInt((int) cumulative)
                .putInt(window())
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
