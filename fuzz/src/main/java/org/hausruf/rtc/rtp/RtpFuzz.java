package org.hausruf.rtc.rtp;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.hausruf.fuzz.Must;

/// An RTP packet: header, extensions, padding, and VP8's payload descriptor. The segment ends where the packet does, so
/// that a read beyond it is an exception.
public final class RtpFuzz {
    private RtpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        var header = new RtpHeader();
        MemorySegment packet = MemorySegment.ofArray(data);
        if (header.parse(packet, 0, data.length)) {
            read(header, packet, data.length);
            written(header);
        }
        descriptor(packet, 0, data.length);
        if (data.length >= 2) extensions(data);
        Must.hold(
                Arrays.equals(packet.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE), data), "reading writes nothing");
    }

    private static void read(RtpHeader header, MemorySegment packet, int size) {
        Must.hold(header.sizeBytes() >= RtpHeader.FIXED_SIZE && header.sizeBytes() <= size, "header inside the packet");
        for (int id = 0; id <= 255; id++) {
            int at = header.extension(packet, 0, id);
            if (at < 0) continue;
            int length = header.extensionSize(packet, 0, at);
            Must.hold(at > RtpHeader.FIXED_SIZE && at + length <= header.sizeBytes(), "extension inside the header");
        }
        int payload = header.payloadSize(packet, 0, size);
        Must.hold(payload >= -1 && payload <= size - header.sizeBytes(), "payload inside the packet");
        if (payload >= 0) descriptor(packet, header.sizeBytes(), payload);
    }

    private static void written(RtpHeader read) {
        MemorySegment s = MemorySegment.ofArray(new byte[RtpHeader.FIXED_SIZE]);
        RtpHeader.write(s, 0, read.marker(), read.payloadType(), read.sequenceNumber(), read.timestamp(), read.ssrc());
        var again = new RtpHeader();
        Must.hold(again.parse(s, 0, RtpHeader.FIXED_SIZE), "a header of ours is readable");
        Must.equal(again.marker(), read.marker(), "marker");
        Must.equal(again.payloadType(), read.payloadType(), "payload type");
        Must.equal(again.sequenceNumber(), read.sequenceNumber(), "sequence number");
        Must.equal(again.timestamp(), read.timestamp(), "timestamp");
        Must.equal(again.ssrc(), read.ssrc(), "ssrc");
    }

    private static void descriptor(MemorySegment s, int at, int size) {
        var vp8 = new Vp8Descriptor();
        if (!vp8.parse(s, at, size)) return;
        Must.hold(vp8.pictureId() >= -1 && vp8.pictureId() <= 0x7fff, "picture id in 15 bits");
        Must.hold(vp8.tl0PicIdx() >= -1 && vp8.tl0PicIdx() <= 0xff, "layer index in 8 bits");
        Must.hold(vp8.temporalLayer() >= 0 && vp8.temporalLayer() <= 3, "temporal layer in 2 bits");
        Must.hold(vp8.keyIdx() >= -1 && vp8.keyIdx() <= 0x1f, "keyframe index in 5 bits");
        shifted(vp8, s.asSlice(at, size).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
    }

    /// A descriptor with other numbers has these numbers, and nothing else of the payload changes; shifted all the way
    /// round it is what it was.
    private static void shifted(Vp8Descriptor vp8, byte[] payload) {
        MemorySegment s = MemorySegment.ofArray(payload.clone());
        vp8.shift(s, 0, 5, 6, 7);
        var again = new Vp8Descriptor();
        Must.hold(again.parse(s, 0, payload.length), "a shifted descriptor is readable");
        Must.equal(again.keyframeStart(), vp8.keyframeStart(), "keyframe");
        Must.equal(again.temporalLayer(), vp8.temporalLayer(), "temporal layer");
        Must.equal(again.layerSync(), vp8.layerSync(), "layer sync");
        Must.equal((again.pictureId() - vp8.pictureId() - 5) & 0x7f, vp8.pictureId() < 0 ? 0x7f - 4 : 0, "picture id");
        Must.equal(again.tl0PicIdx(), vp8.tl0PicIdx() < 0 ? -1 : (vp8.tl0PicIdx() + 6) & 0xff, "layer index");
        Must.equal(again.keyIdx(), vp8.keyIdx() < 0 ? -1 : (vp8.keyIdx() + 7) & 0x1f, "keyframe index");
        again.shift(s, 0, -5, -6, -7);
        Must.hold(Arrays.equals(s.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE), payload), "nothing else changes");
    }

    /// Extensions that we write are found again, and no others.
    private static void extensions(byte[] data) {
        int id = 1 + (data[0] & 0xff) % 14;
        int other = 1 + id % 14;
        int sequence = (data[1] & 0xff) << 8 | (data[0] & 0xff);
        MemorySegment s = MemorySegment.ofArray(new byte[32]);
        RtpHeader.write(s, 0, false, 96, 1, 2, 3);
        long at = HeaderExtensions.begin(s, 0);
        at = HeaderExtensions.transportSequence(s, at, id, sequence);
        at = HeaderExtensions.absSendTime(s, at, other, sequence * 1_000_003L);
        int end = (int) HeaderExtensions.end(s, 0, at);
        var header = new RtpHeader();
        Must.hold(header.parse(s, 0, end), "a header of ours is readable");
        Must.equal(header.sizeBytes(), end, "size of the header");
        int found = header.extension(s, 0, id);
        Must.hold(found > 0, "the extension is there");
        Must.equal(org.hausruf.rtc.bytes.Bytes.u16(s, found), sequence, "transport-wide sequence number");
        for (int absent = 1; absent <= 14; absent++) {
            if (absent != id && absent != other) Must.equal(header.extension(s, 0, absent), -1, "absent extension");
        }
    }
}
