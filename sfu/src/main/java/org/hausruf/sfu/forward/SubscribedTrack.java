package org.hausruf.sfu.forward;

import static org.hausruf.sfu.time.Advancing.NEVER;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.hausruf.rtc.rtcp.Ntp;
import org.hausruf.rtc.rtcp.Rtcp;
import org.hausruf.rtc.rtcp.RtcpWriter;
import org.hausruf.rtc.rtp.Vp8Descriptor;
import org.hausruf.sfu.allocate.Priority;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.track.OutgoingSequence;
import org.hausruf.sfu.track.PacketRing;
import org.hausruf.sfu.track.ReceiverReports;
import org.hausruf.sfu.track.RetransmissionLimit;
import org.hausruf.sfu.track.Span;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackStats;
import org.hausruf.sfu.track.TemporalFilter;
import org.hausruf.sfu.track.Vp8Numbers;

/// A published track on its way to one client: gives its packets this client's numbers and keys. Confined to the
/// room's loop.
///
/// It starts, starts again after any pause, and changes to another layer with a keyframe where the codec shows one;
/// until then it is silent, or stays what it is. To the receiver all that is one unbroken stream.
public final class SubscribedTrack {
    private static final long REPORT_INTERVAL_NANOS = 3_000_000_000L;
    private static final long REPORT_RETRY_NANOS = 500_000_000;
    private static final long UNKNOWN_RTT_NANOS = 70_000_000;

    /// A keyframe this far behind what went out last is shown later than it was taken, rather than never.
    private static final int MAX_BEHIND_MILLIS = 50;
    private static final int MAX_AHEAD_MILLIS = 1_000;
    /// Each frame that is left out begins another.
    private static final int VIDEO_SPANS = 64;
    private static final int AUDIO_SPANS = 8;

    private final MediaSession session;
    private final PublishedTrack source;
    private final SubscribedTrackSettings settings;
    private final ProtectedSender out;
    private final byte[] cname;
    private final OutgoingSequence sequence;
    private final RetransmissionLimit retransmissions;
    private final PacketWriter writer;
    private final ReceiverReports reports = new ReceiverReports();
    private final TemporalFilter frames = new TemporalFilter();
    private final Vp8Descriptor vp8 = new Vp8Descriptor();
    private final Vp8Numbers vp8Numbers = new Vp8Numbers();

    /// Whether VP8's numbers are looked at; a track with neither layers nor limits keeps those that it has.
    private boolean renumbers;
    private boolean enabled = true;
    private boolean awaitingStart = true;
    private boolean newTimeline;
    private int maxLayer = Integer.MAX_VALUE;
    /// What the line carries, see [VideoShare].
    private int lineLayer = Integer.MAX_VALUE;

    private boolean paused;
    private Priority priority = Priority.OTHER;

    /// Which layer is to be sent.
    private PublishedLayer target;
    /// Which layer is sent, or was last.
    private PublishedLayer current;

    private int timestampOffset;
    private int lastTimestamp;
    private long lastSentNanos;
    private long nextReportNanos = NEVER;

    private long packets;
    private long payloadBytes;
    private long retransmitted;
    private long nacks;
    private long keyframeRequests;

    SubscribedTrack(
            MediaSession session, PublishedTrack source, SubscribedTrackSettings settings, ProtectedSender out) {
        this.session = session;
        this.source = source;
        this.settings = settings;
        this.out = out;
        cname = settings.cname().getBytes(StandardCharsets.UTF_8);
        sequence = new OutgoingSequence(session.firstSequenceNumber(), source.video() ? VIDEO_SPANS : AUDIO_SPANS);
        writer = new PacketWriter(session, settings, out);
        retransmissions = new RetransmissionLimit(PublishedLayer.VIDEO_HISTORY);
        renumbers = source.layered() && source.settings().codec().vp8();
        target = source.best(maxLayer);
        current = target;
    }

