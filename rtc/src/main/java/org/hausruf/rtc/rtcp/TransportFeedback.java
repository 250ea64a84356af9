package org.hausruf.rtc.rtcp;

import static org.hausruf.rtc.bytes.Bytes.u16;
import static org.hausruf.rtc.bytes.Bytes.u24;
import static org.hausruf.rtc.bytes.Bytes.u8;

import java.lang.foreign.MemorySegment;

/// Reads the feedback that [ArrivalLog] writes. Reused; allocates nothing.
public final class TransportFeedback {
    public static final long LOST = Long.MIN_VALUE;

    /// More statuses than a sane sender reports at once; what has more is refused.
    private static final int MAX_STATUSES = 2048;

    private static final int FIXED_SIZE = 20;
    private static final long TICKS_PER_REFERENCE = 256;

    private final byte[] status = new byte[MAX_STATUSES];
    private final long[] arrivalTicks = new long[MAX_STATUSES];
    private int baseSequenceNumber;
    private int count;
    private int received;

    /// Reads the packet that the reader stands on.
    ///
    /// @return false where it does not add up
    public boolean parse(MemorySegment s, RtcpReader packet) {
        if (!packet.has(FIXED_SIZE)) return false;
        long at = packet.at();
        long endAt = at + packet.sizeBytes();
        baseSequenceNumber = u16(s, at + 12);
        count = u16(s, at + 14);
        if (count == 0 || count > MAX_STATUSES) return false;
        long deltasAt = parseChunks(s, at + FIXED_SIZE, endAt);
        return deltasAt >= 0 && parseDeltas(s, deltasAt, endAt, u24(s, at + 16) * TICKS_PER_REFERENCE);
    }

    private long parseChunks(MemorySegment s, long at, long endAt) {
        long chunkAt = at;
        int i = 0;
        while (i < count) {
            if (chunkAt + 2 > endAt) return -1;
            int chunk = u16(s, chunkAt);
            chunkAt += 2;
            int covered = covered(chunk);
            if (covered == 0) return -1;
            for (int k = 0; k < covered && i < count; k++) status[i++] = (byte) statusIn(chunk, k);
        }
        return chunkAt;
    }

    private static int covered(int chunk) {
        if ((chunk & 0x8000) == 0) return chunk & 0x1fff;
        return (chunk & 0x4000) == 0 ? 14 : 7;
    }

    private static int statusIn(int chunk, int index) {
        if ((chunk & 0x8000) == 0) return chunk >>> 13 & 3;
        return (chunk & 0x4000) == 0 ? chunk >>> (13 - index) & 1 : chunk >>> (12 - 2 * index) & 3;
    }

    private boolean parseDeltas(MemorySegment s, long at, long endAt, long startTicks) {
        long deltaAt = at;
        long ticks = startTicks;
        received = 0;
        for (int i = 0; i < count; i++) {
            arrivalTicks[i] = LOST;
            int size = status[i];
            if (size == 0) continue;
            if (size > 2 || deltaAt + size > endAt) return false;
            ticks += size == 1 ? u8(s, deltaAt) : (short) u16(s, deltaAt);
            deltaAt += size;
            arrivalTicks[i] = ticks;
            received++;
        }
        return true;
    }

    public int baseSequenceNumber() {
        return baseSequenceNumber;
    }

    public int count() {
        return count;
    }

    public int received() {
        return received;
    }

    /// Arrival of the packet `baseSequenceNumber + index` in ticks of 250 µs, or [#LOST].
    public long arrivalTicks(int index) {
        return arrivalTicks[index];
    }
}
