package org.hausruf.rtc.rtcp;

import static org.hausruf.rtc.bytes.Bytes.i32;
import static org.hausruf.rtc.bytes.Bytes.u24;

import java.lang.foreign.MemorySegment;

/// How much a receiver says that it can take (draft-alvestrand-rmcat-remb-03 §2.2).
public final class Remb {
    private static final int FIXED_SIZE = 20;
    private static final int NAME = 'R' << 24 | 'E' << 16 | 'M' << 8 | 'B';
    private static final int MANTISSA_BITS = 18;
    /// More shifts would leave the line of numbers.
    private static final int MAX_EXPONENT = 44;

    private Remb() {}

    /// {@return bits a second, or -1 where the packet that the reader stands on is none}
    public static long bitsPerSecond(MemorySegment s, RtcpReader packet) {
        if (packet.type() != Rtcp.PAYLOAD_FEEDBACK || packet.count() != Rtcp.APPLICATION) return -1;
        if (!packet.has(FIXED_SIZE) || i32(s, packet.at() + 12) != NAME) return -1;
        int rate = u24(s, packet.at() + 17);
        int exponent = Math.min(rate >>> MANTISSA_BITS, MAX_EXPONENT);
        return (long) (rate & (1 << MANTISSA_BITS) - 1) << exponent;
    }
}
