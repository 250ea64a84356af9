package org.hausruf.sfu.track;

import java.lang.foreign.MemorySegment;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtcp.Ntp;

/// What a client has last reported of a track that it gets (RFC 3550 §6.4.1). Allocates nothing.
public final class ReceiverReports {
    private static final long MAX_RTT_NANOS = 10_000_000_000L;

    private long lost;
    private int fractionLost;
    private long jitterTicks;
    private long rttNanos;

    /// A report block.
    public void received(MemorySegment s, long blockAt, long nowNanos) {
        fractionLost = Bytes.u8(s, blockAt + 4);
        lost = (long) Bytes.u24(s, blockAt + 5) << 40 >> 40;
        jitterTicks = Bytes.u32(s, blockAt + 12);
        int lastReport = Bytes.i32(s, blockAt + 16);
        if (lastReport == 0) return;
        int roundTrip = Ntp.compact(Ntp.fromNanos(nowNanos)) - lastReport - Bytes.i32(s, blockAt + 20);
        long measured = Ntp.compactToNanos(roundTrip);
        if (measured >= 0 && measured < MAX_RTT_NANOS) rttNanos = Math.max(1, measured);
    }

    /// Since the beginning.
    public long lost() {
        return lost;
    }

    /// Between the last two reports, 0 to 1.
    public double fractionLost() {
        return fractionLost / 256.0;
    }

    public long jitterTicks() {
        return jitterTicks;
    }

    /// 0 where it is not known.
    public long rttNanos() {
        return rttNanos;
    }
}
