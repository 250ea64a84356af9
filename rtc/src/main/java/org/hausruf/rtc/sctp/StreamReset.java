package org.hausruf.rtc.sctp;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Closing channels: each end resets its outgoing stream and waits for the other's answer (RFC 6525, RFC 8831 §6.7).
/// One request of ours is under way at a time.
final class StreamReset {
    private static final int OUTGOING_REQUEST = 13;
    private static final int INCOMING_REQUEST = 14;
    private static final int RESPONSE = 16;
    private static final int PERFORMED = 1;
    private static final int IN_PROGRESS = 6;
    private static final long RETRY_NANOS = SECONDS.toNanos(1);

    /// What the peer wants: the streams it has stopped sending on.
    interface Streams {
        void resetByPeer(int streamId, SctpOutbox out);
    }

    private final Deque<Integer> waiting = new ArrayDeque<>();
    private @Nullable Integer underWay;
    private int requestSequence;
    private int peerSequence;
    private boolean peerAsked;
    private long deadlineNanos = Outbound.NEVER;

    /// @param initialTsn of ours, where request numbers begin too
    StreamReset(int initialTsn) {
        requestSequence = initialTsn;
    }

    /// Asks for a reset of our outgoing stream; once for each.
    void request(int streamId) {
        if (!waiting.contains(streamId) && (underWay == null || underWay != streamId)) waiting.add(streamId);
    }

    long deadlineNanos() {
        return underWay == null ? Outbound.NEVER : deadlineNanos;
    }

    /// Sends what is due.
    void send(Outbound outbound, long nowNanos, PacketWriter writer, SctpOutbox out) {
        if (underWay == null) {
            var next = waiting.peek();
            if (next == null || !outbound.drained(next)) return;
            underWay = waiting.remove();
        } else if (nowNanos < deadlineNanos) {
            return;
        }
        var value = ByteBuffer.allocate(18)
                .putShort((short) OUTGOING_REQUEST)
                .putShort((short) 18)
                .putInt(requestSequence)
                .putInt(peerSequence)
                .putInt(outbound.lastTsn())
                .putShort((short) (int) underWay);
        writer.add(SctpPacket.RE_CONFIG, 0, value.array(), out);
        deadlineNanos = nowNanos + RETRY_NANOS;
    }

    /// Reads a RE-CONFIG chunk and writes the answers.
    void receive(
            ByteBuffer value,
            Inbound inbound,
            Outbound outbound,
            Streams streams,
            PacketWriter writer,
            SctpOutbox out) {
        while (value.remaining() >= 4) {
            int type = value.getShort() & 0xffff;
            int size = (value.getShort() & 0xffff) - 4;
            if (size < 0 || size > value.remaining()) return;
            var parameter = value.slice(value.position(), size);
            value.position(Math.min(value.limit(), value.position() + SctpPacket.padded(size)));
            switch (type) {
                case OUTGOING_REQUEST -> peerStops(parameter, inbound, streams, writer, out);
                case INCOMING_REQUEST -> peerWantsStop(parameter, writer, out);
                case RESPONSE -> answered(parameter, outbound);
                default -> {} // adding streams is not needed: all were negotiated
            }
        }
    }

    private void peerStops(ByteBuffer request, Inbound inbound, Streams streams, PacketWriter writer, SctpOutbox out) {
        if (request.remaining() < 12) return;
        int sequence = request.getInt();
        request.getInt();
        boolean complete = inbound.received(request.getInt());
        boolean repeated = peerAsked && sequence == peerSequence;
        if (complete && !repeated) {
            peerAsked = true;
            peerSequence = sequence;
            for (int streamId : streamIds(request)) {
                inbound.reset(streamId);
                streams.resetByPeer(streamId, out);
            }
        }
        answer(sequence, complete ? PERFORMED : IN_PROGRESS, writer, out);
    }

    private void peerWantsStop(ByteBuffer request, PacketWriter writer, SctpOutbox out) {
        if (request.remaining() < 4) return;
        int sequence = request.getInt();
        peerAsked = true;
        peerSequence = sequence;
        for (int streamId : streamIds(request)) request(streamId);
        answer(sequence, PERFORMED, writer, out);
    }

    private static List<Integer> streamIds(ByteBuffer request) {
        var ids = new ArrayList<Integer>();
        while (request.remaining() >= 2 && ids.size() < Limits.STREAMS) ids.add(request.getShort() & 0xffff);
        return ids;
    }

    private void answered(ByteBuffer response, Outbound outbound) {
        if (response.remaining() < 8 || underWay == null || response.getInt() != requestSequence) return;
        if (response.getInt() == IN_PROGRESS) return; // asked again when the timer says so
        outbound.resetSequence(underWay);
        underWay = null;
        requestSequence++;
        deadlineNanos = Outbound.NEVER;
    }

    private static void answer(int sequence, int result, PacketWriter writer, SctpOutbox out) {
        var value = ByteBuffer.allocate(12)
                .putShort((short) RESPONSE)
                .putShort((short) 12)
                .putInt(sequence)
                .putInt(result);
        writer.add(SctpPacket.RE_CONFIG, 0, value.array(), out);
    }
}
