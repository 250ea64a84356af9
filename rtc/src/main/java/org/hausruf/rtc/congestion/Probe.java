package org.hausruf.rtc.congestion;

/// A short burst at a higher rate, filled up with padding, and how fast it came out at the other end.
///
/// So short that a line which carries two fifths of it has a queue of 60 ms afterwards, which nobody hears. Allocates
/// nothing.
final class Probe {
    static final long DURATION_NANOS = 40_000_000;
    static final long TICK_NANOS = 5_000_000;
    /// After that no feedback is expected any more.
    private static final long PATIENCE_NANOS = 1_000_000_000L;

    private static final int NEEDED = 5;
    private static final double MOST = 0.8;
    /// Packets come out of no line much faster than they went in: whoever looked at them late saw them all at once.
    private static final double CREDIBLE = 0.5;

    /// What came of it.
    enum Outcome {
        PENDING,
        MEASURED,
        /// It says nothing: too little was sent, or came, or was looked at too late.
        UNCLEAR
    }

    private boolean running;
    private boolean sending;
    private long goal;
    private long paddingRate;
    private long paddingBytes;
    private long begunNanos;
    private long firstSequence;
    private long lastSequence;
    private long sentBytes;
    private long reported;
    private int packets;
    private int arrived;
    private long firstArrivalNanos;
    private long lastArrivalNanos;
    private long firstSentNanos;
    private long lastArrivedSentNanos;
    private int firstArrivalBytes;
    private long arrivedBytes;
    private long lastSentNanos;

    boolean running() {
        return running;
    }

    boolean sending() {
        return sending;
    }

    /// @param mediaBitsPerSecond what goes out anyway; padding makes up for the rest
    void begin(long goalBitsPerSecond, long mediaBitsPerSecond, long nextSequence, long nowNanos) {
        running = true;
        sending = true;
        goal = goalBitsPerSecond;
        paddingRate = goalBitsPerSecond - mediaBitsPerSecond;
        paddingBytes = 0;
        begunNanos = nowNanos;
        lastSentNanos = nowNanos;
        firstSequence = nextSequence;
        lastSequence = nextSequence - 1;
        sentBytes = 0;
        reported = nextSequence - 1;
        packets = 0;
        arrived = 0;
        arrivedBytes = 0;
    }

    void abort() {
        running = false;
        sending = false;
    }

    /// Anything that goes out belongs to it.
    void sent(long sequence, int sizeBytes, long nowNanos) {
        if (!sending) return;
        lastSequence = sequence;
        sentBytes += sizeBytes;
        lastSentNanos = nowNanos;
        packets++;
    }

    /// Padding went out.
    void padded(int sizeBytes) {
        paddingBytes += sizeBytes;
    }

    /// How much padding is to go out now.
    long bytesDue(long nowNanos) {
        if (!sending) return 0;
        long elapsed = Math.min(nowNanos - begunNanos + TICK_NANOS, DURATION_NANOS);
        long due = paddingRate * elapsed / 8_000_000_000L - paddingBytes;
        if (nowNanos - begunNanos >= DURATION_NANOS - TICK_NANOS) sending = false;
        return Math.max(0, due);
    }

    void arrived(long sequence, int sizeBytes, long sentNanos, long arrivalNanos) {
        if (!running || sequence < firstSequence || sequence > lastSequence) return;
        if (arrived == 0 || arrivalNanos < firstArrivalNanos) {
            firstArrivalNanos = arrivalNanos;
            firstSentNanos = sentNanos;
            firstArrivalBytes = sizeBytes;
        }
        if (arrived == 0 || arrivalNanos >= lastArrivalNanos) {
            lastArrivalNanos = arrivalNanos;
            lastArrivedSentNanos = sentNanos;
        }
        arrived++;
        arrivedBytes += sizeBytes;
    }

    /// Feedback has told of everything up to here.
    void reported(long sequence) {
        reported = Math.max(reported, sequence);
    }

    /// Ends it, where there is something to say.
    Outcome outcome(long nowNanos) {
        boolean complete = !sending && reported >= lastSequence;
        if (!complete && nowNanos - begunNanos < PATIENCE_NANOS) return Outcome.PENDING;
        abort();
        boolean clear = arrived >= NEEDED
                && arrived >= packets * MOST
                && lastArrivalNanos > firstArrivalNanos
                && lastArrivalNanos - firstArrivalNanos > (lastArrivedSentNanos - firstSentNanos) * CREDIBLE;
        return clear ? Outcome.MEASURED : Outcome.UNCLEAR;
    }

    /// What the line carries at least, after [Outcome#MEASURED].
    long bitsPerSecond() {
        return Math.min(goal, Math.min(arrivalRate(), sendRate()));
    }

    private long arrivalRate() {
        return (arrivedBytes - firstArrivalBytes) * 8_000_000_000L / (lastArrivalNanos - firstArrivalNanos);
    }

    private long sendRate() {
        return sentBytes * 8_000_000_000L / Math.max(DURATION_NANOS, lastSentNanos - begunNanos);
    }
}
