package org.hausruf.sfu.forward;

import static org.hausruf.sfu.loop.Advancing.NEVER;
import static org.hausruf.sfu.loop.Advancing.earlier;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtcp.Ntp;
import org.hausruf.rtc.rtcp.RtcpWriter;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.rtc.rtp.SequenceNumbers;
import org.hausruf.rtc.rtp.Vp8Descriptor;
import org.hausruf.sfu.speaker.SpeechLevel;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.track.KeyframeRequests;
import org.hausruf.sfu.track.MissingPackets;
import org.hausruf.sfu.track.PacketRing;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.PublishedTrackStats;
import org.hausruf.sfu.track.ReceptionStatistics;
import org.hausruf.sfu.track.RtpClock;
import org.hausruf.sfu.track.SenderClock;
import org.hausruf.sfu.track.TrackKind;
import org.jspecify.annotations.Nullable;

/// A track that a client sends to us: puts its packets in order, has the missing ones sent again, keeps the last of
/// them, and gives each to the subscribed tracks. Confined to the room's loop.
public final class PublishedTrack {
    private static final int VIDEO_HISTORY = 512;
    private static final int AUDIO_HISTORY = 256;

    private final MediaSession session;
    private final PublishedTrackSettings settings;
    private final byte[] mid;
    private final RtpClock clock;
    private final SenderClock senderClock;
    private final PacketRing ring;
    private final SpeechLevel speechLevel;
    private final MissingPackets missing = new MissingPackets();
    private final long[] asking = new long[MissingPackets.MAX_MISSING];
    private final KeyframeRequests keyframeRequests = new KeyframeRequests();
    private final Vp8Descriptor vp8 = new Vp8Descriptor();

    private ReceptionStatistics reception;
    private IncomingStream media;
    private SubscribedTrack[] subscribers = new SubscribedTrack[0];
    private boolean started;
    private boolean muted;
    private boolean ended;
    private long highest;

    private boolean reported;
    private long reportNtp;
    private int reportTimestamp;
    private long reportArrivalNanos;

    private long packets;
    private long bytes;
    private long repaired;
    private long nacks;
    private long keyframes;

    PublishedTrack(MediaSession session, PublishedTrackSettings settings, SenderClock senderClock) {
        this.session = session;
        this.settings = settings;
        this.senderClock = senderClock;
        mid = settings.mid().getBytes(StandardCharsets.UTF_8);
        clock = new RtpClock(settings.codec().clockRate());
        ring = new PacketRing(video() ? VIDEO_HISTORY : AUDIO_HISTORY);
        speechLevel = new SpeechLevel(settings.codec().clockRate());
        reception = new ReceptionStatistics(clock);
        media = new IncomingStream(this, false, session.srtpStream((int) settings.ssrc()), 0);
    }

    public PublishedTrackSettings settings() {
        return settings;
    }

    boolean video() {
        return settings.kind() == TrackKind.VIDEO;
    }

    boolean startsWithKeyframe() {
        return settings.codec().vp8();
    }

    RtpClock clock() {
        return clock;
    }

    PacketRing ring() {
        return ring;
    }

    boolean ended() {
        return ended;
    }

    /// Muted, nothing of it is forwarded; subscribers see neither a gap nor old packets afterwards.
    public void setMuted(boolean muted) {
        if (this.muted == muted) return;
        this.muted = muted;
        speechLevel.reset();
        for (SubscribedTrack subscriber : subscribers) subscriber.awaitStart();
        if (!muted) requestKeyframe();
    }

    public boolean muted() {
        return muted;
    }

    /// Asks the publisher for a keyframe, and again until one comes, at most one request per 500 ms.
    public void requestKeyframe() {
        if (!video() || ended) return;
        session.wake(keyframeRequests.want(session.nowNanos()));
    }

    /// How loud it is: for `ActiveSpeakers`. Always silent for video.
    public SpeechLevel speechLevel() {
        return speechLevel;
    }

    public PublishedTrackStats stats() {
        return new PublishedTrackStats(
                packets,
                bytes,
                reception.lost(),
                repaired,
                reception.jitterNanos(),
                nacks,
                keyframes,
                keyframeRequests.count());
    }

    void add(SubscribedTrack subscriber) {
        subscribers = Arrays.copyOf(subscribers, subscribers.length + 1);
        subscribers[subscribers.length - 1] = subscriber;
        requestKeyframe();
    }

    void remove(SubscribedTrack subscriber) {
        subscribers =
                Arrays.stream(subscribers).filter(other -> other != subscriber).toArray(SubscribedTrack[]::new);
    }

    /// Nothing is forwarded or sent again from here on.
    void end() {
        ended = true;
        subscribers = new SubscribedTrack[0];
        ring.close();
    }

    /// Whether a header extension holds this track's mid.
    boolean hasMid(MemorySegment s, long at, int size) {
        if (size != mid.length) return false;
        for (int i = 0; i < size; i++) {
            if ((byte) Bytes.u8(s, at + i) != mid[i]) return false;
        }
        return true;
    }

    IncomingStream media() {
        return media;
    }

    /// What an SSRC would be that nobody announced, if its first packet proves genuine; null for an unknown payload.
    @Nullable
    IncomingStream candidate(int ssrc, int payloadType) {
        if (payloadType == settings.codec().payloadType()) {
            long base = started ? ((highest >>> 16) + 2) << 16 : 0;
            return new IncomingStream(this, false, session.srtpStream(ssrc), base);
        }
        if (payloadType == settings.codec().rtxPayloadType()) {
            return new IncomingStream(this, true, session.srtpStream(ssrc), 0);
        }
        return null;
    }

