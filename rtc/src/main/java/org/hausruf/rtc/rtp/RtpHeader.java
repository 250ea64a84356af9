package org.hausruf.rtc.rtp;

import static org.hausruf.rtc.bytes.Bytes.i32;
import static org.hausruf.rtc.bytes.Bytes.putU16;
import static org.hausruf.rtc.bytes.Bytes.putU32;
import static org.hausruf.rtc.bytes.Bytes.putU8;
import static org.hausruf.rtc.bytes.Bytes.u16;
import static org.hausruf.rtc.bytes.Bytes.u8;

import java.lang.foreign.MemorySegment;

/// A packet's header (RFC 3550 §5.1), filled anew by each [#parse]. Reused; allocates nothing.
public final class RtpHeader {
    public static final int FIXED_SIZE = 12;

    private static final int ONE_BYTE_FORM = 0xBEDE;
    private static final int TWO_BYTE_FORM = 0x1000;
    private static final int NONE = -1;

    private boolean padded;
    private boolean marker;
    private int payloadType;
    private int sequenceNumber;
    private int timestamp;
    private int ssrc;
    private int sizeBytes;
    private int extensionForm;
    private int extensionsAt;
    private int extensionsEnd;

    /// Whether a packet that begins with a valid RTP version is RTCP (RFC 5761 §4).
    public static boolean isRtcp(MemorySegment s, long at) {
        int type = u8(s, at + 1);
        return type >= 192 && type <= 223;
    }

    /// Reads the header of a packet that may still be encrypted.
    ///
    /// @return false where the packet is no RTP; nothing else may be asked then
    public boolean parse(MemorySegment s, long at, int packetSize) {
        if (packetSize < FIXED_SIZE) return false;
        int first = u8(s, at);
        if (first >>> 6 != 2) return false;
        int second = u8(s, at + 1);
        padded = (first & 0x20) != 0;
        marker = (second & 0x80) != 0;
        payloadType = second & 0x7f;
        sequenceNumber = u16(s, at + 2);
        timestamp = i32(s, at + 4);
        ssrc = i32(s, at + 8);
        sizeBytes = FIXED_SIZE + 4 * (first & 0x0f);
        extensionsAt = sizeBytes;
        extensionsEnd = sizeBytes;
        if ((first & 0x10) != 0 && !parseExtensionHeader(s, at, packetSize)) return false;
        return sizeBytes <= packetSize;
    }

    private boolean parseExtensionHeader(MemorySegment s, long at, int packetSize) {
        if (sizeBytes + 4 > packetSize) return false;
        extensionForm = u16(s, at + sizeBytes);
        extensionsAt = sizeBytes + 4;
        extensionsEnd = extensionsAt + 4 * u16(s, at + sizeBytes + 2);
        sizeBytes = extensionsEnd;
        return true;
    }

    /// Finds a header extension in either form.
    ///
    /// @return where its data begins, counted from the packet's first byte, or -1
    public int extension(MemorySegment s, long at, int id) {
        if (id <= 0 || extensionsAt == extensionsEnd) return NONE;
        if (extensionForm == ONE_BYTE_FORM) return oneByteExtension(s, at, id);
        if ((extensionForm & 0xfff0) == TWO_BYTE_FORM) return twoByteExtension(s, at, id);
        return NONE;
    }

    private int oneByteExtension(MemorySegment s, long at, int id) {
        int i = extensionsAt;
        while (i < extensionsEnd) {
            int head = u8(s, at + i++);
            if (head == 0) continue;
            int size = (head & 0x0f) + 1;
            if (head >>> 4 == 15 || i + size > extensionsEnd) return NONE;
            if (head >>> 4 == id) return i;
            i += size;
        }
        return NONE;
    }

    private int twoByteExtension(MemorySegment s, long at, int id) {
        int i = extensionsAt;
        while (i < extensionsEnd) {
            int elementId = u8(s, at + i++);
            if (elementId == 0) continue;
            if (i >= extensionsEnd) return NONE;
            int size = u8(s, at + i++);
            if (i + size > extensionsEnd) return NONE;
            if (elementId == id) return i;
            i += size;
        }
        return NONE;
    }

    /// Size of the extension that [#extension] found.
    public int extensionSize(MemorySegment s, long at, int extension) {
        int before = u8(s, at + extension - 1);
        return extensionForm == ONE_BYTE_FORM ? (before & 0x0f) + 1 : before;
    }

    /// Size of the payload of a decrypted packet without its padding, or -1 where the padding is impossible.
    public int payloadSize(MemorySegment s, long at, int packetSize) {
        int size = packetSize - sizeBytes;
        if (!padded) return size;
        if (size == 0) return NONE;
        int padding = u8(s, at + packetSize - 1);
        return padding == 0 || padding > size ? NONE : size - padding;
    }

    public boolean marker() {
        return marker;
    }

    public int payloadType() {
        return payloadType;
    }

    public int sequenceNumber() {
        return sequenceNumber;
    }

    public int timestamp() {
        return timestamp;
    }

    public int ssrc() {
        return ssrc;
    }

    /// Size of the header with sources and extensions: where the payload begins.
    public int sizeBytes() {
        return sizeBytes;
    }

    /// Writes a header without extensions; [HeaderExtensions] may follow it.
    public static void write(
            MemorySegment s, long at, boolean marker, int payloadType, int sequenceNumber, int timestamp, int ssrc) {
        putU8(s, at, 0x80);
        putU8(s, at + 1, (marker ? 0x80 : 0) | payloadType);
        putU16(s, at + 2, sequenceNumber);
        putU32(s, at + 4, timestamp);
        putU32(s, at + 8, ssrc);
    }
}
