package org.hausruf.rtc.congestion;

import org.hausruf.rtc.congestion.SentPackets.Fate;
import org.hausruf.rtc.rtcp.TransportFeedback;
import org.hausruf.rtc.rtp.SequenceNumbers;

/// How much the line to one receiver carries, from its transport-wide feedback.
///
/// A line counts as unlimited until it shows otherwise: by a queue that stands for more than half a second, or by heavy
/// loss. Neither a burst, nor a keyframe, nor a machine so busy that packets are looked at late makes one. From then on
/// there is an estimate: 85 % of what comes through at each sign of congestion, a little more every second without,
/// and what a [Probe] has shown, until somebody says that all that is wanted fits ([#lift]).
///
/// Loss below [#HEAVY_LOSS] is the line's, not ours: radio loses packets however few there are. Confined to its owner;
/// allocates nothing after construction.
public final class BandwidthEstimator {
    /// Of [#bitsPerSecond].
    public static final long UNLIMITED = Long.MAX_VALUE;
    /// Of [#deadlineNanos].
    public static final long NEVER = Long.MAX_VALUE;

    static final long MIN_BITS = 50_000;
    static final double HEAVY_LOSS = 0.2;
    private static final long MAX_QUEUE_NANOS = 150_000_000;
    /// Nothing is added to a queue like this.
    private static final long SOME_QUEUE_NANOS = 60_000_000;

    private static final double DECREASE = 0.85;
    private static final double INCREASE_PER_SECOND = 0.08;
    private static final long MORE_THAN_SENT_BITS = 20_000;
    /// Until what changed can be seen in the windows.
    private static final long SETTLE_NANOS = 1_000_000_000L;

    private static final long OUTAGE_NANOS = 1_000_000_000L;
    private static final long JUMP_NANOS = 40_000_000;
    private static final long TICK_NANOS = 250_000;
    private static final long PROBE_INTERVAL_NANOS = 1_000_000_000L;
    private static final long MAX_PROBE_INTERVAL_NANOS = 16_000_000_000L;
    /// Congestion so soon after a probe says that the probe was wrong.
    private static final long PROBE_PROOF_NANOS = 4_000_000_000L;

    private static final long PROBE_PROVEN_NANOS = 30_000_000_000L;
    private static final double PROBE_FACTOR = 2.5;
    private static final double PROBE_MARGIN = 1.15;
    private static final double PROBE_TRUST = 0.9;

    private final SentPackets sent = new SentPackets();
    private final ArrivalWindow arrivals = new ArrivalWindow();
    private final BaseDelay base = new BaseDelay();
    private final LossWindow losses = new LossWindow();
    private final Probe probe = new Probe();

    private boolean heard;
    private long heardNanos;
    private long arrivalTicks;
    /// What was sent before is not to be blamed for its loss: there was no line at all.
    private long blamelessBefore;

    private boolean limited;
    private long estimate;
    private long changedNanos;
    private long decreasedNanos;
    private int congestions;

    private long nextProbeNanos;
    private long probeIntervalNanos = PROBE_INTERVAL_NANOS;
    private boolean raisedByProbe;
    private long raisedNanos;

    /// A packet went out.
    ///
    /// @param sequence its transport-wide number, on a line of 64 bits; each one more than the last
    public void sent(long sequence, int sizeBytes, long nowNanos) {
        sent.sent(sequence, sizeBytes, nowNanos);
        probe.sent(sequence, sizeBytes, nowNanos);
    }

    /// What the receiver says of packets.
    public void received(TransportFeedback feedback, long nowNanos) {
        if (heard && nowNanos - heardNanos > OUTAGE_NANOS) outageOver();
        long sequence = SequenceNumbers.extend(sent.next() - 1, feedback.baseSequenceNumber());
        for (int i = 0; i < feedback.count(); i++, sequence++) {
            if (!sent.has(sequence)) continue;
            long ticks = feedback.arrivalTicks(i);
            if (ticks == TransportFeedback.LOST) lost(sequence, nowNanos);
            else arrived(sequence, unwrap(ticks) * TICK_NANOS, nowNanos);
        }
        probe.reported(sequence - 1);
        heard = true;
        heardNanos = nowNanos;
        judge(nowNanos);
    }

    private void outageOver() {
        blamelessBefore = sent.next();
        arrivals.clear();
        losses.clear();
        probe.abort();
    }

    /// Ticks have 32 bits on the wire.
    private long unwrap(long ticks) {
        arrivalTicks = heard || arrivalTicks != 0 ? arrivalTicks + (int) (ticks - arrivalTicks) : ticks;
        return arrivalTicks;
    }

    private void lost(long sequence, long nowNanos) {
        if (sent.fate(sequence) != Fate.UNKNOWN) return;
        sent.fate(sequence, Fate.LOST);
        if (sequence >= blamelessBefore) losses.lost(nowNanos);
    }

    private void arrived(long sequence, long arrivalNanos, long nowNanos) {
        Fate before = sent.fate(sequence);
        if (before == Fate.ARRIVED) return;
        sent.fate(sequence, Fate.ARRIVED);
        if (before == Fate.LOST) losses.foundAgain(nowNanos);
        else losses.arrived(nowNanos);
        long delay = arrivalNanos - sent.sentNanos(sequence);
        if (base.known() && clockJumped(delay - base.nanos(), nowNanos - sent.sentNanos(sequence))) {
            base.reset(delay, nowNanos);
            arrivals.clear();
        }
        base.seen(delay, nowNanos);
        arrivals.arrived(arrivalNanos, sent.sizeBytes(sequence), delay);
        probe.arrived(sequence, sent.sizeBytes(sequence), sent.sentNanos(sequence), arrivalNanos);
    }

