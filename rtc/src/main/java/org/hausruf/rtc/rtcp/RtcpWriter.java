package org.hausruf.rtc.rtcp;

import static org.hausruf.rtc.bytes.Bytes.putU16;
import static org.hausruf.rtc.bytes.Bytes.putU24;
import static org.hausruf.rtc.bytes.Bytes.putU32;
import static org.hausruf.rtc.bytes.Bytes.putU64;
import static org.hausruf.rtc.bytes.Bytes.putU8;

import java.lang.foreign.MemorySegment;

/// Writes one packet each and returns the offset behind it, so that several make a compound packet.
public final class RtcpWriter {
    private static final int CNAME_ITEM = 1;
    private static final int NACK_SPAN = 16;

    private RtcpWriter() {}

    public static int nackSize(int missing) {
        return 12 + 4 * missing;
    }

    public static int sourceDescriptionSize(byte[] cname) {
        return 8 + (2 + cname.length + 4) / 4 * 4;
    }

    static long header(MemorySegment s, long at, int count, int type, int sizeBytes) {
        putU8(s, at, 0x80 | count);
        putU8(s, at + 1, type);
        putU16(s, at + 2, sizeBytes / 4 - 1);
        return at + 4;
    }

    /// A sender report without report blocks (RFC 3550 §6.4.1).
    public static long senderReport(
            MemorySegment s, long at, int ssrc, long ntp, int rtpTimestamp, long packets, long payloadBytes) {
        header(s, at, 0, Rtcp.SENDER_REPORT, Rtcp.SENDER_REPORT_SIZE);
        putU32(s, at + 4, ssrc);
        putU64(s, at + 8, ntp);
        putU32(s, at + 16, rtpTimestamp);
        putU32(s, at + 20, packets);
        putU32(s, at + 24, payloadBytes);
        return at + Rtcp.SENDER_REPORT_SIZE;
    }

    /// The head of a receiver report (RFC 3550 §6.4.2); its blocks follow.
    public static long receiverReport(MemorySegment s, long at, int senderSsrc, int blocks) {
        header(s, at, blocks, Rtcp.RECEIVER_REPORT, 8 + blocks * Rtcp.REPORT_BLOCK_SIZE);
        putU32(s, at + 4, senderSsrc);
        return at + 8;
    }

    /// A report block.
    ///
    /// @param fractionLost in 1/256
    /// @param lost clamped to the 24 bits it has
    /// @param lastReport middle 32 bits of the last sender report's NTP time, 0 without one
    /// @param sinceLastReport in 1/65536 s
    public static long reportBlock(
            MemorySegment s,
            long at,
            int ssrc,
            int fractionLost,
            long lost,
            long highestSequence,
            long jitter,
            int lastReport,
            long sinceLastReport) {
        putU32(s, at, ssrc);
        putU8(s, at + 4, fractionLost);
        putU24(s, at + 5, (int) Math.clamp(lost, -0x800000L, 0x7fffffL));
        putU32(s, at + 8, highestSequence);
        putU32(s, at + 12, jitter);
        putU32(s, at + 16, lastReport);
        putU32(s, at + 20, sinceLastReport);
        return at + Rtcp.REPORT_BLOCK_SIZE;
    }

    /// A source description with the canonical name alone (RFC 3550 §6.5.1).
    ///
    /// @param cname UTF-8, at most 255 bytes
    public static long sourceDescription(MemorySegment s, long at, int ssrc, byte[] cname) {
        int size = sourceDescriptionSize(cname);
        header(s, at, 1, Rtcp.SOURCE_DESCRIPTION, size);
        putU32(s, at + 4, ssrc);
        putU8(s, at + 8, CNAME_ITEM);
        putU8(s, at + 9, cname.length);
        for (int i = 0; i < cname.length; i++) putU8(s, at + 10 + i, cname[i]);
        for (long i = at + 10 + cname.length; i < at + size; i++) putU8(s, i, 0);
        return at + size;
    }

    public static long bye(MemorySegment s, long at, int ssrc) {
        header(s, at, 1, Rtcp.BYE, 8);
        putU32(s, at + 4, ssrc);
        return at + 8;
    }

    /// Picture loss indication (RFC 4585 §6.3.1).
    public static long pli(MemorySegment s, long at, int senderSsrc, int mediaSsrc) {
        return feedback(s, at, Rtcp.PLI, Rtcp.PAYLOAD_FEEDBACK, 12, senderSsrc, mediaSsrc);
    }

    /// Full intra request (RFC 5104 §4.3.1), for one source.
    public static long fir(MemorySegment s, long at, int senderSsrc, int mediaSsrc, int sequenceNumber) {
        feedback(s, at, Rtcp.FIR, Rtcp.PAYLOAD_FEEDBACK, 20, senderSsrc, 0);
        putU32(s, at + 12, mediaSsrc);
        putU32(s, at + 16, (long) sequenceNumber << 24);
        return at + 20;
    }

    /// Generic NACK (RFC 4585 §6.2.1).
    ///
    /// @param missing ascending sequence numbers, as many as `count`
    public static long nack(MemorySegment s, long at, int senderSsrc, int mediaSsrc, long[] missing, int count) {
        long item = at + 12;
        int i = 0;
        while (i < count) {
            long first = missing[i++];
            int following = 0;
            while (i < count && missing[i] - first <= NACK_SPAN) following |= 1 << (missing[i++] - first - 1);
            putU16(s, item, (int) first);
            putU16(s, item + 2, following);
            item += 4;
        }
        feedback(s, at, Rtcp.NACK, Rtcp.TRANSPORT_FEEDBACK, (int) (item - at), senderSsrc, mediaSsrc);
        return item;
    }

    static long feedback(MemorySegment s, long at, int format, int type, int sizeBytes, int senderSsrc, int mediaSsrc) {
        header(s, at, format, type, sizeBytes);
        putU32(s, at + 4, senderSsrc);
        putU32(s, at + 8, mediaSsrc);
        return at + sizeBytes;
    }
}
