package org.hausruf.sfu.forward;

import static org.hausruf.sfu.time.Advancing.NEVER;
import static org.hausruf.sfu.time.Advancing.earlier;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtcp.Ntp;
import org.hausruf.rtc.rtcp.RtcpWriter;
import org.hausruf.rtc.rtp.H264Payload;
import org.hausruf.rtc.rtp.RedPayload;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.rtc.rtp.SequenceNumbers;
import org.hausruf.rtc.rtp.Vp8Descriptor;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.FrameRates;
import org.hausruf.sfu.track.KeyframeRequests;
import org.hausruf.sfu.track.LayerRates;
import org.hausruf.sfu.track.LayerSettings;
import org.hausruf.sfu.track.MissingPackets;
import org.hausruf.sfu.track.PacketRing;
import org.hausruf.sfu.track.ReceptionStatistics;
import org.hausruf.sfu.track.SenderClock;

/// One layer of a published track, or all of a track without simulcast: puts its packets in order, has the missing
/// ones sent again, keeps the last of them, and tells its [PublishedTrack] of each. Confined to the room's loop.
final class PublishedLayer {
    static final long NONE = -1;
    static final int VIDEO_HISTORY = 512;
    /// Of audio, and of video that has few packets.
    private static final int SMALL_HISTORY = 256;

    private final MediaSession session;
    private final PublishedTrack track;
    private final int index;
    private final LayerSettings settings;
    private final byte[] rid;
    private final SenderClock senderClock;
    private final PacketRing ring;
    private final MissingPackets missing = new MissingPackets();
    private final long[] asking = new long[MissingPackets.MAX_MISSING];
    private final KeyframeRequests keyframeRequests = new KeyframeRequests();
    private final Vp8Descriptor vp8 = new Vp8Descriptor();
    private final FrameRates frameRates = new FrameRates();
    private final LayerRates rates = new LayerRates();

    private ReceptionStatistics reception;
    private IncomingStream media;
    private boolean started;
    private boolean viewed = true;
    private long highest;
    private int frameTimestamp;
    private long keyframeAt = NONE;
    private long keyframeArrivalNanos;

    private boolean reported;
    private long reportNtp;
    private int reportTimestamp;
    private long reportArrivalNanos;

    private long packets;
    private long bytes;
    private long repaired;
    private long nacks;
    private long keyframes;

    /// @param index 0 for the lowest layer
    PublishedLayer(MediaSession session, PublishedTrack track, int index, SenderClock senderClock) {
        this.session = session;
        this.track = track;
        this.index = index;
        this.senderClock = senderClock;
        settings = track.settings().layers().get(index);
        rid = settings.rid().getBytes(StandardCharsets.UTF_8);
        boolean top = index == track.settings().layers().size() - 1;
        ring = new PacketRing(track.video() && top ? VIDEO_HISTORY : SMALL_HISTORY);
        reception = new ReceptionStatistics(track.clock());
        media = new IncomingStream(this, false, session.srtpStream((int) settings.ssrc()), 0);
    }

    PublishedTrack track() {
        return track;
    }

    int index() {
        return index;
    }

    LayerSettings settings() {
        return settings;
    }

    PacketRing ring() {
        return ring;
    }

    IncomingStream media() {
        return media;
    }

    ReceptionStatistics reception() {
        return reception;
    }

    long packets() {
        return packets;
    }

    long bytes() {
        return bytes;
    }

    long repaired() {
        return repaired;
    }

    long nacks() {
        return nacks;
    }

    long keyframes() {
        return keyframes;
    }

    long keyframeRequests() {
        return keyframeRequests.count();
    }

    FrameRates frameRates() {
        return frameRates;
    }

    LayerRates rates() {
        return rates;
    }

    /// The newest packet.
    long highest() {
        return highest;
    }

    /// Where the last keyframe begins, if it is so young that no other could be asked for anyway; else [#NONE].
    long youngKeyframe(long nowNanos) {
        return nowNanos - keyframeArrivalNanos < KeyframeRequests.SPACING_NANOS ? keyframeAt : NONE;
    }

    /// Nothing that came so far is to be begun with.
    void forgetKeyframe() {
        keyframeAt = NONE;
    }

