package org.hausruf.sfu.forward;

import java.lang.foreign.MemorySegment;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.srtp.SrtpSender;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.transport.PacketSender;
import org.jspecify.annotations.Nullable;

/// One connection's way out: a slot of the transport, filled by the caller, protected here. Allocates nothing.
final class ProtectedSender {
    private final Counters counters;
    private @Nullable PacketSender sender;
    private @Nullable SrtpSender srtp;
    private @Nullable SubscriberLine line;
    private long transportSequence;
    private boolean numbered;
    private long numberedNanos;

    ProtectedSender(Counters counters) {
        this.counters = counters;
    }

    void attach(PacketSender packetSender) {
        sender = packetSender;
    }

    void keys(SrtpSender protection) {
        close();
        srtp = protection;
    }

    void close() {
        if (srtp != null) srtp.close();
        srtp = null;
    }

    boolean ready() {
        return sender != null && srtp != null;
    }

    /// The number of the next packet in transport-wide congestion control.
    int nextTransportSequence(long nowNanos) {
        numbered = true;
        numberedNanos = nowNanos;
        return (int) transportSequence++ & 0xffff;
    }

    /// Has the line told of every packet with such a number.
    void tell(SubscriberLine subscriberLine) {
        line = subscriberLine;
    }

    /// Takes a slot.
    ///
    /// @return offset in [#segment], or negative where the packet cannot go; that is counted
    long reserve() {
        if (sender == null || srtp == null) return -1;
        long at = sender.reserve();
        if (at < 0) counters.drop(DropReason.SEND_QUEUE_FULL);
        return at;
    }

    MemorySegment segment() {
        return sender == null ? MemorySegment.NULL : sender.sendSegment();
    }

    /// Sends the packet whose header is written in the slot reserved last.
    void sendRtp(long at, int headerSize, MemorySegment payload, long payloadAt, int payloadSize, long index) {
        if (sender == null || srtp == null) return;
        int size = srtp.protectRtp(sender.sendSegment(), at, headerSize, payload, payloadAt, payloadSize, index);
        sender.commit(size);
        counters.out(size);
        if (numbered && line != null) line.sent(transportSequence - 1, size, numberedNanos);
        numbered = false;
    }

    void sendRtcp(MemorySegment compound, int size) {
        long at = reserve();
        if (at < 0 || sender == null || srtp == null) return;
        MemorySegment slots = sender.sendSegment();
        Bytes.copy(compound, 0, slots, at, size);
        int protectedSize = srtp.protectRtcp(slots, at, size);
        sender.commit(protectedSize);
        counters.out(protectedSize);
    }
}
