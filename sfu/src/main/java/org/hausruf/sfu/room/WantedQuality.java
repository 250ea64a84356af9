package org.hausruf.sfu.room;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.hausruf.sfu.time.Advancing.NEVER;
import static org.hausruf.sfu.time.Advancing.isDue;

/// Which layers of a track a publisher needs to send: those that somebody gets (LiveKit calls it dynacast). More is
/// asked for at once, less only after a while, as viewers come and go. Confined to the loop.
final class WantedQuality {
    static final long LESS_DELAY_NANOS = SECONDS.toNanos(5);
    /// Nobody wants any.
    static final int NONE = -1;

    private static final int ALL = VideoQuality.HIGH.level();

    /// Clients begin with all layers.
    private int told = ALL;

    private int wanted = ALL;
    private long dueNanos = NEVER;

    /// @param quality the highest that somebody wants, as its level, or [#NONE]
    void want(int quality, long nowNanos) {
        boolean lessAgain = quality < told && wanted < told;
        wanted = quality;
        if (wanted == told) dueNanos = NEVER;
        else if (wanted > told) dueNanos = nowNanos;
        else if (!lessAgain) dueNanos = nowNanos + LESS_DELAY_NANOS;
    }

    /// The client may have missed what it was told.
    void tellAgain(long nowNanos) {
        if (told != ALL || wanted != ALL) dueNanos = nowNanos;
    }

    /// Whether the publisher is to be told of [#wanted] now; it counts as told then.
    boolean takeDue(long nowNanos) {
        if (!isDue(dueNanos, nowNanos)) return false;
        dueNanos = NEVER;
        told = wanted;
        return true;
    }

    /// The highest quality that somebody wants, as its level, or [#NONE].
    int wanted() {
        return wanted;
    }

    long deadlineNanos() {
        return dueNanos;
    }
}
