package org.hausruf.rtc.congestion;

/// Which share of packets was lost, over about the last second of feedback. Allocates nothing after construction.
final class LossWindow {
    private static final long BUCKET_NANOS = 250_000_000;
    private static final int BUCKETS = 4;
    /// Fewer say nothing.
    private static final int NEEDED = 40;

    private final int[] lost = new int[BUCKETS];
    private final int[] all = new int[BUCKETS];
    private long newest = Long.MIN_VALUE;

    void clear() {
        for (int i = 0; i < BUCKETS; i++) empty(i);
    }

    void arrived(long nowNanos) {
        all[slot(nowNanos)]++;
    }

    void lost(long nowNanos) {
        int slot = slot(nowNanos);
        all[slot]++;
        lost[slot]++;
    }

    /// One that was told lost came after all.
    void foundAgain(long nowNanos) {
        int slot = slot(nowNanos);
        if (lost[slot] > 0) lost[slot]--;
    }

    private int slot(long nowNanos) {
        long bucket = Math.floorDiv(nowNanos, BUCKET_NANOS);
        if (newest == Long.MIN_VALUE || bucket - newest >= BUCKETS) {
            clear();
            newest = bucket;
        }
        while (newest < bucket) empty(Math.floorMod(++newest, BUCKETS));
        return Math.floorMod(bucket, BUCKETS);
    }

    private void empty(int slot) {
        lost[slot] = 0;
        all[slot] = 0;
    }

    /// 0 to 1; 0 while too little is known.
    double share() {
        int sumLost = 0;
        int sum = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sumLost += lost[i];
            sum += all[i];
        }
        return sum < NEEDED ? 0 : (double) sumLost / sum;
    }
}
