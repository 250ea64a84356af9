package org.hausruf.sfu.track;

import java.util.Arrays;

/// Which layers of a track come in. A publisher whose line or processor gets too weak stops the highest ones without
/// a word.
///
/// A layer has stopped when for half a second the others went on without it. Both count: a still screen is sent once
/// a second, in all layers one after the other. Allocates nothing after construction.
public final class LayerActivity {
    private static final long SILENCE_NANOS = 500_000_000;
    private static final int FRAMES_WITHOUT = 8;

    private final boolean[] active;
    private final long[] lastNanos;
    private final int[] framesWithout;

    /// Nothing comes in yet.
    public LayerActivity(int layers) {
        active = new boolean[layers];
        lastNanos = new long[layers];
        framesWithout = new int[layers];
    }

    /// A frame of a layer begins.
    ///
    /// @return whether a layer began or stopped
    public boolean arrived(int layer, long nowNanos) {
        boolean changed = !active[layer];
        active[layer] = true;
        lastNanos[layer] = nowNanos;
        framesWithout[layer] = 0;
        for (int i = 0; i < active.length; i++) {
            if (i == layer || !active[i]) continue;
            framesWithout[i]++;
            if (framesWithout[i] < FRAMES_WITHOUT || nowNanos - lastNanos[i] < SILENCE_NANOS) continue;
            active[i] = false;
            changed = true;
        }
        return changed;
    }

    /// Whether it comes in.
    public boolean active(int layer) {
        return active[layer];
    }

    /// Nothing is known any more.
    public void reset() {
        Arrays.fill(active, false);
    }

    /// The highest layer that comes in and is no higher than this; else the lowest that comes in; else the lowest.
    public int best(int highest) {
        for (int i = highest; i >= 0; i--) if (active[i]) return i;
        for (int i = highest + 1; i < active.length; i++) if (active[i]) return i;
        return 0;
    }
}
