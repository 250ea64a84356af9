package org.hausruf.sfu.track;

/// Converts between nanoseconds and the ticks of an RTP timestamp. Exact over years, as products of both would
/// overflow.
public record RtpClock(int ticksPerSecond) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    public long ticks(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_SECOND) * ticksPerSecond
                + Math.floorMod(nanos, NANOS_PER_SECOND) * ticksPerSecond / NANOS_PER_SECOND;
    }

    public long nanos(long ticks) {
        return Math.floorDiv(ticks, (long) ticksPerSecond) * NANOS_PER_SECOND
                + Math.floorMod(ticks, (long) ticksPerSecond) * NANOS_PER_SECOND / ticksPerSecond;
    }
}
