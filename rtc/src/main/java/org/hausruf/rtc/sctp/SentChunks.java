package org.hausruf.rtc.sctp;

/// What has been sent and not been acknowledged by the cumulative TSN: a ring, as TSNs follow each other.
final class SentChunks {
    private OutgoingChunk[] ring = new OutgoingChunk[64];
    private long first;
    private long next;

    /// @param initialTsn of the first chunk
    SentChunks(long initialTsn) {
        first = initialTsn;
        next = initialTsn;
    }

    /// TSN of the oldest chunk, or of the next one when there is none.
    long first() {
        return first;
    }

    /// TSN of the next chunk.
    long next() {
        return next;
    }

    boolean isEmpty() {
        return first == next;
    }

    OutgoingChunk get(long tsn) {
        return ring[(int) tsn & (ring.length - 1)];
    }

    void add(OutgoingChunk chunk) {
        if (next - first == ring.length) grow();
        chunk.tsn = next;
        ring[(int) next++ & (ring.length - 1)] = chunk;
    }

    private void grow() {
        var larger = new OutgoingChunk[ring.length * 2];
        for (long tsn = first; tsn < next; tsn++) larger[(int) tsn & (larger.length - 1)] = get(tsn);
        ring = larger;
    }

    @SuppressWarnings("NullAway") // a place beyond the ends is never read
    OutgoingChunk removeFirst() {
        var chunk = get(first);
        ring[(int) first++ & (ring.length - 1)] = null;
        return chunk;
    }
}
