package org.hausruf.sfu.forward;

import static org.hausruf.sfu.loop.Advancing.NEVER;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtcp.Ntp;
import org.hausruf.rtc.rtcp.Rtcp;
import org.hausruf.rtc.rtcp.RtcpWriter;
import org.hausruf.rtc.rtp.HeaderExtensions;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.sfu.loop.Advancing;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.track.OutgoingSequence;
import org.hausruf.sfu.track.PacketRing;
import org.hausruf.sfu.track.RetransmissionLimit;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackStats;
import org.hausruf.sfu.transport.PacketSender;

/// A published track on its way to one client: gives its packets this client's numbers and keys. Confined to the
/// room's loop.
///
/// It starts, and starts again after any pause, with a keyframe where the codec shows one; until then it is silent.
public final class SubscribedTrack {
    private static final long REPORT_INTERVAL_NANOS = 3_000_000_000L;
    private static final long REPORT_RETRY_NANOS = 500_000_000;
    private static final long MAX_RTT_NANOS = 10_000_000_000L;
    private static final long UNKNOWN_RTT_NANOS = 70_000_000;
    private static final int MAX_OVERHEAD = 64;
    private static final int RTX_HEADER_SIZE = 2;

    private final MediaSession session;
    private final PublishedTrack source;
    private final SubscribedTrackSettings settings;
    private final ProtectedSender out;
    private final byte[] cname;
    private final OutgoingSequence sequence;
    private final RetransmissionLimit retransmissions;
    private final boolean extended;

    private boolean enabled = true;
    private boolean awaitingStart = true;
    private boolean newTimeline;
    private int timestampOffset;
    private int lastTimestamp;
    private long lastSentNanos;
    private long rtxSequence;
    private long nextReportNanos = NEVER;

    private long packets;
    private long payloadBytes;
    private long retransmitted;
    private long lost;
    private int fractionLost;
    private long jitterTicks;
    private long rttNanos;
    private long nacks;
    private long keyframeRequests;

    SubscribedTrack(
            MediaSession session, PublishedTrack source, SubscribedTrackSettings settings, ProtectedSender out) {
        this.session = session;
        this.source = source;
        this.settings = settings;
        this.out = out;
        cname = settings.cname().getBytes(StandardCharsets.UTF_8);
        sequence = new OutgoingSequence(session.firstSequenceNumber());
        rtxSequence = session.firstSequenceNumber();
        retransmissions = new RetransmissionLimit(source.ring().capacity());
        extended = settings.absSendTimeExtId() > 0 || settings.twccExtId() > 0;
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
        this.enabled = enabled;
        awaitStart();
        if (enabled) source.requestKeyframe();
    }

    public SubscribedTrackStats stats() {
        return new SubscribedTrackStats(
                packets,
                payloadBytes,
                retransmitted,
                lost,
                fractionLost / 256.0,
                source.clock().nanos(jitterTicks),
                rttNanos,
                nacks,
                keyframeRequests);
    }

    boolean started() {
        return packets > 0;
    }

    /// The next packet begins a new stretch, without a gap to the last.
    void awaitStart() {
        awaitingStart = true;
    }

    /// The source counts packets and time anew.
    void sourceRestarted() {
        awaitingStart = true;
        newTimeline = packets > 0;
    }

    /// Sends one packet of the source's ring.
    void forward(PacketRing ring, long sourceSequence, boolean keyframeStart, long nowNanos) {
        if (!enabled || !out.ready()) return;
        if (awaitingStart) {
            if (source.startsWithKeyframe() && !keyframeStart) return;
            start(ring, sourceSequence, nowNanos);
        }
        long outgoing = sequence.out(sourceSequence);
        if (outgoing < 0) return;
        lastTimestamp = ring.timestamp(sourceSequence) + timestampOffset;
        lastSentNanos = nowNanos;
        if (send(ring, sourceSequence, outgoing, nowNanos)) {
            packets++;
            payloadBytes += ring.payloadSize(sourceSequence);
        }
    }

    private void start(PacketRing ring, long sourceSequence, long nowNanos) {
        awaitingStart = false;
        sequence.begin(sourceSequence);
        if (newTimeline) continueTimeline(ring.timestamp(sourceSequence), nowNanos);
        newTimeline = false;
        if (nextReportNanos == NEVER) {
            nextReportNanos = nowNanos;
            session.wake(nowNanos);
        }
    }

    /// Time goes on at the receiver as it did here since the last packet.
    private void continueTimeline(int sourceTimestamp, long nowNanos) {
        long elapsed = Math.max(1, source.clock().ticks(nowNanos - lastSentNanos));
        timestampOffset = lastTimestamp + (int) elapsed - sourceTimestamp;
    }

