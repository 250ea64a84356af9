package org.hausruf.rtc.srtp;

/// Which of the last packets were seen (RFC 3711 §3.3.2). Allocates nothing after construction.
///
/// Wider than the RFC's 64, as a burst of video reordered by a retransmitting link is no replay.
final class ReplayWindow {
    static final int WIDTH = 1024;

    private final long[] seen = new long[WIDTH / Long.SIZE];
    private long highest = -1;

    boolean isFresh(long index) {
        if (index > highest) return true;
        return index > highest - WIDTH && (seen[word(index)] & bit(index)) == 0;
    }

    void accept(long index) {
        if (index > highest) advanceTo(index);
        seen[word(index)] |= bit(index);
    }

    private void advanceTo(long index) {
        long from = Math.max(highest + 1, index - WIDTH + 1);
        for (long i = from; i <= index; i++) seen[word(i)] &= ~bit(i);
        highest = index;
    }

    long highest() {
        return highest;
    }

    private static int word(long index) {
        return (int) (index & (WIDTH - 1)) >>> 6;
    }

    private static long bit(long index) {
        return 1L << index;
    }
}
