package org.hausruf.rtc.sctp;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Closing channels: each end resets its outgoing streams and waits for the other's answer (RFC 6525, RFC 8831 §6.7).
/// One request of ours is under way at a time, for all streams that can go.
final class StreamReset {
    private static final int OUTGOING_REQUEST = 13;
    private static final int INCOMING_REQUEST = 14;
    private static final int RESPONSE = 16;
    private static final int NOTHING_TO_DO = 0;
    private static final int PERFORMED = 1;
    private static final int BAD_SEQUENCE = 5;
    private static final int IN_PROGRESS = 6;
    private static final long RETRY_NANOS = SECONDS.toNanos(1);

    /// What becomes of streams.
    interface Streams {
        /// The peer has stopped sending on it.
        void resetByPeer(int streamId, SctpOutbox out);

        /// The peer asks us to stop sending on it.
        void stopWanted(int streamId);

        /// We have stopped, and the peer knows.
        void resetByUs(int streamId);

        /// Every stream in use.
        int[] all();
    }

    private final Streams streams;
    private final Set<Integer> waiting = new LinkedHashSet<>();
    private final List<Integer> underWay = new ArrayList<>();
    private int requestSequence;
    private int peerSequence;
    private int lastResult = NOTHING_TO_DO;
    private int tries;
    private long deadlineNanos = Outbound.NEVER;

    /// @param initialTsn of ours, where request numbers begin too
    StreamReset(int initialTsn, Streams streams) {
        this.streams = streams;
        requestSequence = initialTsn;
    }

    /// @param initialTsn where the peer's request numbers begin
    void peer(int initialTsn) {
        peerSequence = initialTsn - 1;
    }

    /// Asks for a reset of our outgoing stream; once for each.
    void request(int streamId) {
        if (!underWay.contains(streamId)) waiting.add(streamId);
    }

    long deadlineNanos() {
        return underWay.isEmpty() ? Outbound.NEVER : deadlineNanos;
    }

    /// Sends what is due.
    void send(Outbound outbound, long nowNanos, PacketWriter writer, SctpOutbox out) {
        if (underWay.isEmpty()) {
            if (!collect(outbound)) return;
            tries = 0;
        } else if (nowNanos < deadlineNanos) {
            return;
        } else if (++tries > Limits.RETRANSMISSIONS) {
            underWay.clear(); // these streams are never used again
            return;
        }
        int size = 16 + 2 * underWay.size();
        var value = ByteBuffer.allocate(size)
                .putShort((short) OUTGOING_REQUEST)
                .putShort((short) size)
                .putInt(requestSequence)
                .putInt(peerSequence)
                .putInt(outbound.lastTsn());
        for (int streamId : underWay) value.putShort((short) streamId);
        writer.add(SctpPacket.RE_CONFIG, 0, value.array(), out);
        deadlineNanos = nowNanos + RETRY_NANOS;
    }

    /// Only what has been sent whole may be reset: the request names the last TSN.
    private boolean collect(Outbound outbound) {
        for (int streamId : waiting) {
            if (outbound.drained(streamId) && underWay.size() < Limits.RESETS) underWay.add(streamId);
        }
        waiting.removeAll(underWay);
        return !underWay.isEmpty();
    }

    /// Reads a RE-CONFIG chunk and writes the answers.
    void receive(ByteBuffer value, Inbound inbound, Outbound outbound, PacketWriter writer, SctpOutbox out) {
        while (value.remaining() >= 4) {
            int type = value.getShort() & 0xffff;
            int size = (value.getShort() & 0xffff) - 4;
            if (size < 0 || size > value.remaining()) return;
            var parameter = value.slice(value.position(), size);
            value.position(Math.min(value.limit(), value.position() + SctpPacket.padded(size)));
            switch (type) {
                case OUTGOING_REQUEST -> peerStops(parameter, inbound, writer, out);
                case INCOMING_REQUEST -> peerWantsStop(parameter, writer, out);
                case RESPONSE -> answered(parameter, outbound);
                default -> {} // adding streams is not needed: all were negotiated
            }
        }
    }

    private void peerStops(ByteBuffer request, Inbound inbound, PacketWriter writer, SctpOutbox out) {
        if (request.remaining() < 12) return;
        int sequence = request.getInt();
        request.getInt();
        boolean complete = inbound.received(request.getInt()) && inbound.delivered();
        if (isNew(sequence)) {
            lastResult = complete ? PERFORMED : IN_PROGRESS;
            for (int streamId : complete ? streamIds(request) : List.<Integer>of()) {
                inbound.reset(streamId);
                streams.resetByPeer(streamId, out);
            }
        }
        answer(sequence, writer, out);
    }

    private void peerWantsStop(ByteBuffer request, PacketWriter writer, SctpOutbox out) {
        if (request.remaining() < 4) return;
        int sequence = request.getInt();
        if (isNew(sequence)) {
            lastResult = PERFORMED;
            for (int streamId : streamIds(request)) streams.stopWanted(streamId);
        }
        answer(sequence, writer, out);
    }

    /// A repeated request is answered as before, but looked at again while it could not be performed.
    private boolean isNew(int sequence) {
        if (sequence == peerSequence) return lastResult == IN_PROGRESS;
        if (sequence != peerSequence + 1) return false;
        peerSequence = sequence;
        return true;
    }

    private List<Integer> streamIds(ByteBuffer request) {
        var ids = new ArrayList<Integer>();
        if (request.remaining() < 2) for (int streamId : streams.all()) ids.add(streamId);
        while (request.remaining() >= 2 && ids.size() < Limits.STREAMS) ids.add(request.getShort() & 0xffff);
        return ids;
    }

    private void answered(ByteBuffer response, Outbound outbound) {
        if (response.remaining() < 8 || underWay.isEmpty() || response.getInt() != requestSequence) return;
        int result = response.getInt();
        // Asked again when the timer says so, as a new request: some peers answer a repeated one from memory.
        requestSequence++;
        if (result == IN_PROGRESS) return;
        for (int streamId : underWay) {
            if (result != PERFORMED && result != NOTHING_TO_DO) continue;
            outbound.resetSequence(streamId);
            streams.resetByUs(streamId);
        }
        underWay.clear();
        deadlineNanos = Outbound.NEVER;
    }

    private void answer(int sequence, PacketWriter writer, SctpOutbox out) {
        var value = ByteBuffer.allocate(12)
                .putShort((short) RESPONSE)
                .putShort((short) 12)
                .putInt(sequence)
                .putInt(sequence == peerSequence ? lastResult : BAD_SEQUENCE);
        writer.add(SctpPacket.RE_CONFIG, 0, value.array(), out);
    }
}
