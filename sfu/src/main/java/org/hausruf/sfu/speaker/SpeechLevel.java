package org.hausruf.sfu.speaker;

/// How loud one microphone is. Confined to the loop; allocates nothing.
///
/// Over windows of 400 ms of RTP time: if at least 40 % of it was above the threshold, the level is the loudest one
/// less what the silence took, smoothed; else 0. A packet's level counts until the next packet's timestamp.
public final class SpeechLevel {
    /// Quieter than this is silence, in -dBov (RFC 6464: 0 loudest, 127 silent).
    static final int THRESHOLD = 35;

    static final double ACTIVE = linear(THRESHOLD);

    private static final int SILENT = 127;
    private static final double WINDOW_SECONDS = 0.4;
    private static final double MIN_ACTIVE = 0.4;
    private static final double SMOOTHING = 2.0 / 3;
    private static final long STALE_NANOS = 800_000_000;

    private final int ticksPerWindow;
    private boolean started;
    private int lastTimestamp;
    private int lastLevel = SILENT;
    private int observedTicks;
    private int activeTicks;
    private int loudest = SILENT;
    private double smoothed;
    private long updatedNanos;

    public SpeechLevel(int ticksPerSecond) {
        ticksPerWindow = (int) (ticksPerSecond * WINDOW_SECONDS);
    }

    /// A packet with an audio level.
    ///
    /// @param level 0 (loudest) to 127
    public void heard(int level, int timestamp, long nowNanos) {
        int ticks = timestamp - lastTimestamp;
        if (started && ticks <= 0) return;
        if (started) observe(Math.min(ticks, ticksPerWindow), nowNanos);
        started = true;
        lastTimestamp = timestamp;
        lastLevel = level;
    }

    private void observe(int ticks, long nowNanos) {
        observedTicks += ticks;
        if (lastLevel <= THRESHOLD) {
            activeTicks += ticks;
            loudest = Math.min(loudest, lastLevel);
        }
        if (observedTicks >= ticksPerWindow) endWindow(nowNanos);
    }

    private void endWindow(long nowNanos) {
        double active = Math.min(1.0, (double) activeTicks / ticksPerWindow);
        if (active < MIN_ACTIVE) smoothed = 0;
        else smoothed += (linear(loudest - 20 * Math.log10(active)) - smoothed) * SMOOTHING;
        updatedNanos = nowNanos;
        observedTicks = 0;
        activeTicks = 0;
        loudest = SILENT;
    }

    /// Silence from now on, as after mute.
    public void reset() {
        started = false;
        smoothed = 0;
        observedTicks = 0;
        activeTicks = 0;
        loudest = SILENT;
    }

    /// 0 (silent, or nothing heard lately) to 1.
    public double level(long nowNanos) {
        return nowNanos - updatedNanos > STALE_NANOS ? 0 : smoothed;
    }

    private static double linear(double level) {
        return Math.pow(10, -level / 20);
    }
}
