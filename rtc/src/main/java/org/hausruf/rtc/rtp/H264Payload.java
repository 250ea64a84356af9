package org.hausruf.rtc.rtp;

import static org.hausruf.rtc.bytes.Bytes.u16;
import static org.hausruf.rtc.bytes.Bytes.u8;

import java.lang.foreign.MemorySegment;

/// What H264's payload shows without being decoded (RFC 6184 §5). Allocates nothing.
public final class H264Payload {
    private static final int IDR_SLICE = 5;
    private static final int SEQUENCE_PARAMETERS = 7;
    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int FU_START = 0x80;
    private static final int TYPE = 0x1f;

    private H264Payload() {}

    /// Whether a decoder can begin here: with sequence parameters, or with an IDR slice. A picture may have several
    /// such packets; only the first of its timestamp begins it.
    public static boolean startsKeyframe(MemorySegment s, long at, int payloadSize) {
        if (payloadSize < 1) return false;
        int type = u8(s, at) & TYPE;
        if (type == STAP_A) return anyStarts(s, at, payloadSize);
        if (type != FU_A) return starts(type);
        if (payloadSize < 2) return false;
        int fragment = u8(s, at + 1);
        return (fragment & FU_START) != 0 && starts(fragment & TYPE);
    }

    /// An aggregate: each NAL unit after its size.
    private static boolean anyStarts(MemorySegment s, long at, int payloadSize) {
        int i = 1;
        while (i + 2 < payloadSize) {
            int size = u16(s, at + i);
            if (size == 0 || i + 2 + size > payloadSize) return false;
            if (starts(u8(s, at + i + 2) & TYPE)) return true;
            i += 2 + size;
        }
        return false;
    }

    private static boolean starts(int type) {
        return type == SEQUENCE_PARAMETERS || type == IDR_SLICE;
    }
}