    /// No packet is under way for longer than until it is reported, and hardly less long than the fastest of all
    /// before.
    private static boolean clockJumped(long aboveBaseNanos, long reportedAfterNanos) {
        return aboveBaseNanos > reportedAfterNanos || aboveBaseNanos < -JUMP_NANOS;
    }

    private void judge(long nowNanos) {
        if (congested()) {
            if (nowNanos - decreasedNanos >= SETTLE_NANOS || congestions == 0) decrease(nowNanos);
        } else if (limited) {
            increase(nowNanos);
        }
        if (probe.running()) probed(nowNanos);
    }

    private boolean congested() {
        if (losses.share() > HEAVY_LOSS) return true;
        long queue = queueNanos();
        return queue > MAX_QUEUE_NANOS && !arrivals.draining(base.nanos());
    }

    /// The queue that stands on the line; 0 where that cannot be told.
    public long queueNanos() {
        long delay = arrivals.standingDelayNanos();
        return delay == ArrivalWindow.UNKNOWN ? 0 : Math.max(0, delay - base.nanos());
    }

    private void decrease(long nowNanos) {
        long passed = Math.max(MIN_BITS, (long) (arrivals.bitsPerSecond() * DECREASE));
        estimate = limited ? Math.min(estimate, passed) : passed;
        limited = true;
        congestions++;
        decreasedNanos = nowNanos;
        changedNanos = nowNanos;
        probe.abort();
        if (nowNanos - raisedNanos > PROBE_PROVEN_NANOS) probeIntervalNanos = PROBE_INTERVAL_NANOS;
        if (raisedByProbe && nowNanos - raisedNanos < PROBE_PROOF_NANOS) {
            probeIntervalNanos = Math.min(2 * probeIntervalNanos, MAX_PROBE_INTERVAL_NANOS);
        }
        raisedByProbe = false;
        nextProbeNanos = nowNanos + probeIntervalNanos;
        losses.clear();
    }

    private void increase(long nowNanos) {
        long elapsed = Math.min(nowNanos - changedNanos, SETTLE_NANOS);
        changedNanos = nowNanos;
        if (nowNanos - decreasedNanos < SETTLE_NANOS || queueNanos() > SOME_QUEUE_NANOS) return;
        long most = arrivals.bitsPerSecond() * 3 / 2 + MORE_THAN_SENT_BITS;
        long more = estimate + (long) (estimate * INCREASE_PER_SECOND * elapsed / 1e9);
        estimate = Math.max(estimate, Math.min(more, most));
    }

    private void probed(long nowNanos) {
        switch (probe.outcome(nowNanos)) {
            case PENDING -> {}
            case UNCLEAR -> nextProbeNanos = nowNanos + probeIntervalNanos / 2;
            case MEASURED -> {
                long shown = (long) (probe.bitsPerSecond() * PROBE_TRUST);
                boolean more = shown > estimate * 1.2;
                if (shown > estimate) {
                    estimate = shown;
                    raisedByProbe = true;
                    raisedNanos = nowNanos;
                }
                nextProbeNanos = nowNanos + (more ? 0 : probeIntervalNanos);
            }
        }
    }

    /// What the receiver itself says that it can take (REMB), where it sends no transport-wide feedback.
    public void told(long bits, long sentBits, long nowNanos) {
        if (heard) return;
        if (!limited && bits > sentBits) return;
        limited = true;
        estimate = Math.max(MIN_BITS, bits);
        changedNanos = nowNanos;
    }

    /// What may be sent, or [#UNLIMITED].
    public long bitsPerSecond() {
        return limited ? estimate : UNLIMITED;
    }

    public boolean limited() {
        return limited;
    }

    /// Whether there is nothing too much on the line, and has not been for a while.
    public boolean settled(long nowNanos) {
        return !congested() && nowNanos - decreasedNanos >= SETTLE_NANOS;
    }

    /// How often there was too much on the line.
    public int congestions() {
        return congestions;
    }

    /// All that is wanted fits.
    public void lift() {
        limited = false;
        probe.abort();
    }

    /// Begins to try whether the line carries this much, if the time has come.
    public void wantMore(long goalBits, long nowNanos) {
        if (probe.running()) probed(nowNanos);
        if (!limited || probe.running() || goalBits <= estimate || nowNanos - nextProbeNanos < 0) return;
        if (!heard || nowNanos - heardNanos > OUTAGE_NANOS || congested() || queueNanos() > SOME_QUEUE_NANOS) return;
        long goal = (long) Math.min(goalBits * PROBE_MARGIN, estimate * PROBE_FACTOR);
        probe.begin(goal, Math.min(estimate, arrivals.bitsPerSecond()), sent.next(), nowNanos);
    }

    /// Padding went out; [#sent] is told of it as of all else.
    public void padded(int sizeBytes) {
        probe.padded(sizeBytes);
    }

    /// How much padding is to go out at this moment.
    public long paddingBytes(long nowNanos) {
        return probe.bytesDue(nowNanos);
    }

    /// When [#paddingBytes] is to be asked again.
    public long deadlineNanos(long nowNanos) {
        return probe.sending() ? nowNanos + Probe.TICK_NANOS : NEVER;
    }
}
