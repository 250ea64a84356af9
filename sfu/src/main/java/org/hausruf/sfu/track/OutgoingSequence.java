package org.hausruf.sfu.track;

import org.hausruf.rtc.rtp.SequenceNumbers;

/// Sequence numbers of a subscribed track: a gap in the source stays a gap (the receiver asks for it), but a pause
/// or another source leaves none.
///
/// A span is a stretch of unbroken forwarding, within which source and outgoing numbers differ by a constant. The last
/// spans are kept, so that a NACK finds the packet it means. Both numbers lie on lines of 64 bits.
public final class OutgoingSequence {
    private static final int SPANS = 8;
    private static final long NONE = -1;

    private final long[] firstOut = new long[SPANS];
    private final long[] firstSource = new long[SPANS];
    private int spans;
    private long next;

    /// Nothing went out yet.
    ///
    /// @param first outgoing number; below 2^15, so that the receiver cannot mistake its rollover counter
    public OutgoingSequence(int first) {
        next = first;
    }

    /// Begins a span: this source packet goes out as the next number.
    public void begin(long source) {
        int slot = spans++ % SPANS;
        firstOut[slot] = next;
        firstSource[slot] = source;
    }

    /// The outgoing number of a source packet, or -1 for one from before the current span.
    public long out(long source) {
        int slot = (spans - 1) % SPANS;
        if (source < firstSource[slot]) return NONE;
        long out = firstOut[slot] + (source - firstSource[slot]);
        next = Math.max(next, out + 1);
        return out;
    }

    /// Which source packet went out under a number, or -1 where none did or it is forgotten.
    public long source(long out) {
        if (out >= next) return NONE;
        for (int i = spans - 1; i >= Math.max(0, spans - SPANS); i--) {
            int slot = i % SPANS;
            if (out >= firstOut[slot]) return firstSource[slot] + (out - firstOut[slot]);
        }
        return NONE;
    }

    /// The number that a receiver means by its last 16 bits.
    public long recent(int sequenceNumber) {
        return SequenceNumbers.extend(next - 1, sequenceNumber);
    }

    /// The number that a packet after a break gets.
    public long next() {
        return next;
    }
}