    public SubscribedTrackSettings settings() {
        return settings;
    }

    public PublishedTrack source() {
        return source;
    }

    /// Pauses or resumes; video resumes with a keyframe, which is asked for.
    public void setEnabled(boolean enabled) {
        if (this.enabled == enabled) return;
        boolean flowed = flows();
        this.enabled = enabled;
        if (flows() != flowed) flowChanged();
    }

    /// Pauses or resumes it because of the line.
    void setPaused(boolean paused) {
        if (this.paused == paused) return;
        boolean flowed = flows();
        this.paused = paused;
        if (flows() != flowed) flowChanged();
    }

    private void flowChanged() {
        awaitStart();
        source.recountViewers();
        if (flows() && source.video()) target.requestKeyframe();
    }

    private boolean flows() {
        return enabled && !paused;
    }

    boolean enabled() {
        return enabled;
    }

    boolean paused() {
        return paused;
    }

    /// How much the subscriber would miss it.
    public void setPriority(Priority priority) {
        this.priority = priority;
    }

    Priority priority() {
        return priority;
    }

    /// What the line carries at most: a layer, and of it a temporal layer.
    void limit(int layer, int temporalLayer) {
        lineLayer = layer;
        frames.maxLayer(temporalLayer);
        renumber();
        retarget();
    }

    int maxLayer() {
        return maxLayer;
    }

    /// Which layer it may be at most, 0 for the lowest. It changes with that layer's next keyframe, which is asked for;
    /// until then it stays what it is.
    public void setMaxLayer(int layer) {
        if (maxLayer == layer) return;
        maxLayer = layer;
        retarget();
    }

    /// How many frames a second are enough, where the codec shows which can be left out; 0 for all.
    public void setMaxFramesPerSecond(int framesPerSecond) {
        frames.maxFramesPerSecond(Math.max(0, framesPerSecond));
        renumber();
    }

    private void renumber() {
        renumbers |= frames.limits() && source.settings().codec().vp8();
    }

    /// Other layers come in than before, or others are wanted.
    void retarget() {
        PublishedLayer best = source.best(Math.min(maxLayer, lineLayer));
        if (best == target) return;
        target = best;
        source.recountViewers();
        if (flows() && !hasTarget()) target.requestKeyframe();
    }

    /// Which layer it is to be.
    PublishedLayer target() {
        return target;
    }

    /// Whether it is what it is to be.
    boolean hasTarget() {
        return current == target && !awaitingStart;
    }

    /// Whether the layer's packets go out, or are to.
    boolean views(PublishedLayer layer) {
        return flows() && (layer == target || (layer == current && !awaitingStart));
    }

    /// Which layer is sent, 0 for the lowest; -1 while none is.
    public int layer() {
        return awaitingStart || !flows() ? -1 : current.index();
    }

    public SubscribedTrackStats stats() {
        return new SubscribedTrackStats(
                packets,
                payloadBytes,
                retransmitted,
                reports.lost(),
                reports.fractionLost(),
                source.clock().nanos(reports.jitterTicks()),
                reports.rttNanos(),
                nacks,
                keyframeRequests);
    }

    boolean started() {
        return packets > 0;
    }

    /// Whether it could begin now, for the first time.
    boolean fresh() {
        return flows() && out.ready() && !started();
    }

    /// The next packet begins a new stretch, without a gap to the last.
    void awaitStart() {
        awaitingStart = true;
    }

    /// A layer counts packets and time anew.
    void sourceRestarted(PublishedLayer layer) {
        if (layer != current) return;
        awaitingStart = true;
        newTimeline = packets > 0;
    }

