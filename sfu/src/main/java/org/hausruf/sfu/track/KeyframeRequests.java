package org.hausruf.sfu.track;

import static org.hausruf.sfu.time.Advancing.NEVER;

import org.hausruf.sfu.time.Advancing;

/// When to ask a publisher for a keyframe (PLI, RFC 4585 §6.3.1): at once, then every [#SPACING_NANOS] until one
/// comes, however many viewers want it.
public final class KeyframeRequests {
    public static final long SPACING_NANOS = 500_000_000;

    private boolean wanted;
    private boolean asked;
    private long earliestNanos;
    private long count;

    /// Somebody needs a keyframe.
    ///
    /// @return when [#takeDue] is to be called
    public long want(long nowNanos) {
        wanted = true;
        if (!asked) earliestNanos = nowNanos;
        return deadlineNanos();
    }

    public void arrived() {
        wanted = false;
    }

    /// Whether to ask now.
    public boolean takeDue(long nowNanos) {
        if (!wanted || !Advancing.isDue(earliestNanos, nowNanos)) return false;
        asked = true;
        earliestNanos = nowNanos + SPACING_NANOS;
        count++;
        return true;
    }

    public long deadlineNanos() {
        return wanted ? earliestNanos : NEVER;
    }

    /// How often was asked.
    public long count() {
        return count;
    }
}
