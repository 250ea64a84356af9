package org.hausruf.sfu.allocate;

import java.util.List;

/// Shares a line out. Everybody gets the cheapest form first; what is left goes to the most important, step by step,
/// and among those that are as important in turns. So it is the least important that gets fewer pixels, then fewer
/// frames, and, where not even that fits and somebody has seen that it does not, nothing: but the most important is
/// never paused.
///
/// More than before needs room to spare ([#MARGIN]), or it would come and go. Keeps nothing; allocates nothing.
public final class Allocation {
    /// How much more than its cost has to be there for a form that is not there yet.
    public static final double MARGIN = 1.1;

    private static final Priority[] LEAST_FIRST = {Priority.OTHER, Priority.SPEAKER, Priority.SCREEN_SHARE};

    private Allocation() {}

    /// Sets the step of each.
    ///
    /// @param mayPause whether the cheapest forms of all have been seen to be too much
    /// @return what all steps cost together
    public static long share(List<VideoDemand> demands, long bitsPerSecond, boolean mayPause) {
        long sum = 0;
        for (int i = 0; i < demands.size(); i++) sum += demands.get(i).cost();
        if (mayPause) sum = pause(demands, bitsPerSecond, sum);
        for (int p = LEAST_FIRST.length - 1; p >= 0; p--) {
            sum = raise(demands, LEAST_FIRST[p], bitsPerSecond, sum);
        }
        return sum;
    }

    private static long pause(List<VideoDemand> demands, long bitsPerSecond, long allCheapest) {
        long sum = allCheapest;
        int left = demands.size();
        for (Priority priority : LEAST_FIRST) {
            for (int i = demands.size() - 1; i >= 0 && left > 1; i--) {
                VideoDemand demand = demands.get(i);
                if (demand.priority() != priority) continue;
                if (sum * (demand.wasPaused() ? MARGIN : 1) <= bitsPerSecond) continue;
                sum -= demand.cost();
                demand.pause();
                left--;
            }
        }
        return sum;
    }

    private static long raise(List<VideoDemand> demands, Priority priority, long bitsPerSecond, long before) {
        long sum = before;
        boolean raised;
        do {
            raised = false;
            for (int i = 0; i < demands.size(); i++) {
                VideoDemand demand = demands.get(i);
                if (demand.priority() != priority || demand.complete()) continue;
                long then = sum - demand.cost() + demand.nextCost();
                if (then * (demand.wouldRise() ? MARGIN : 1) > bitsPerSecond) continue;
                demand.raise();
                sum = then;
                raised = true;
            }
        } while (raised);
        return sum;
    }
}
