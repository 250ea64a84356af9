package org.hausruf.sfu.track;

import static org.hausruf.sfu.time.Advancing.NEVER;

import org.hausruf.sfu.time.Advancing;

/// Which packets of a track are missing, and when to ask for each again (NACK, RFC 4585 §6.2.1).
///
/// A missing packet is asked for after a moment (it may only be late), then again after one round trip, each time a
/// quarter later, at most five times. The round trip is measured by the repairs themselves. Allocates nothing.
public final class MissingPackets {
    public static final int MAX_MISSING = 100;

    private static final int MAX_TRIES = 5;
    private static final long REORDERING_NANOS = 10_000_000;
    private static final long FIRST_RTT_NANOS = 70_000_000;
    private static final long MIN_INTERVAL_NANOS = 20_000_000;
    private static final long MAX_INTERVAL_NANOS = 400_000_000;

    private final long[] sequences = new long[MAX_MISSING];
    private final long[] dueNanos = new long[MAX_MISSING];
    private final long[] askedNanos = new long[MAX_MISSING];
    private final int[] tries = new int[MAX_MISSING];
    private int count;
    private long rttNanos = FIRST_RTT_NANOS;

    /// Packets of a gap, `from` included, `to` not.
    ///
    /// @return false when that is too much to repair: then nothing is asked for any more
    public boolean gap(long from, long to, long nowNanos) {
        if (to - from + count > MAX_MISSING) {
            count = 0;
            return false;
        }
        for (long sequence = from; sequence < to; sequence++) {
            sequences[count] = sequence;
            dueNanos[count] = nowNanos + REORDERING_NANOS;
            tries[count++] = 0;
        }
        return true;
    }

    public void arrived(long sequence, long nowNanos) {
        for (int i = 0; i < count; i++) {
            if (sequences[i] != sequence) continue;
            if (tries[i] == 1) measured(nowNanos - askedNanos[i]);
            remove(i);
            return;
        }
    }

    private void measured(long sampleNanos) {
        rttNanos += (sampleNanos - rttNanos) / 8;
    }

    public void clear() {
        count = 0;
    }

    /// Takes what has to be asked for now, in ascending order.
    ///
    /// @param into at least [#MAX_MISSING] long
    /// @return how many
    public int takeDue(long nowNanos, long[] into) {
        int taken = 0;
        int i = 0;
        while (i < count) {
            if (!Advancing.isDue(dueNanos[i], nowNanos)) {
                i++;
            } else if (tries[i] == MAX_TRIES) {
                remove(i);
            } else {
                into[taken++] = sequences[i];
                asked(i++, nowNanos);
            }
        }
        return taken;
    }

    private void asked(int i, long nowNanos) {
        long interval = rttNanos;
        for (int k = 0; k < tries[i]; k++) interval += interval / 4;
        tries[i]++;
        askedNanos[i] = nowNanos;
        dueNanos[i] = nowNanos + Math.clamp(interval, MIN_INTERVAL_NANOS, MAX_INTERVAL_NANOS);
    }

    /// Keeps the order, which [#takeDue] promises.
    private void remove(int i) {
        int behind = --count - i;
        System.arraycopy(sequences, i + 1, sequences, i, behind);
        System.arraycopy(dueNanos, i + 1, dueNanos, i, behind);
        System.arraycopy(askedNanos, i + 1, askedNanos, i, behind);
        System.arraycopy(tries, i + 1, tries, i, behind);
    }

    public long deadlineNanos() {
        long earliest = NEVER;
        for (int i = 0; i < count; i++) earliest = Advancing.earlier(earliest, dueNanos[i]);
        return earliest;
    }
}
