package org.hausruf.rtc.congestion;

import java.util.Arrays;

/// The last 600 ms of arrivals, by the receiver's clock: how much came, and the least delay of each tenth of a second.
///
/// The least delay of the whole window is the *standing* queue (the idea of CoDel, RFC 8289 §3): a burst passes through
/// a queue and leaves it empty, too much traffic never lets it run empty. Packets that a busy machine looks at late all
/// arrive in one moment, which is no window. Allocates nothing after construction.
final class ArrivalWindow {
    /// There is no telling.
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final long BUCKET_NANOS = 100_000_000;
    private static final int BUCKETS = 6;
    /// So many of them need to have arrivals.
    private static final int NEEDED = 5;
    /// A newer half with this share of the older one's delay is on its way down.
    private static final double DRAINING = 0.8;

    private static final long NONE = Long.MAX_VALUE;

    private final long[] bytes = new long[BUCKETS];
    private final long[] leastDelay = new long[BUCKETS];
    private boolean started;
    private long oldest;
    private long newest;

    void clear() {
        started = false;
    }

    /// @param delayNanos between the sender's clock and the receiver's
    void arrived(long arrivalNanos, int sizeBytes, long delayNanos) {
        long bucket = Math.floorDiv(arrivalNanos, BUCKET_NANOS);
        if (!started || bucket - newest >= BUCKETS) begin(bucket);
        while (newest < bucket) empty(++newest);
        if (newest - bucket >= BUCKETS || bucket < oldest) return;
        bytes[slot(bucket)] += sizeBytes;
        leastDelay[slot(bucket)] = Math.min(leastDelay[slot(bucket)], delayNanos);
    }

    private void begin(long bucket) {
        started = true;
        oldest = bucket;
        newest = bucket;
        Arrays.fill(bytes, 0);
        Arrays.fill(leastDelay, NONE);
    }

    private void empty(long bucket) {
        bytes[slot(bucket)] = 0;
        leastDelay[slot(bucket)] = NONE;
    }

    private long from() {
        return Math.max(oldest, newest - BUCKETS + 1);
    }

    /// Bits a second that arrived, without the tenth of a second that is not over yet.
    long bitsPerSecond() {
        if (!started || newest == from()) return 0;
        long sum = 0;
        for (long i = from(); i < newest; i++) sum += bytes[slot(i)];
        return sum * 8 * 1_000_000_000L / ((newest - from()) * BUCKET_NANOS);
    }

    /// The least delay in the window, or [#UNKNOWN] where it has gaps.
    long standingDelayNanos() {
        int filled = 0;
        long least = NONE;
        for (long i = from(); started && i <= newest; i++) {
            if (leastDelay[slot(i)] == NONE) continue;
            filled++;
            least = Math.min(least, leastDelay[slot(i)]);
        }
        return filled < NEEDED ? UNKNOWN : least;
    }

    /// Whether the delay above `baseNanos` gets less by itself.
    boolean draining(long baseNanos) {
        long middle = newest - BUCKETS / 2;
        long older = least(from(), middle);
        long newer = least(middle + 1, newest);
        return older != NONE && newer != NONE && newer - baseNanos < (older - baseNanos) * DRAINING;
    }

    private long least(long first, long last) {
        long least = NONE;
        for (long i = first; i <= last; i++) least = Math.min(least, leastDelay[slot(i)]);
        return least;
    }

    private static int slot(long bucket) {
        return Math.floorMod(bucket, BUCKETS);
    }
}
