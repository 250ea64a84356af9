package org.hausruf.rtc.sctp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/// How much may be under way, and how long to wait for an acknowledgement: congestion window (RFC 9260 §7.2) and
/// retransmission timeout (§6.3.1).
final class Congestion {
    private static final long INITIAL_RTO_NANOS = SECONDS.toNanos(1);
    private static final long MIN_RTO_NANOS = MILLISECONDS.toNanos(300);
    private static final long MAX_RTO_NANOS = SECONDS.toNanos(10);
    private static final int INITIAL_WINDOW = 10 * Limits.PACKET;
    private static final int SMALLEST_THRESHOLD = 4 * Limits.PACKET;

    private int window = INITIAL_WINDOW;
    private int threshold = Limits.SEND_WINDOW;
    private int acknowledgedInRound;
    private long rtoNanos = INITIAL_RTO_NANOS;
    private long smoothedNanos = -1;
    private long variationNanos;

    int window() {
        return window;
    }

    long rtoNanos() {
        return rtoNanos;
    }

    /// An acknowledgement came that moved the cumulative TSN while the window was full.
    void grow(int newlyBytes) {
        if (window <= threshold) {
            window += Math.min(newlyBytes, Limits.PACKET);
        } else {
            acknowledgedInRound += newlyBytes;
            if (acknowledgedInRound >= window) {
                acknowledgedInRound -= window;
                window += Limits.PACKET;
            }
        }
        window = Math.min(window, Limits.SEND_WINDOW);
    }

    /// Acknowledgements told of a loss.
    void lost() {
        threshold = Math.max(window / 2, SMALLEST_THRESHOLD);
        window = threshold;
        acknowledgedInRound = 0;
    }

    /// No acknowledgement came.
    ///
    /// @param probing whether it was only the peer's closed window that was tried
    void timedOut(boolean probing) {
        rtoNanos = Math.min(rtoNanos * 2, MAX_RTO_NANOS);
        if (probing) return;
        threshold = Math.max(window / 2, SMALLEST_THRESHOLD);
        window = Limits.PACKET;
        acknowledgedInRound = 0;
    }

    void measured(long rttNanos) {
        if (smoothedNanos < 0) {
            smoothedNanos = rttNanos;
            variationNanos = rttNanos / 2;
        } else {
            variationNanos += (Math.abs(smoothedNanos - rttNanos) - variationNanos) / 4;
            smoothedNanos += (rttNanos - smoothedNanos) / 8;
        }
        rtoNanos = Math.clamp(smoothedNanos + 4 * variationNanos, MIN_RTO_NANOS, MAX_RTO_NANOS);
    }
}