    private boolean send(PacketRing ring, long sourceSequence, long outgoing, long nowNanos) {
        int payloadSize = ring.payloadSize(sourceSequence);
        long at = reserve(payloadSize);
        if (at < 0) return false;
        int headerSize = writeHeader(
                at,
                ring.marker(sourceSequence),
                settings.payloadType(),
                outgoing,
                ring.timestamp(sourceSequence),
                (int) settings.ssrc(),
                nowNanos);
        out.sendRtp(at, headerSize, ring.payloads(), ring.payloadAt(sourceSequence), payloadSize, outgoing);
        return true;
    }

    private void sendRetransmission(PacketRing ring, long sourceSequence, long outgoing, long nowNanos) {
        int payloadSize = RTX_HEADER_SIZE + ring.payloadSize(sourceSequence);
        long at = reserve(payloadSize);
        if (at < 0) return;
        long rtx = rtxSequence++;
        int headerSize = writeHeader(
                at,
                ring.marker(sourceSequence),
                settings.rtxPayloadType(),
                rtx,
                ring.timestamp(sourceSequence),
                (int) settings.rtxSsrc(),
                nowNanos);
        MemorySegment slots = out.segment();
        long payloadAt = at + headerSize;
        Bytes.putU16(slots, payloadAt, (int) outgoing);
        Bytes.copy(
                ring.payloads(),
                ring.payloadAt(sourceSequence),
                slots,
                payloadAt + RTX_HEADER_SIZE,
                payloadSize - RTX_HEADER_SIZE);
        out.sendRtp(at, headerSize, slots, payloadAt, payloadSize, rtx);
    }

    private long reserve(int payloadSize) {
        if (payloadSize + MAX_OVERHEAD <= PacketSender.MAX_PACKET) return out.reserve();
        session.drop(DropReason.TOO_LARGE);
        return -1;
    }

    private int writeHeader(
            long at, boolean marker, int payloadType, long number, int timestamp, int ssrc, long nowNanos) {
        MemorySegment s = out.segment();
        RtpHeader.write(s, at, marker, payloadType, (int) number, timestamp + timestampOffset, ssrc);
        if (!extended) return RtpHeader.FIXED_SIZE;
        long end = HeaderExtensions.begin(s, at);
        if (settings.absSendTimeExtId() > 0) {
            end = HeaderExtensions.absSendTime(s, end, settings.absSendTimeExtId(), nowNanos);
        }
        if (settings.twccExtId() > 0) {
            end = HeaderExtensions.transportSequence(s, end, settings.twccExtId(), out.nextTransportSequence());
        }
        return (int) (HeaderExtensions.end(s, at, end) - at);
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
        long sourceSequence = sequence.source(outgoing);
        if (sourceSequence < 0 || !source.ring().has(sourceSequence)) return;
        long rtt = rttNanos == 0 ? UNKNOWN_RTT_NANOS : rttNanos;
        boolean rtx = settings.rtxSsrc() >= 0 && settings.rtxPayloadType() >= 0;
        // The same packet may be protected twice only if it is the same to the last bit, and its extensions change.
        if ((!rtx && extended) || !retransmissions.allows(outgoing, rtt, nowNanos)) return;
        if (rtx) sendRetransmission(source.ring(), sourceSequence, outgoing, nowNanos);
        else send(source.ring(), sourceSequence, outgoing, nowNanos);
        retransmitted++;
    }

    /// The client cannot decode without a keyframe.
    void keyframeNeeded() {
        keyframeRequests++;
        source.requestKeyframe();
    }

    /// A report block about this track (RFC 3550 §6.4.1).
    void receiverReport(MemorySegment s, long blockAt, long nowNanos) {
        fractionLost = Bytes.u8(s, blockAt + 4);
        lost = (long) Bytes.u24(s, blockAt + 5) << 40 >> 40;
        jitterTicks = Bytes.u32(s, blockAt + 12);
        int lastReport = Bytes.i32(s, blockAt + 16);
        if (lastReport == 0) return;
        int roundTrip = Ntp.compact(Ntp.fromNanos(nowNanos)) - lastReport - Bytes.i32(s, blockAt + 20);
        long measured = Ntp.compactToNanos(roundTrip);
        if (measured >= 0 && measured < MAX_RTT_NANOS) rttNanos = Math.max(1, measured);
    }

    /// Reports, when it is time, which moment the timestamps mean: the source's own report, in our clock.
    long advance(long nowNanos, RtcpCompound rtcp) {
        if (!Advancing.isDue(nextReportNanos, nowNanos)) return nextReportNanos;
        boolean report = started() && source.reported();
        if (report) writeReport(nowNanos, rtcp);
        nextReportNanos = nowNanos + (report ? REPORT_INTERVAL_NANOS : REPORT_RETRY_NANOS);
        return nextReportNanos;
    }

    private void writeReport(long nowNanos, RtcpCompound rtcp) {
        long at = rtcp.begin(Rtcp.SENDER_REPORT_SIZE + RtcpWriter.sourceDescriptionSize(cname));
        int ssrc = (int) settings.ssrc();
        int timestamp = source.timestampAt(nowNanos) + timestampOffset;
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