    /// Whether anyone gets it or waits for it; what is lost while nobody does is not asked for.
    void setViewed(boolean viewed) {
        this.viewed = viewed;
    }

    /// Asks for a keyframe, and again until one comes, at most one request per 500 ms.
    void requestKeyframe() {
        session.wake(keyframeRequests.want(session.nowNanos()));
    }

    /// Whether a header extension holds this layer's stream id.
    boolean hasRid(MemorySegment s, long at, int size) {
        return Bytes.equal(s, at, size, rid);
    }

    /// What an SSRC would be that nobody announced, if its first packet proves genuine.
    IncomingStream candidate(int ssrc, boolean retransmissions) {
        if (retransmissions) return new IncomingStream(this, true, session.srtpStream(ssrc), 0);
        long base = started ? ((highest >>> 16) + 2) << 16 : 0;
        return new IncomingStream(this, false, session.srtpStream(ssrc), base);
    }

    /// The client sends this layer under another SSRC from now on.
    void restart(IncomingStream stream) {
        media = stream;
        reception = new ReceptionStatistics(track.clock());
        missing.clear();
        keyframeAt = NONE;
        reported = false;
        if (started) track.restarted(this);
    }

    void end() {
        ring.close();
    }

    /// A genuine packet; `payloadSize` is without padding.
    void received(IncomingStream stream, RtpHeader header, MemorySegment s, long at, int payloadSize, long nowNanos) {
        if (stream.retransmissions()) receivedAgain(header, s, at + header.sizeBytes(), payloadSize, nowNanos);
        else receivedOriginal(stream, header, s, at, payloadSize, nowNanos);
    }

    private void receivedOriginal(
            IncomingStream stream, RtpHeader header, MemorySegment s, long at, int payloadSize, long nowNanos) {
        if (!codec().carries(header.payloadType())) {
            session.drop(DropReason.UNKNOWN_PAYLOAD_TYPE);
            return;
        }
        if (stream.ssrc() != media.ssrc()) {
            session.drop(DropReason.TOO_OLD);
            return;
        }
        reception.received(stream.sequence(), header.timestamp(), nowNanos);
        track.hear(header, s, at, nowNanos);
        accept(stream.sequence(), header, s, at + header.sizeBytes(), payloadSize, nowNanos);
    }

    /// RTX (RFC 4588 §4): two bytes of original sequence number, then the original payload. Without, it is padding.
    private void receivedAgain(RtpHeader header, MemorySegment s, long payloadAt, int payloadSize, long nowNanos) {
        if (header.payloadType() != codec().rtxPayloadType()) {
            session.drop(DropReason.UNKNOWN_PAYLOAD_TYPE);
            return;
        }
        if (payloadSize < 2 || !started) return;
        long sequence = SequenceNumbers.extend(highest, Bytes.u16(s, payloadAt));
        if (sequence < media.sequenceBase()) return;
        if (accept(sequence, header, s, payloadAt + 2, payloadSize - 2, nowNanos)) repaired++;
    }

    private Codec codec() {
        return track.settings().codec();
    }

    private boolean accept(
            long sequence, RtpHeader header, MemorySegment s, long payloadAt, int payloadSize, long nowNanos) {
        if (payloadSize > PacketRing.MAX_PAYLOAD) return dropped(DropReason.TOO_LARGE);
        if (started && sequence <= highest - ring.capacity()) return dropped(DropReason.TOO_OLD);
        if (ring.has(sequence)) return dropped(DropReason.DUPLICATE);
        boolean red = header.payloadType() == codec().redPayloadType();
        int primaryOffset = red ? RedPayload.primaryOffset(s, payloadAt, payloadSize) : 0;
        if (primaryOffset < 0) return dropped(DropReason.MALFORMED_RTP);
        ring.store(sequence, header.timestamp(), header.marker(), s, payloadAt, payloadSize, primaryOffset);
        boolean newFrame = advanceTo(sequence, header.timestamp(), nowNanos);
        packets++;
        bytes += payloadSize;
        boolean keyframeStart = keyframeStarts(sequence, payloadSize);
        if (track.video()) rates.packet(codec().vp8() ? vp8.temporalLayer() : 0, payloadSize, nowNanos);
        if (newFrame && codec().vp8()) frameRates.frame(vp8.temporalLayer(), nowNanos);
        if (keyframeStart) keyframeStarted(sequence, nowNanos);
        track.arrived(this, sequence, keyframeStart, nowNanos);
        return true;
    }

