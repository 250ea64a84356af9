package org.hausruf.rtc.congestion;

/// What went out under each transport-wide sequence number, until feedback has told of it. Numbers lie on a line of 64
/// bits and follow each other. Allocates nothing after construction.
final class SentPackets {
    /// What feedback has said of a packet.
    enum Fate {
        UNKNOWN,
        LOST,
        ARRIVED
    }

    private static final int CAPACITY = 4096;

    private final long[] sentNanos = new long[CAPACITY];
    private final int[] sizes = new int[CAPACITY];
    private final Fate[] fates = new Fate[CAPACITY];
    private boolean started;
    private long first;
    private long next;

    void sent(long sequence, int sizeBytes, long nowNanos) {
        if (!started || sequence != next) first = sequence;
        started = true;
        next = sequence + 1;
        sentNanos[slot(sequence)] = nowNanos;
        sizes[slot(sequence)] = sizeBytes;
        fates[slot(sequence)] = Fate.UNKNOWN;
    }

    /// Whether anything is known of it.
    boolean has(long sequence) {
        return started && sequence >= Math.max(first, next - CAPACITY) && sequence < next;
    }

    /// The one that will go out next.
    long next() {
        return next;
    }

    long sentNanos(long sequence) {
        return sentNanos[slot(sequence)];
    }

    int sizeBytes(long sequence) {
        return sizes[slot(sequence)];
    }

    Fate fate(long sequence) {
        return fates[slot(sequence)];
    }

    void fate(long sequence, Fate fate) {
        fates[slot(sequence)] = fate;
    }

    private static int slot(long sequence) {
        return (int) (sequence & (CAPACITY - 1));
    }
}
