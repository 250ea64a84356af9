package org.hausruf.sfu.time;

/// Something that wants to be called when a moment has come.
@FunctionalInterface
public interface Advancing {
    long NEVER = Long.MAX_VALUE;

    /// Does what is due.
    ///
    /// @param nowNanos monotonic time of the loop
    /// @return when to call again on the same clock, or [#NEVER]
    long advance(long nowNanos);

    /// The earlier of two deadlines, compared by difference because the clock may wrap.
    static long earlier(long oneNanos, long otherNanos) {
        if (oneNanos == NEVER) return otherNanos;
        if (otherNanos == NEVER) return oneNanos;
        return oneNanos - otherNanos <= 0 ? oneNanos : otherNanos;
    }

    /// Whether a deadline has come.
    static boolean isDue(long deadlineNanos, long nowNanos) {
        return deadlineNanos != NEVER && nowNanos - deadlineNanos >= 0;
    }
}
