package org.hausruf.rtc.sctp;

/// Transmission sequence numbers counted in 64 bits, so that they can be compared and sorted (RFC 9260 §1.6 wraps at
/// 32).
final class Tsn {
    private static final long FIRST_ROUND = 1L << 32;

    private Tsn() {}

    static long first(int tsn) {
        return FIRST_ROUND + Integer.toUnsignedLong(tsn);
    }

    /// The number with these 32 low bits that is nearest to the reference.
    static long near(int tsn, long reference) {
        return reference + (tsn - (int) reference);
    }
}
