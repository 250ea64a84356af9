package org.hausruf.rtc.sctp;

/// A message of ours until it has been acknowledged or abandoned; all its fragments share it (RFC 3758 §3.3).
final class OutgoingMessage {
    final int streamId;
    final int protocolId;
    final byte[] data;
    final Reliability reliability;
    final long deadlineNanos;
    int sequence;
    boolean abandoned;
    /// Counts in the buffer no more.
    boolean released;

    private int taken;

    /// @param data shared with the caller, and never changed
    OutgoingMessage(int streamId, int protocolId, byte[] data, Reliability reliability, long nowNanos) {
        this.streamId = streamId;
        this.protocolId = protocolId;
        this.data = data;
        this.reliability = reliability;
        deadlineNanos = reliability.deadlineNanos(nowNanos);
    }

    boolean unordered() {
        return !reliability.ordered();
    }

    boolean begun() {
        return taken > 0;
    }

    boolean whole() {
        return taken == data.length;
    }

    int remaining() {
        return data.length - taken;
    }

    boolean expired(long nowNanos) {
        return nowNanos > deadlineNanos;
    }

    /// What it counts in the buffer: small ones cost more than their bytes.
    int cost() {
        return data.length + Limits.OVERHEAD;
    }

    OutgoingChunk nextChunk() {
        int size = Math.min(Limits.FRAGMENT, data.length - taken);
        int flags = (unordered() ? OutgoingChunk.UNORDERED : 0)
                | (taken == 0 ? OutgoingChunk.BEGIN : 0)
                | (taken + size == data.length ? OutgoingChunk.END : 0);
        var chunk = new OutgoingChunk(this, taken, size, flags);
        taken += size;
        return chunk;
    }
}
