package org.hausruf.rtc.rtp;

import static org.hausruf.rtc.bytes.Bytes.putU16;
import static org.hausruf.rtc.bytes.Bytes.putU8;
import static org.hausruf.rtc.bytes.Bytes.u16;
import static org.hausruf.rtc.bytes.Bytes.u8;

import java.lang.foreign.MemorySegment;

/// VP8's payload descriptor (RFC 7741 §4.2), filled anew by each [#parse]. Reused; allocates nothing.
public final class Vp8Descriptor {
    private static final int ABSENT = -1;
    private static final int WIDE = 0x8000;

    private int pictureId;
    private int pictureIdAt;
    private boolean wide;
    private int tl0PicIdx;
    private int tl0PicIdxAt;
    private int temporalLayer;
    private boolean layerSync;
    private int keyIdx;
    private int layerAt;
    private boolean keyframeStart;

    /// Reads the descriptor.
    ///
    /// @return false where the payload ends inside it
    public boolean parse(MemorySegment s, long at, int payloadSize) {
        pictureId = ABSENT;
        tl0PicIdx = ABSENT;
        temporalLayer = 0;
        layerSync = false;
        keyIdx = ABSENT;
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
            wide = (u8(s, at + i) & 0x80) != 0;
            pictureId = wide ? u16(s, at + i) & 0x7fff : u8(s, at + i);
            pictureIdAt = i;
            i += wide ? 2 : 1;
        }
        if ((flags & 0x40) != 0) {
            if (payloadSize <= i) return -1;
            tl0PicIdx = u8(s, at + i);
            tl0PicIdxAt = i++;
        }
        return (flags & 0x30) == 0 ? i : parseLayer(s, at, payloadSize, flags, i);
    }

    private int parseLayer(MemorySegment s, long at, int payloadSize, int flags, int i) {
        if (payloadSize <= i) return -1;
        int layer = u8(s, at + i);
        if ((flags & 0x20) != 0) {
            temporalLayer = layer >>> 6;
            layerSync = (layer & 0x20) != 0;
        }
        if ((flags & 0x10) != 0) keyIdx = layer & 0x1f;
        layerAt = i;
        return i + 1;
    }

    /// Whether this is the first packet of a keyframe.
    public boolean keyframeStart() {
        return keyframeStart;
    }

    /// 7 or 15 bits, or -1.
    public int pictureId() {
        return pictureId;
    }

    /// 8 bits, or -1.
    public int tl0PicIdx() {
        return tl0PicIdx;
    }

    /// 0 to 3; 0 too where there is none.
    public int temporalLayer() {
        return temporalLayer;
    }

    /// Whether the frame depends on the lowest temporal layer alone.
    public boolean layerSync() {
        return layerSync;
    }

    /// 5 bits, or -1.
    public int keyIdx() {
        return keyIdx;
    }

    /// Adds to the numbers of a descriptor; each wraps within the bits that it has there. The one parsed last must be
    /// the same as the one at `at`; what is absent stays so.
    public void shift(MemorySegment s, long at, int pictures, int tl0Pictures, int keyframes) {
        if (pictureId >= 0) {
            int shifted = pictureId + pictures;
            if (wide) putU16(s, at + pictureIdAt, WIDE | (shifted & 0x7fff));
            else putU8(s, at + pictureIdAt, shifted & 0x7f);
        }
        if (tl0PicIdx >= 0) putU8(s, at + tl0PicIdxAt, (tl0PicIdx + tl0Pictures) & 0xff);
        if (keyIdx >= 0) {
            putU8(s, at + layerAt, (u8(s, at + layerAt) & 0xe0) | ((keyIdx + keyframes) & 0x1f));
        }
    }
}
