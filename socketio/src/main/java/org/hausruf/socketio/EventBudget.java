package org.hausruf.socketio;

/// How many packets a session may send: a token bucket. Guarded by the session's lock; monotonic nanoseconds.
final class EventBudget {
    enum Verdict {
        WITHIN,
        /// The first over it, after some that were within.
        OVER,
        STILL_OVER,
        /// As many over it as it holds.
        FAR_OVER
    }

    private final int burst;
    private final double perNano;
    private double left;
    private long filledNanos;
    private int excess;

    EventBudget(int perSecond, int burst, long nowNanos) {
        this.burst = burst;
        perNano = perSecond / 1e9;
        left = burst;
        filledNanos = nowNanos;
    }

    Verdict take(long nowNanos) {
        left = Math.min(burst, left + Math.max(0, nowNanos - filledNanos) * perNano);
        filledNanos = nowNanos;
        if (left == burst) excess = 0;
        if (left >= 1) {
            left--;
            return Verdict.WITHIN;
        }
        excess++;
        if (excess > burst) return Verdict.FAR_OVER;
        return excess == 1 ? Verdict.OVER : Verdict.STILL_OVER;
    }
}
