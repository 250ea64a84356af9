package org.hausruf.sfu.track;

import org.hausruf.rtc.rtp.SequenceNumbers;
import org.jspecify.annotations.Nullable;

/// Sequence numbers of a subscribed track: a gap in the source stays a gap (the receiver asks for it), but a pause,
/// another source, or packets left out on purpose leave none.
///
/// The last spans are kept, so that a NACK finds the packet it means, and a late packet its number. Source and
/// outgoing numbers lie on lines of 64 bits. Allocates nothing after construction.
public final class OutgoingSequence {
    private static final long NONE = -1;

    private final Span[] kept;
    private int spans;
    private long next;
    private long highestSource;
    private int leftOut;

    /// Nothing went out yet.
    ///
    /// @param first outgoing number; below 2^15, so that the receiver cannot mistake its rollover counter
    /// @param keeps how many spans are remembered
    public OutgoingSequence(int first, int keeps) {
        next = first;
        kept = new Span[keeps];
        for (int i = 0; i < keeps; i++) kept[i] = new Span();
    }

    /// Begins a span: this source packet goes out as the next number. What came before in the source is not sent any
    /// more.
    ///
    /// @return a span with the offsets of the last one
    public Span begin(long source) {
        return begin(source, next, false);
    }

    private Span begin(long source, long out, boolean continues) {
        Span before = kept[Math.max(0, spans - 1) % kept.length];
        Span span = kept[spans++ % kept.length];
        if (span != before) span.copyOffsets(before);
        span.firstOut = out;
        span.firstSource = source;
        span.continues = continues;
        highestSource = source - 1;
        leftOut = 0;
        return span;
    }

    /// Leaves out a packet that is newer than all before; the next one that is sent closes the gap.
    public void leaveOut(long source) {
        leftOut++;
        highestSource = source;
    }

    /// Whether packets were left out since the last one that was sent.
    public boolean leftOut() {
        return leftOut > 0;
    }

    /// Goes on with this packet after some were left out.
    public Span resume(long source) {
        return begin(source, kept[(spans - 1) % kept.length].out(source) - leftOut, true);
    }

    /// Whether a source packet is newer than all that were sent or left out.
    public boolean isNewest(long source) {
        return source > highestSource;
    }

    /// The span in which a source packet has its number, or null for one that is not to be sent any more.
    public @Nullable Span spanOf(long source) {
        for (int i = spans - 1; i >= Math.max(0, spans - kept.length); i--) {
            Span span = kept[i % kept.length];
            if (source >= span.firstSource) return i == spans - 1 || isBefore(source, span, i + 1) ? span : null;
            if (!span.continues) return null;
        }
        return null;
    }

    /// Whether the packet went out before the span that follows, rather than having been left out there.
    private boolean isBefore(long source, Span span, int following) {
        return span.out(source) < kept[following % kept.length].firstOut;
    }

    /// The outgoing number of a source packet of [#spanOf], which now counts as sent.
    public long out(Span span, long source) {
        long out = span.out(source);
        next = Math.max(next, out + 1);
        highestSource = Math.max(highestSource, source);
        return out;
    }

    /// The span that a number went out in, or null where none did or it is forgotten.
    public @Nullable Span spanOfOut(long out) {
        if (out >= next) return null;
        for (int i = spans - 1; i >= Math.max(0, spans - kept.length); i--) {
            Span span = kept[i % kept.length];
            if (out >= span.firstOut) return span;
        }
        return null;
    }

    /// Which source packet went out under a number, or -1 where none did or it is forgotten.
    public long source(long out) {
        Span span = spanOfOut(out);
        return span == null ? NONE : span.source(out);
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
