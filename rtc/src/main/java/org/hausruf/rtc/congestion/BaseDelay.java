package org.hausruf.rtc.congestion;

/// The delay of an empty line plus how far the two clocks are apart: the least delay of the last ten to twenty seconds,
/// within which clocks drift by nothing that matters.
final class BaseDelay {
    private static final long PERIOD_NANOS = 10_000_000_000L;

    private boolean started;
    private long sinceNanos;
    private long least;
    private long leastBefore;

    void seen(long delayNanos, long nowNanos) {
        if (!started) {
            reset(delayNanos, nowNanos);
            return;
        }
        if (nowNanos - sinceNanos >= PERIOD_NANOS) {
            leastBefore = least;
            least = delayNanos;
            sinceNanos = nowNanos;
        }
        least = Math.min(least, delayNanos);
    }

    /// The clocks are no longer what they were.
    void reset(long delayNanos, long nowNanos) {
        started = true;
        sinceNanos = nowNanos;
        least = delayNanos;
        leastBefore = delayNanos;
    }

    long nanos() {
        return Math.min(least, leastBefore);
    }

    boolean known() {
        return started;
    }
}
