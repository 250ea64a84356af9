package org.hausruf.sfu.time;

/// The clock of one loop, as seen by what lives on it; in tests a simulated one. Confined to that loop.
public interface LoopTime {
    /// Monotonic time, taken once per batch of work.
    long nowNanos();

    /// Calls [Advancing#advance] at the deadline or soon after; of several deadlines the earliest wins,
    /// and what `advance` returns replaces them all.
    void wakeAt(Advancing waiting, long deadlineNanos);
}
