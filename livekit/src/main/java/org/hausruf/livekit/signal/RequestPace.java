package org.hausruf.livekit.signal;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/// How soon one client's next request is read. A loop serves many rooms, so a client may keep it busy for a tenth of
/// the time, and for [#RESERVE_NANOS] at once; each request counts for [#LEAST_NANOS] at least, as others are told of
/// it. Whoever sends more waits; nothing is lost. Confined to the loop.
final class RequestPace {
    /// Enough for all that a client asks for when it joins a server that has just started and runs cold.
    static final long RESERVE_NANOS = SECONDS.toNanos(1);
    static final long LEAST_NANOS = MICROSECONDS.toNanos(500);
    /// Pings of the client wait too, so this stays below their timeout.
    static final long LONGEST_WAIT_NANOS = SECONDS.toNanos(5);

    private static final int SHARE = 10;

    private long reserveNanos = RESERVE_NANOS;
    private long filledAtNanos;

    RequestPace(long nowNanos) {
        filledAtNanos = nowNanos;
    }

    /// Counts a request that took so long.
    ///
    /// @return how long to wait before the next one is read
    long waitNanos(long tookNanos, long nowNanos) {
        reserveNanos = Math.min(RESERVE_NANOS, reserveNanos + (nowNanos - filledAtNanos) / SHARE);
        filledAtNanos = nowNanos;
        reserveNanos -= Math.max(LEAST_NANOS, tookNanos);
        reserveNanos = Math.max(reserveNanos, -LONGEST_WAIT_NANOS / SHARE);
        return Math.max(0, -reserveNanos * SHARE);
    }
}
