package org.hausruf.rtc.rtp;

import static org.hausruf.rtc.bytes.Bytes.u16;
import static org.hausruf.rtc.bytes.Bytes.u8;

import java.lang.foreign.MemorySegment;

/// VP8's payload descriptor (RFC 7741 §4.2), filled anew by each [#parse]. Reused; allocates nothing.
public final class Vp8Descriptor {
    private int pictureId;
    private int tl0PicIdx;
    private boolean keyframeStart;

    /// Reads the descriptor.
    ///
    /// @return false where the payload ends inside it
    public boolean parse(MemorySegment s, long at, int payloadSize) {
        pictureId = -1;
        tl0PicIdx = -1;
        keyframeStart = false;
        if (payloadSize < 1) return false;
        int first = u8(s, at);
        int i = (first & 0x80) == 0 ? 1 : parseExtended(s, at, payloadSize);
        if (i < 0 || i >= payloadSize) return false;
        boolean firstPacketOfFrame = (first & 0x10) != 0 && (first & 0x07) == 0;
        keyframeStart = firstPacketOfFrame && (u8(s, at + i) & 0x01) == 0;
        return true;
    }

    private int parseExtended(MemorySegment s, long at, int payloadSize) {
        if (payloadSize < 2) return -1;
        int flags = u8(s, at + 1);
        int i = 2;
        if ((flags & 0x80) != 0) {
            if (payloadSize < i + 2) return -1;
            boolean wide = (u8(s, at + i) & 0x80) != 0;
            pictureId = wide ? u16(s, at + i) & 0x7fff : u8(s, at + i);
            i += wide ? 2 : 1;
        }
        if ((flags & 0x40) != 0) {
            if (payloadSize <= i) return -1;
            tl0PicIdx = u8(s, at + i++);
        }
        return (flags & 0x30) == 0 ? i : i + 1;
    }

    /// Whether this is the first packet of a keyframe.
    public boolean keyframeStart() {
        return keyframeStart;
    }

    /// 7 or 15 bits, or -1.
    public int pictureId() {
        return pictureId;
    }

    public int tl0PicIdx() {
        return tl0PicIdx;
    }
}
