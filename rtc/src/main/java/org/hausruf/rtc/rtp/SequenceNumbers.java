package org.hausruf.rtc.rtp;

/// Sequence numbers of 16 bits on a line of 64, so that they can be compared and counted.
public final class SequenceNumbers {
    private SequenceNumbers() {}

    /// The number nearest to `reference` that ends in `sequenceNumber`; negative where nothing could precede.
    public static long extend(long reference, int sequenceNumber) {
        return reference + (short) (sequenceNumber - (int) reference);
    }
}