    /// Sends one packet of a layer's ring, if the layer is the one, or becomes it here.
    ///
    /// @return whether the layer begins with this packet
    boolean forward(PublishedLayer layer, long sourceSequence, boolean keyframeStart, long nowNanos) {
        if (!flows() || !out.ready()) return false;
        boolean begins = awaitingStart || layer != current;
        if (begins) {
            if (!wants(layer) || (source.startsWithKeyframe() && !keyframeStart)) return false;
            start(layer, sourceSequence, nowNanos);
        }
        if (renumbers && sequence.isNewest(sourceSequence)) {
            if (!keeps(layer.ring(), sourceSequence)) {
                sequence.leaveOut(sourceSequence);
                return begins;
            }
            if (sequence.leftOut()) closeGap(sourceSequence);
        }
        Span span = sequence.spanOf(sourceSequence);
        if (span != null) forward(layer.ring(), span, sourceSequence, nowNanos);
        return begins;
    }

    /// Whether the frame of a newest packet is sent: frames of higher temporal layers than wanted are left out whole.
    private boolean keeps(PacketRing ring, long sourceSequence) {
        int timestamp = ring.timestamp(sourceSequence);
        if (packets > 0 && frames.sameFrame(timestamp)) return frames.frameKept();
        if (!parse(ring, sourceSequence)) return frames.frameKept();
        return frames.keeps(timestamp, vp8.temporalLayer(), vp8.layerSync(), current.frameRates());
    }

    private void closeGap(long sourceSequence) {
        sequence.resume(sourceSequence).pictureShift -= frames.takeLeftOut();
    }

    /// Steps on the way to the target count: they come sooner, and are nearer.
    private boolean wants(PublishedLayer layer) {
        if (layer == target) return true;
        if (awaitingStart) return layer.index() < target.index();
        return layer.index() < target.index()
                ? layer.index() > current.index()
                : layer.index() < current.index() && layer.index() > target.index();
    }

    private void forward(PacketRing ring, Span span, long sourceSequence, long nowNanos) {
        long outgoing = sequence.out(span, sourceSequence);
        if (renumbers) noteNumbers(ring, span, sourceSequence);
        int timestamp = ring.timestamp(sourceSequence) + span.timestampOffset;
        if (packets == 0 || timestamp - lastTimestamp > 0) lastTimestamp = timestamp;
        lastSentNanos = nowNanos;
        if (writer.send(ring, span, sourceSequence, outgoing, nowNanos)) {
            packets++;
            payloadBytes += ring.payloadSize(sourceSequence) - writer.skipped(ring, sourceSequence);
        }
    }

    private void start(PublishedLayer layer, long sourceSequence, long nowNanos) {
        boolean sameTimeline = layer == current && !newTimeline;
        Span span = sequence.begin(sourceSequence);
        span.layer = layer.index();
        if (!sameTimeline && packets > 0) {
            timestampOffset = continuedOffset(layer, layer.ring().timestamp(sourceSequence), nowNanos);
        }
        span.timestampOffset = timestampOffset;
        if (renumbers && parse(layer.ring(), sourceSequence)) vp8Numbers.follow(vp8, span);
        frames.begin(layer.ring().timestamp(sourceSequence));
        awaitingStart = false;
        newTimeline = false;
        if (layer != current) {
            current = layer;
            source.recountViewers();
            if (!hasTarget()) target.requestKeyframe();
        }
        if (nextReportNanos == NEVER) {
            nextReportNanos = nowNanos;
            session.wake(nowNanos);
        }
    }

    /// What turns a layer's timestamps into ours so that time goes on at the receiver as it did at the publisher, whose
    /// reports tell how the clocks of two layers lie; without them, as it did here.
    private int continuedOffset(PublishedLayer layer, int sourceTimestamp, long nowNanos) {
        long elapsed = Math.max(1, source.clock().ticks(nowNanos - lastSentNanos));
        int expected = lastTimestamp + (int) elapsed - sourceTimestamp;
        if (layer == current || newTimeline || !layer.reported() || !current.reported()) return expected;
        int offset = timestampOffset + current.timestampAt(nowNanos) - layer.timestampAt(nowNanos);
        int step = sourceTimestamp + offset - lastTimestamp;
        long ticksPerMilli = source.clock().ticksPerSecond() / 1_000;
        if (step < -MAX_BEHIND_MILLIS * ticksPerMilli || step > elapsed + MAX_AHEAD_MILLIS * ticksPerMilli) {
            return expected;
        }
        return step > 0 ? offset : offset - step + 1;
    }

