package org.hausruf.sfu.track;

import java.util.Arrays;

/// How many frames a second each temporal layer of an encoding has, counted over the last second. Allocates nothing
/// after construction.
public final class FrameRates {
    /// Above all that VP8 has (RFC 7741 §4.2).
    public static final int ALL = 3;

    private static final long WINDOW_NANOS = 1_000_000_000;
    /// Frames do not come at an even pace.
    private static final int TOLERANCE_PERCENT = 90;

    private final int[] counted = new int[ALL + 1];
    private final int[] frames = new int[ALL + 1];
    private boolean measured;
    private boolean counting;
    private long sinceNanos;

    /// A frame begins.
    public void frame(int temporalLayer, long nowNanos) {
        if (!counting || nowNanos - sinceNanos >= WINDOW_NANOS) next(nowNanos);
        counted[temporalLayer]++;
    }

    private void next(long nowNanos) {
        boolean whole = counting && nowNanos - sinceNanos < 2 * WINDOW_NANOS;
        if (whole) System.arraycopy(counted, 0, frames, 0, counted.length);
        measured |= whole;
        counting = true;
        sinceNanos = nowNanos;
        Arrays.fill(counted, 0);
    }

    /// The lowest temporal layer that makes, with those below it, this many frames a second; [#ALL] where none does, or
    /// that is not known yet.
    public int layerFor(int framesPerSecond) {
        int sum = 0;
        for (int layer = 0; layer < ALL && measured; layer++) {
            sum += frames[layer];
            if (sum * 100L >= (long) framesPerSecond * TOLERANCE_PERCENT) return layer;
        }
        return ALL;
    }
}
