package org.hausruf.rtc.rtp;

import static org.hausruf.rtc.bytes.Bytes.u16;
import static org.hausruf.rtc.bytes.Bytes.u8;

import java.lang.foreign.MemorySegment;

/// Redundant audio (RFC 2198 §3): headers of the older blocks, one of the primary, then the blocks in this order.
/// Allocates nothing.
public final class RedPayload {
    private static final int ANOTHER_FOLLOWS = 0x80;
    private static final int HEADER_SIZE = 4;

    private RedPayload() {}

    /// Where the primary block begins, which runs to the payload's end.
    ///
    /// @return bytes from `at`; negative where the headers do not fit the payload or the primary block is empty
    public static int primaryOffset(MemorySegment s, long at, int payloadSize) {
        int headers = 0;
        int older = 0;
        while (headers < payloadSize && (u8(s, at + headers) & ANOTHER_FOLLOWS) != 0) {
            if (headers + HEADER_SIZE >= payloadSize) return -1;
            older += u16(s, at + headers + 2) & 0x3ff;
            headers += HEADER_SIZE;
        }
        int offset = headers + 1 + older;
        return offset < payloadSize ? offset : -1;
    }
}