    private boolean parse(PacketRing ring, long sourceSequence) {
        return vp8.parse(ring.payloads(), ring.payloadAt(sourceSequence), ring.payloadSize(sourceSequence));
    }

    private void noteNumbers(PacketRing ring, Span span, long sourceSequence) {
        if (parse(ring, sourceSequence)) vp8Numbers.sent(vp8, span);
    }

    /// One item of a NACK: a sequence number, and a bit for each of the sixteen that follow.
    void nacked(int sequenceNumber, int following, long nowNanos) {
        sendAgain(sequenceNumber, nowNanos);
        for (int bits = following; bits != 0; bits &= bits - 1) {
            sendAgain(sequenceNumber + 1 + Integer.numberOfTrailingZeros(bits), nowNanos);
        }
    }

    private void sendAgain(int sequenceNumber, long nowNanos) {
        nacks++;
        if (source.ended() || !started() || !out.ready()) return;
        long outgoing = sequence.recent(sequenceNumber);
        Span span = sequence.spanOfOut(outgoing);
        if (span == null) return;
        PacketRing ring = source.layers()[span.layer].ring();
        long sourceSequence = span.source(outgoing);
        if (!ring.has(sourceSequence)) return;
        long rtt = reports.rttNanos() == 0 ? UNKNOWN_RTT_NANOS : reports.rttNanos();
        if (!writer.repeatable() || !retransmissions.allows(outgoing, rtt, nowNanos)) return;
        writer.sendAgain(ring, span, sourceSequence, outgoing, nowNanos);
        retransmitted++;
    }

    /// Sends a packet of padding.
    ///
    /// @return its size, 0 where it cannot go
    int pad(long nowNanos) {
        return out.ready() && started() ? writer.pad(lastTimestamp, nowNanos) : 0;
    }

    /// The client cannot decode without a keyframe.
    void keyframeNeeded() {
        keyframeRequests++;
        if (!source.video() || source.ended()) return;
        (awaitingStart ? target : current).requestKeyframe();
    }

    /// A report block about this track (RFC 3550 §6.4.1).
    void receiverReport(MemorySegment s, long blockAt, long nowNanos) {
        reports.received(s, blockAt, nowNanos);
    }

    /// Reports, when it is time, which moment the timestamps mean: the source's own report, in our clock.
    long advance(long nowNanos, RtcpCompound rtcp) {
        if (!Advancing.isDue(nextReportNanos, nowNanos)) return nextReportNanos;
        boolean report = started() && current.reported();
        if (report) writeReport(nowNanos, rtcp);
        nextReportNanos = nowNanos + (report ? REPORT_INTERVAL_NANOS : REPORT_RETRY_NANOS);
        return nextReportNanos;
    }

    private void writeReport(long nowNanos, RtcpCompound rtcp) {
        long at = rtcp.begin(Rtcp.SENDER_REPORT_SIZE + RtcpWriter.sourceDescriptionSize(cname));
        int ssrc = (int) settings.ssrc();
        int timestamp = current.timestampAt(nowNanos) + timestampOffset;
        long end = RtcpWriter.senderReport(
                rtcp.buffer(), at, ssrc, Ntp.fromNanos(nowNanos), timestamp, packets, payloadBytes);
        rtcp.end(RtcpWriter.sourceDescription(rtcp.buffer(), end, ssrc, cname));
    }

    void bye(RtcpCompound rtcp) {
        if (!started()) return;
        rtcp.end(RtcpWriter.bye(rtcp.buffer(), rtcp.begin(8), (int) settings.ssrc()));
        rtcp.flush();
    }
}
