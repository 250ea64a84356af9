package org.hausruf.rtc.rtcp;

import static org.hausruf.rtc.bytes.Bytes.i32;
import static org.hausruf.rtc.bytes.Bytes.u16;
import static org.hausruf.rtc.bytes.Bytes.u8;

import java.lang.foreign.MemorySegment;

/// A cursor over a compound packet, reduced-size (RFC 5506) or not. Reused; allocates nothing.
///
/// [#wrap] has checked every length before [#next] moves, so a broken tail spoils the whole packet.
public final class RtcpReader {
    private static final int HEADER_SIZE = 4;

    private MemorySegment segment = MemorySegment.NULL;
    private long packetAt;
    private long nextAt;
    private long endAt;
    private int type;
    private int count;
    private int sizeBytes;

    /// Starts before the first packet.
    ///
    /// @return false where the bytes are no RTCP; nothing else may be asked then
    public boolean wrap(MemorySegment s, long at, int size) {
        segment = s;
        nextAt = at;
        endAt = at + size;
        if (size < 2 * HEADER_SIZE) return false;
        long i = at;
        while (i < endAt) {
            if (endAt - i < HEADER_SIZE || u8(s, i) >>> 6 != 2) return false;
            int packetSize = HEADER_SIZE + 4 * u16(s, i + 2);
            if (packetSize > endAt - i || paddingOf(s, i, packetSize) < 0) return false;
            i += packetSize;
        }
        return true;
    }

    private static int paddingOf(MemorySegment s, long at, int packetSize) {
        if ((u8(s, at) & 0x20) == 0) return 0;
        int padding = u8(s, at + packetSize - 1);
        return padding == 0 || padding > packetSize - HEADER_SIZE ? -1 : padding;
    }

    /// Moves to the next packet; false at the end.
    public boolean next() {
        if (nextAt >= endAt) return false;
        packetAt = nextAt;
        int whole = HEADER_SIZE + 4 * u16(segment, packetAt + 2);
        nextAt = packetAt + whole;
        count = u8(segment, packetAt) & 0x1f;
        type = u8(segment, packetAt + 1);
        sizeBytes = whole - paddingOf(segment, packetAt, whole);
        return true;
    }

    public int type() {
        return type;
    }

    /// Reports, sources or chunks in a report, BYE or source description; the format of a feedback packet.
    public int count() {
        return count;
    }

    public long at() {
        return packetAt;
    }

    /// Size of this packet without padding.
    public int sizeBytes() {
        return sizeBytes;
    }

    /// Whether at least this many bytes are there, header included.
    public boolean has(int bytes) {
        return sizeBytes >= bytes;
    }

    public int senderSsrc() {
        return i32(segment, packetAt + 4);
    }

    /// Of feedback packets that [#has] twelve bytes.
    public int mediaSsrc() {
        return i32(segment, packetAt + 8);
    }

    /// How many whole report blocks a sender or receiver report carries.
    public int reportBlocks() {
        int fit = (sizeBytes - firstReportBlock()) / Rtcp.REPORT_BLOCK_SIZE;
        return Math.clamp(fit, 0, count);
    }

    public long reportBlockAt(int index) {
        return packetAt + firstReportBlock() + (long) index * Rtcp.REPORT_BLOCK_SIZE;
    }

    private int firstReportBlock() {
        return type == Rtcp.SENDER_REPORT ? Rtcp.SENDER_REPORT_SIZE : 8;
    }

    /// How many whole items of this size follow a feedback packet's two SSRCs.
    public int feedbackItems(int itemSize) {
        return Math.max(0, (sizeBytes - 12) / itemSize);
    }

    public long feedbackItemAt(int index, int itemSize) {
        return packetAt + 12 + (long) index * itemSize;
    }
}
