package org.hausruf.rtc.sctp;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/// How hard a channel tries (RFC 8832 §5.1).
///
/// @param maxRetransmits how often a lost message is sent again; -1: no limit
/// @param maxLifetimeMillis how long a message may take to be sent; -1: no limit
record Reliability(boolean ordered, int maxRetransmits, int maxLifetimeMillis) {
    static final Reliability FULL = new Reliability(true, -1, -1);

    /// What is not worth a second try is not worth a long wait either.
    private static final int STALE_MILLIS = 300;

    boolean full() {
        return maxRetransmits < 0 && maxLifetimeMillis < 0;
    }

    /// Until when a message that is accepted now may be sent first.
    long deadlineNanos(long nowNanos) {
        if (maxLifetimeMillis >= 0) return nowNanos + MILLISECONDS.toNanos(maxLifetimeMillis);
        return maxRetransmits == 0 ? nowNanos + MILLISECONDS.toNanos(STALE_MILLIS) : Long.MAX_VALUE;
    }
}
