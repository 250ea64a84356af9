package org.hausruf.sfu.track;

/// A stretch of unbroken forwarding, within which what goes out differs from its source by constants. Reused by
/// [OutgoingSequence].
public final class Span {
    long firstOut;
    long firstSource;
    /// Whether it goes on where the one before was, but for packets left out.
    boolean continues;
    /// Which layer of the source it is made of.
    public int layer;
    public int timestampOffset;
    /// What is added to VP8's numbers, see [Vp8Numbers].
    public int pictureShift;

    public int tl0Shift;
    public int keyIdxShift;

    Span() {}

    /// Which source packet went out under a number of this span.
    public long source(long out) {
        return firstSource + (out - firstOut);
    }

    long out(long source) {
        return firstOut + (source - firstSource);
    }

    /// Whether VP8's numbers are others than the source's.
    public boolean shifted() {
        return (pictureShift | tl0Shift | keyIdxShift) != 0;
    }

    void copyOffsets(Span other) {
        layer = other.layer;
        timestampOffset = other.timestampOffset;
        pictureShift = other.pictureShift;
        tl0Shift = other.tl0Shift;
        keyIdxShift = other.keyIdxShift;
    }
}
