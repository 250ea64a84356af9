package org.hausruf.sfu.edge;

import java.util.HashMap;
import java.util.Map;

/// How many of something there are, in all and of each holder. Thread-safe.
public final class Places {
    private final int most;
    private final int mostEach;
    private final Map<Object, Integer> taken = new HashMap<>();
    private int all;

    /// @param most in all
    /// @param mostEach of one holder
    public Places(int most, int mostEach) {
        this.most = most;
        this.mostEach = mostEach;
    }

    /// @return false: none is left
    public synchronized boolean take(Object holder) {
        int its = taken.getOrDefault(holder, 0);
        if (all >= most || its >= mostEach) return false;
        taken.put(holder, its + 1);
        all++;
        return true;
    }

    /// Takes one beyond what there are, for somebody who is about to give one back.
    synchronized void takeBeforeOneIsFree(Object holder) {
        taken.merge(holder, 1, Integer::sum);
        all++;
    }

    /// Whether that holder has as many as one may have.
    synchronized boolean hasAll(Object holder) {
        return taken.getOrDefault(holder, 0) >= mostEach;
    }

    /// Gives back what was taken.
    public synchronized void free(Object holder) {
        all--;
        taken.computeIfPresent(holder, (_, its) -> its == 1 ? null : its - 1);
    }

    public synchronized int taken() {
        return all;
    }
}