    private boolean dropped(DropReason reason) {
        session.drop(reason);
        return false;
    }

    /// @return whether a new frame begins
    private boolean advanceTo(long sequence, int timestamp, long nowNanos) {
        if (started && sequence <= highest) {
            missing.arrived(sequence, nowNanos);
            return false;
        }
        long step = sequence - highest;
        if (started && step > 1 && step < ring.capacity() && viewed) missed(highest + 1, sequence, nowNanos);
        boolean first = !started;
        started = true;
        highest = sequence;
        boolean newFrame = first || timestamp != frameTimestamp;
        if (newFrame) track.progressed(this, nowNanos);
        frameTimestamp = timestamp;
        if (first) session.wake(keyframeRequests.deadlineNanos());
        return newFrame;
    }

    private void missed(long from, long to, long nowNanos) {
        if (missing.gap(from, to, nowNanos)) session.wake(missing.deadlineNanos());
        else if (track.video()) requestKeyframe();
    }

    private void keyframeStarted(long sequence, long nowNanos) {
        keyframes++;
        keyframeRequests.arrived();
        if (sequence <= keyframeAt) return;
        keyframeAt = sequence;
        keyframeArrivalNanos = nowNanos;
    }

    private boolean keyframeStarts(long sequence, int payloadSize) {
        MemorySegment s = ring.payloads();
        long at = ring.payloadAt(sequence);
        if (codec().vp8()) return vp8.parse(s, at, payloadSize) && vp8.keyframeStart();
        return codec().h264() && H264Payload.startsKeyframe(s, at, payloadSize) && !keyframeGoesOn(sequence);
    }

    /// Whether an earlier packet has begun the same picture: one with the parameters, or another slice.
    private boolean keyframeGoesOn(long sequence) {
        return keyframeAt != NONE
                && keyframeAt < sequence
                && ring.has(keyframeAt)
                && ring.timestamp(keyframeAt) == ring.timestamp(sequence);
    }

    void senderReport(long ntp, int timestamp, long nowNanos) {
        senderClock.reported(ntp, nowNanos);
        reported = true;
        reportNtp = ntp;
        reportTimestamp = timestamp;
        reportArrivalNanos = nowNanos;
    }

    /// Whether [#timestampAt] can tell.
    boolean reported() {
        return reported;
    }

    /// The source's timestamp of this moment of our clock.
    int timestampAt(long nowNanos) {
        return reportTimestamp + (int) track.clock().ticks(nowNanos - senderClock.localNanos(reportNtp));
    }

    /// Whether there is something to report on.
    boolean started() {
        return reception.started();
    }

    long writeReportBlock(MemorySegment s, long at, long nowNanos) {
        int lastReport = reported ? Ntp.compact(reportNtp) : 0;
        long sinceLastReport = reported ? Ntp.nanosToCompact(nowNanos - reportArrivalNanos) : 0;
        return RtcpWriter.reportBlock(
                s,
                at,
                media.ssrc(),
                reception.takeFractionLost(),
                reception.lost(),
                reception.highest(),
                reception.jitter(),
                lastReport,
                sinceLastReport);
    }

    /// Asks for what is due to be asked for.
    long advance(long nowNanos, RtcpCompound rtcp, int senderSsrc) {
        if (track.ended()) return NEVER;
        int due = missing.takeDue(nowNanos, asking);
        if (due > 0) {
            long at = rtcp.begin(RtcpWriter.nackSize(due));
            rtcp.end(RtcpWriter.nack(rtcp.buffer(), at, senderSsrc, media.ssrc(), asking, due));
            nacks += due;
        }
        boolean asks = started && viewed && !track.muted();
        if (asks && keyframeRequests.takeDue(nowNanos)) {
            long at = rtcp.begin(12);
            rtcp.end(RtcpWriter.pli(rtcp.buffer(), at, senderSsrc, media.ssrc()));
        }
        return earlier(missing.deadlineNanos(), asks ? keyframeRequests.deadlineNanos() : NEVER);
    }
}
