package org.hausruf.sfu.track;

/// Which frames of a VP8 encoding go to one subscriber: those of higher temporal layers than wanted are left out whole.
/// Fewer at once, more again where a layer can be begun with (RFC 7741 §4.2, Y). Allocates nothing.
public final class TemporalFilter {
    /// 0: all that come.
    private int maxFramesPerSecond;

    private int maxLayer = FrameRates.ALL;
    /// What is sent, with those below.
    private int layer = FrameRates.ALL;
    private int frameTimestamp;
    private boolean frameKept = true;
    private int leftOut;

    /// How many frames a second are enough; 0 for all.
    public void maxFramesPerSecond(int frames) {
        maxFramesPerSecond = frames;
    }

    /// Which temporal layer may be sent at most.
    public void maxLayer(int temporalLayer) {
        maxLayer = temporalLayer;
    }

    /// Whether it may leave out anything.
    public boolean limits() {
        return maxFramesPerSecond > 0 || maxLayer < FrameRates.ALL;
    }

    /// A stretch begins with this frame.
    public void begin(int timestamp) {
        layer = FrameRates.ALL;
        frameKept = true;
        frameTimestamp = timestamp;
        leftOut = 0;
    }

    /// Whether a packet belongs to the frame looked at last.
    public boolean sameFrame(int timestamp) {
        return timestamp == frameTimestamp;
    }

    /// Whether the frame looked at last is sent.
    public boolean frameKept() {
        return frameKept;
    }

    /// Looks at a frame that begins.
    public boolean keeps(int timestamp, int temporalLayer, boolean layerSync, FrameRates rates) {
        frameTimestamp = timestamp;
        int wanted = maxFramesPerSecond == 0 ? FrameRates.ALL : rates.layerFor(maxFramesPerSecond);
        wanted = Math.min(wanted, maxLayer);
        if (wanted < layer) layer = wanted;
        else if (temporalLayer > layer && temporalLayer <= wanted && layerSync) layer = temporalLayer;
        frameKept = temporalLayer <= layer;
        if (!frameKept) leftOut++;
        return frameKept;
    }

    /// How many frames were left out since this was asked last.
    public int takeLeftOut() {
        int frames = leftOut;
        leftOut = 0;
        return frames;
    }
}
