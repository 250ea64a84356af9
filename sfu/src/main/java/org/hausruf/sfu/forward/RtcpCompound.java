package org.hausruf.sfu.forward;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Collects RTCP packets and sends them as few compound ones. Reused; confined to the loop.
final class RtcpCompound {
    private static final int MAX_SIZE = 1_200;

    private final ProtectedSender out;
    private final MemorySegment buffer = Arena.ofAuto().allocate(MAX_SIZE);
    private int size;

    RtcpCompound(ProtectedSender out) {
        this.out = out;
    }

    MemorySegment buffer() {
        return buffer;
    }

    /// Where to write a packet of at most this size; [#end] tells where it ended.
    long begin(int maxSize) {
        if (size + maxSize > MAX_SIZE) flush();
        return size;
    }

    void end(long endAt) {
        size = (int) endAt;
    }

    void flush() {
        if (size > 0) out.sendRtcp(buffer, size);
        size = 0;
    }
}