    /// The client sends this track under another SSRC from now on.
    void restart(IncomingStream stream) {
        media = stream;
        reception = new ReceptionStatistics(clock);
        missing.clear();
        reported = false;
        if (!started) return;
        for (SubscribedTrack subscriber : subscribers) subscriber.sourceRestarted();
        requestKeyframe();
    }

    /// A genuine packet; `payloadSize` is without padding.
    void received(IncomingStream stream, RtpHeader header, MemorySegment s, long at, int payloadSize, long nowNanos) {
        if (stream.retransmissions()) receivedAgain(header, s, at + header.sizeBytes(), payloadSize, nowNanos);
        else receivedOriginal(stream, header, s, at, payloadSize, nowNanos);
    }

    private void receivedOriginal(
            IncomingStream stream, RtpHeader header, MemorySegment s, long at, int payloadSize, long nowNanos) {
        if (header.payloadType() != settings.codec().payloadType()) {
            session.drop(DropReason.UNKNOWN_PAYLOAD_TYPE);
            return;
        }
        if (stream.ssrc() != media.ssrc()) {
            session.drop(DropReason.TOO_OLD);
            return;
        }
        reception.received(stream.sequence(), header.timestamp(), nowNanos);
        hear(header, s, at, nowNanos);
        accept(stream.sequence(), header, s, at + header.sizeBytes(), payloadSize, nowNanos);
    }

    /// RTX (RFC 4588 §4): two bytes of original sequence number, then the original payload. Without, it is padding.
    private void receivedAgain(RtpHeader header, MemorySegment s, long payloadAt, int payloadSize, long nowNanos) {
        if (header.payloadType() != settings.codec().rtxPayloadType()) {
            session.drop(DropReason.UNKNOWN_PAYLOAD_TYPE);
            return;
        }
        if (payloadSize < 2 || !started) return;
        long sequence = SequenceNumbers.extend(highest, Bytes.u16(s, payloadAt));
        if (sequence < media.sequenceBase()) return;
        if (accept(sequence, header, s, payloadAt + 2, payloadSize - 2, nowNanos)) repaired++;
    }

    private void hear(RtpHeader header, MemorySegment s, long at, long nowNanos) {
        if (muted) return;
        int extension = header.extension(s, at, settings.audioLevelExtId());
        if (extension >= 0) speechLevel.heard(Bytes.u8(s, at + extension) & 0x7f, header.timestamp(), nowNanos);
    }

    private boolean accept(
            long sequence, RtpHeader header, MemorySegment s, long payloadAt, int payloadSize, long nowNanos) {
        if (payloadSize > PacketRing.MAX_PAYLOAD) return dropped(DropReason.TOO_LARGE);
        if (started && sequence <= highest - ring.capacity()) return dropped(DropReason.TOO_OLD);
        if (ring.has(sequence)) return dropped(DropReason.DUPLICATE);
        ring.store(sequence, header.timestamp(), header.marker(), s, payloadAt, payloadSize);
        advanceTo(sequence, nowNanos);
        packets++;
        bytes += payloadSize;
        forward(sequence, payloadSize, nowNanos);
        return true;
    }

    private boolean dropped(DropReason reason) {
        session.drop(reason);
        return false;
    }

    private void advanceTo(long sequence, long nowNanos) {
        if (started && sequence <= highest) {
            missing.arrived(sequence, nowNanos);
            return;
        }
        long step = sequence - highest;
        if (started && step > 1 && step < ring.capacity()) missed(highest + 1, sequence, nowNanos);
        if (!started) session.wake(keyframeRequests.deadlineNanos());
        started = true;
        highest = sequence;
    }

    private void missed(long from, long to, long nowNanos) {
        if (missing.gap(from, to, nowNanos)) session.wake(missing.deadlineNanos());
        else requestKeyframe();
    }

    private void forward(long sequence, int payloadSize, long nowNanos) {
        boolean keyframeStart = settings.codec().vp8()
                && vp8.parse(ring.payloads(), ring.payloadAt(sequence), payloadSize)
                && vp8.keyframeStart();
        if (keyframeStart) {
            keyframes++;
            keyframeRequests.arrived();
        }
        if (muted) return;
        for (SubscribedTrack subscriber : subscribers) {
            subscriber.forward(ring, sequence, keyframeStart, nowNanos);
        }
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
        return reportTimestamp + (int) clock.ticks(nowNanos - senderClock.localNanos(reportNtp));
    }

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
        if (ended) return NEVER;
        int due = missing.takeDue(nowNanos, asking);
        if (due > 0) {
            long at = rtcp.begin(RtcpWriter.nackSize(due));
            rtcp.end(RtcpWriter.nack(rtcp.buffer(), at, senderSsrc, media.ssrc(), asking, due));
            nacks += due;
        }
        if (!muted && started && keyframeRequests.takeDue(nowNanos)) {
            long at = rtcp.begin(12);
            rtcp.end(RtcpWriter.pli(rtcp.buffer(), at, senderSsrc, media.ssrc()));
        }
        long keyframeNanos = muted || !started ? NEVER : keyframeRequests.deadlineNanos();
        return earlier(missing.deadlineNanos(), keyframeNanos);
    }
}
