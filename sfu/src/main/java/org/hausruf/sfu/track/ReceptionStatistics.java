package org.hausruf.sfu.track;

/// Loss and jitter of one SSRC as receiver reports tell them (RFC 3550 §6.4.1, appendix A.3 and A.8).
///
/// Fed with original packets only: a repaired loss was a loss. Allocates nothing.
public final class ReceptionStatistics {
    private static final long NONE = -1;

    private final RtpClock clock;
    private long first = NONE;
    private long highest;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private long transit;
    private long jitterSixteenths;

    public ReceptionStatistics(RtpClock clock) {
        this.clock = clock;
    }

    public void received(long sequence, int timestamp, long nowNanos) {
        long nowTransit = clock.ticks(nowNanos) - timestamp;
        if (first == NONE) {
            first = sequence;
            highest = sequence;
        } else {
            long change = Math.abs((int) (nowTransit - transit));
            jitterSixteenths += change - ((jitterSixteenths + 8) >> 4);
        }
        transit = nowTransit;
        highest = Math.max(highest, sequence);
        received++;
    }

    public boolean started() {
        return first != NONE;
    }

    public long highest() {
        return highest;
    }

    public long lost() {
        return started() ? expected() - received : 0;
    }

    private long expected() {
        return highest - first + 1;
    }

    /// In ticks of the RTP clock.
    public long jitter() {
        return jitterSixteenths >> 4;
    }

    public long jitterNanos() {
        return clock.nanos(jitter());
    }

    /// Loss since the last call, in 1/256.
    public int takeFractionLost() {
        long expectedNow = expected() - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected();
        receivedBefore = received;
        return expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
    }
}
