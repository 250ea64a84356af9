package org.hausruf.sfu.track;

import java.util.Arrays;

/// Keeps one receiver's NACKs from costing more than they help: each packet goes out again at most three times, and
/// not twice within a round trip. Allocates nothing after construction.
public final class RetransmissionLimit {
    private static final int MAX_ANSWERS = 3;

    private final long[] sequences;
    private final long[] answeredNanos;
    private final int[] answers;
    private final int mask;

    /// Nothing was sent again yet.
    ///
    /// @param capacity packets remembered, a power of two
    public RetransmissionLimit(int capacity) {
        sequences = new long[capacity];
        answeredNanos = new long[capacity];
        answers = new int[capacity];
        mask = capacity - 1;
        Arrays.fill(sequences, -1);
    }

    /// Whether to send it again now; counts it then.
    public boolean allows(long sequence, long rttNanos, long nowNanos) {
        int slot = (int) sequence & mask;
        if (sequences[slot] != sequence) {
            sequences[slot] = sequence;
            answers[slot] = 0;
        } else if (answers[slot] == MAX_ANSWERS || nowNanos - answeredNanos[slot] < rttNanos) {
            return false;
        }
        answers[slot]++;
        answeredNanos[slot] = nowNanos;
        return true;
    }
}
