package org.hausruf.rtc.rtcp;

/// NTP's 64-bit time, 32.32 fixed point seconds (RFC 3550 §4). The epoch is the caller's: only differences count here.
public final class Ntp {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private Ntp() {}

    public static long toNanos(long ntp) {
        return (ntp >>> 32) * NANOS_PER_SECOND + (((ntp & 0xffffffffL) * NANOS_PER_SECOND) >>> 32);
    }

    public static long fromNanos(long nanos) {
        long rest = Math.floorMod(nanos, NANOS_PER_SECOND);
        return Math.floorDiv(nanos, NANOS_PER_SECOND) << 32 | (rest << 32) / NANOS_PER_SECOND;
    }

    /// The middle 32 bits, which reports echo: 16.16 seconds.
    public static int compact(long ntp) {
        return (int) (ntp >>> 16);
    }

    /// A duration in 16.16 seconds.
    public static long compactToNanos(long duration) {
        return (duration * NANOS_PER_SECOND) >> 16;
    }

    public static long nanosToCompact(long nanos) {
        return (nanos << 16) / NANOS_PER_SECOND;
    }
}
