package org.hausruf.sfu.track;

import java.util.Arrays;

/// How many bits a second each temporal layer of an encoding takes on the wire, counted over the last second; what was
/// more is forgotten slowly, as pictures move and stand still. Allocates nothing after construction.
public final class LayerRates {
    private static final long WINDOW_NANOS = 1_000_000_000;
    /// IP, UDP, RTP, extensions, tag.
    private static final int OVERHEAD_BYTES = 64;
    /// Of what it was, at least so much counts a second later.
    private static final double KEPT = 0.8;

    private final long[] counted = new long[FrameRates.ALL + 1];
    private final long[] bits = new long[FrameRates.ALL + 1];
    private boolean measured;
    private boolean counting;
    private long sinceNanos;

    /// A packet comes in.
    public void packet(int temporalLayer, int payloadBytes, long nowNanos) {
        if (!counting || nowNanos - sinceNanos >= WINDOW_NANOS) next(nowNanos);
        counted[temporalLayer] += 8L * (payloadBytes + OVERHEAD_BYTES);
    }

    private void next(long nowNanos) {
        boolean whole = counting && nowNanos - sinceNanos < 2 * WINDOW_NANOS;
        for (int i = 0; i < bits.length && whole; i++) {
            long fresh = counted[i] * WINDOW_NANOS / (nowNanos - sinceNanos);
            bits[i] = Math.max(fresh, (long) (bits[i] * KEPT));
        }
        measured |= whole;
        counting = true;
        sinceNanos = nowNanos;
        Arrays.fill(counted, 0);
    }

    /// Of a temporal layer and those below it; what came so far in the first second.
    public long bitsPerSecond(int upToTemporalLayer) {
        long sum = 0;
        for (int i = 0; i <= upToTemporalLayer; i++) sum += measured ? bits[i] : counted[i];
        return sum;
    }

    /// Whether a temporal layer has any packets.
    public boolean has(int temporalLayer) {
        return (measured ? bits[temporalLayer] : counted[temporalLayer]) > 0;
    }
}
