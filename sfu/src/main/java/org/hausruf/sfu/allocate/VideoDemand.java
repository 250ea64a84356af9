package org.hausruf.sfu.allocate;

/// One video that is to be shown: what its forms cost, the cheapest first, and which of them it gets. Reused; allocates
/// nothing after construction.
public final class VideoDemand {
    /// Of [#step]: none.
    public static final int PAUSED = -1;

    /// Temporal layers of the lowest layer, then whole layers above it.
    public static final int MAX_STEPS = 8;

    private final long[] costs = new long[MAX_STEPS];
    private Priority priority = Priority.OTHER;
    private int steps;
    private int step;
    private int before;

    /// Begins anew.
    ///
    /// @param currentStep what it gets now
    public void reset(Priority howMuch, int currentStep) {
        priority = howMuch;
        before = currentStep;
        step = 0;
        steps = 0;
    }

    /// Adds a form that is better than those before.
    ///
    /// @param bitsPerSecond of all of it
    public void add(long bitsPerSecond) {
        if (steps < MAX_STEPS) costs[steps++] = bitsPerSecond;
    }

    Priority priority() {
        return priority;
    }

    /// What it is to get, counted from the cheapest, or [#PAUSED].
    public int step() {
        return step;
    }

    void pause() {
        step = PAUSED;
    }

    void raise() {
        step++;
    }

    boolean paused() {
        return step == PAUSED;
    }

    boolean complete() {
        return paused() || step >= steps - 1;
    }

    /// Whether one more step would be more than it had before.
    boolean wouldRise() {
        return step + 1 > before;
    }

    boolean wasPaused() {
        return before == PAUSED;
    }

    long cost() {
        return step == PAUSED || steps == 0 ? 0 : costs[step];
    }

    long nextCost() {
        return costs[step + 1];
    }

    /// Of the best form.
    public long fullCost() {
        return steps == 0 ? 0 : costs[steps - 1];
    }
}
