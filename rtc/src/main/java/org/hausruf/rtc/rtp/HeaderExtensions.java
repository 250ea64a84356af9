package org.hausruf.rtc.rtp;

import static org.hausruf.rtc.bytes.Bytes.putU16;
import static org.hausruf.rtc.bytes.Bytes.putU24;
import static org.hausruf.rtc.bytes.Bytes.putU8;
import static org.hausruf.rtc.bytes.Bytes.u8;

import java.lang.foreign.MemorySegment;

/// The header extensions that we write ourselves, in RFC 8285's one-byte form.
///
/// Begin, add, end: each takes and returns the offset behind what is written. Ids are 1 to 14.
public final class HeaderExtensions {
    private static final long ABS_SEND_TIME_TICKS_PER_SECOND = 1 << 18;

    private HeaderExtensions() {}

    /// Marks the packet's header as extended.
    ///
    /// @param headerAt of the packet, whose 12 bytes are already written
    public static long begin(MemorySegment s, long headerAt) {
        putU8(s, headerAt, u8(s, headerAt) | 0x10);
        putU16(s, headerAt + RtpHeader.FIXED_SIZE, 0xBEDE);
        return headerAt + RtpHeader.FIXED_SIZE + 4;
    }

    public static long absSendTime(MemorySegment s, long at, int id, long nowNanos) {
        putU8(s, at, id << 4 | 2);
        putU24(s, at + 1, absSendTime(nowNanos));
        return at + 4;
    }

    public static long transportSequence(MemorySegment s, long at, int id, int sequenceNumber) {
        putU8(s, at, id << 4 | 1);
        putU16(s, at + 1, sequenceNumber);
        return at + 3;
    }

    /// Pads and counts.
    ///
    /// @return where the payload begins
    public static long end(MemorySegment s, long headerAt, long at) {
        long first = headerAt + RtpHeader.FIXED_SIZE + 4;
        long end = at;
        while ((end - first) % 4 != 0) putU8(s, end++, 0);
        putU16(s, first - 2, (int) ((end - first) / 4));
        return end;
    }

    /// Seconds in 6.18 fixed point, which wraps every 64 seconds.
    static int absSendTime(long nowNanos) {
        long seconds = Math.floorDiv(nowNanos, 1_000_000_000L);
        long rest = Math.floorMod(nowNanos, 1_000_000_000L);
        return (int) ((seconds << 18) + rest * ABS_SEND_TIME_TICKS_PER_SECOND / 1_000_000_000L) & 0xffffff;
    }
}
