package org.hausruf.sfu.track;

import org.hausruf.rtc.rtp.Vp8Descriptor;

/// Keeps the numbers inside VP8's payloads (RFC 7741 §4.2) without a jump where a receiver gets another layer: to it
/// that is one stream of one encoder. Allocates nothing.
public final class Vp8Numbers {
    private static final int PICTURES = 1 << 15;
    private static final int TL0_PICTURES = 1 << 8;
    private static final int KEYFRAMES = 1 << 5;

    private int pictureId = -1;
    private int tl0PicIdx = -1;
    private int keyIdx = -1;

    /// Has a span go on after what was [#sent] last.
    ///
    /// @param first of the span's first packet
    public void follow(Vp8Descriptor first, Span span) {
        span.pictureShift = shift(pictureId, first.pictureId(), PICTURES);
        span.tl0Shift = shift(tl0PicIdx, first.tl0PicIdx(), TL0_PICTURES);
        span.keyIdxShift = shift(keyIdx, first.keyIdx(), KEYFRAMES);
    }

    private static int shift(int last, int first, int wrap) {
        return last < 0 || first < 0 ? 0 : (last + 1 - first) & (wrap - 1);
    }

    /// A packet of the source, sent with the shifts of the span.
    public void sent(Vp8Descriptor source, Span span) {
        pictureId = later(pictureId, source.pictureId(), span.pictureShift, PICTURES);
        tl0PicIdx = later(tl0PicIdx, source.tl0PicIdx(), span.tl0Shift, TL0_PICTURES);
        keyIdx = later(keyIdx, source.keyIdx(), span.keyIdxShift, KEYFRAMES);
    }

    private static int later(int last, int number, int shift, int wrap) {
        if (number < 0) return last;
        int out = (number + shift) & (wrap - 1);
        return last < 0 || ((out - last) & (wrap - 1)) < wrap / 2 ? out : last;
    }
}
