package org.hausruf.sfu.forward;

import static org.hausruf.sfu.time.Advancing.earlier;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.hausruf.rtc.bytes.Bytes;
import org.hausruf.rtc.rtcp.Rtcp;
import org.hausruf.rtc.rtcp.RtcpWriter;
import org.hausruf.rtc.rtp.RtpHeader;
import org.hausruf.rtc.srtp.Srtp;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.rtc.srtp.SrtpKeys;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.rtc.srtp.SrtpReceiver;
import org.hausruf.rtc.srtp.SrtpSender;
import org.hausruf.rtc.srtp.SrtpStream;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.time.Advancing;
import org.hausruf.sfu.time.LoopTime;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SenderClock;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.transport.MediaHandler;
import org.hausruf.sfu.transport.PacketSender;
import org.jspecify.annotations.Nullable;

/// The media of one peer connection: SRTP both ways, which SSRC belongs to which track, RTCP. Confined to the loop.
///
/// A packet's way: [#packetReceived] opens it in place, its [PublishedTrack] keeps it in a ring and hands it to each
/// [SubscribedTrack], which writes it, protected again, into a slot of its own connection's transport.
public final class MediaSession implements MediaHandler, Advancing, AutoCloseable {
    private static final long REPORT_INTERVAL_NANOS = 1_000_000_000L;
    private static final int FIRST_SEQUENCE_BOUND = 1 << 15;
    private static final int MAX_RETIRED = 64;

    private final LoopTime time;
    private final SrtpCrypto crypto;
    private final Counters counters;
    private final RandomGenerator random;
    private final int reporterSsrc;
    private final ProtectedSender out;
    private final RtcpCompound rtcp;
    private final ControlReceiver control = new ControlReceiver(this);
    private final RtpHeader header = new RtpHeader();
    private final SenderClock senderClock = new SenderClock();
    private final ArrivalFeedback arrivals = new ArrivalFeedback();
    private final List<PublishedTrack> published = new ArrayList<>();
    private final List<PublishedLayer> layers = new ArrayList<>();
    private final List<SubscribedTrack> subscribed = new ArrayList<>();
    private final List<IncomingStream> streams = new ArrayList<>();
    private final List<SrtpStream> retired = new ArrayList<>();

    private @Nullable SrtpReceiver receiver;
    private @Nullable PauseListener pauses;
    private @Nullable SubscriberLine line;
    private int midExtId;
    private int ridExtId;
    private int repairedRidExtId;
    private int twccExtId;
    private long nextReportNanos = NEVER;
    private long wakeNanos = NEVER;

    /// A session without tracks and keys.
    ///
    /// @param counters of the loop
    /// @param random where sequence numbers begin
    public MediaSession(LoopTime time, SrtpCrypto crypto, Counters counters, RandomGenerator random) {
        this.time = time;
        this.crypto = crypto;
        this.counters = counters;
        this.random = random;
        reporterSsrc = random.nextInt();
        out = new ProtectedSender(counters);
        rtcp = new RtcpCompound(out);
    }

    /// Told of a video that is paused because the line is too weak, or goes on.
    public interface PauseListener {
        void paused(SubscribedTrack track, boolean paused);
    }

    /// From now on what is subscribed to adapts to the line.
    public void adapt(PauseListener listener) {
        pauses = listener;
    }

    /// Null while nothing adapts to it.
    @Nullable
    SubscriberLine line() {
        return line;
    }

    /// Gives the way out; before it, and before [#keysReady], nothing is sent.
    public void attach(PacketSender sender) {
        out.attach(sender);
    }

    @Override
    public void keysReady(SrtpProfile profile, byte[] keyingMaterial) {
        if (receiver != null) receiver.close();
        receiver = new SrtpReceiver(crypto, profile, SrtpKeys.ofClient(profile, keyingMaterial));
        out.keys(new SrtpSender(crypto, profile, SrtpKeys.ofServer(profile, keyingMaterial)));
        for (SubscribedTrack track : subscribed) track.source().ready(track);
    }

    public PublishedTrack publish(PublishedTrackSettings settings) {
        PublishedTrack track = new PublishedTrack(this, settings, senderClock);
        published.add(track);
        for (PublishedLayer layer : track.layers()) {
            layers.add(layer);
            if (layer.settings().ssrc() >= 0) streams.add(layer.media());
            long rtxSsrc = layer.settings().rtxSsrc();
            if (rtxSsrc >= 0) streams.add(layer.candidate((int) rtxSsrc, true));
        }
        if (settings.midExtId() > 0) midExtId = settings.midExtId();
        if (settings.ridExtId() > 0) ridExtId = settings.ridExtId();
        if (settings.repairedRidExtId() > 0) repairedRidExtId = settings.repairedRidExtId();
        if (settings.twccExtId() > 0) twccExtId = settings.twccExtId();
        if (nextReportNanos == NEVER) nextReportNanos = time.nowNanos() + REPORT_INTERVAL_NANOS;
        wake(nextReportNanos);
        return track;
    }

    /// Ends the track; what was still subscribed to it falls silent.
    public void unpublish(PublishedTrack track) {
        if (!published.remove(track)) return;
        retire(stream -> stream.layer().track() == track);
        layers.removeIf(layer -> layer.track() == track);
        track.end();
    }

    /// What is known of an SSRC outlives its track: the client's rollover counter does, when it sends under it again.
    SrtpStream srtpStream(int ssrc) {
        for (SrtpStream stream : retired) {
            if (stream.ssrc() == ssrc) return stream;
        }
        return new SrtpStream(ssrc);
    }

    private void retire(Predicate<IncomingStream> ending) {
        for (IncomingStream stream : streams) {
            if (ending.test(stream) && !retired.contains(stream.srtp())) retired.add(stream.srtp());
        }
        streams.removeIf(ending);
        while (retired.size() > MAX_RETIRED) retired.removeFirst();
    }

    /// Sends `source`, which another session of the same loop publishes, to this session's client.
    public SubscribedTrack subscribe(PublishedTrack source, SubscribedTrackSettings settings) {
        SubscribedTrack track = new SubscribedTrack(this, source, settings, out);
        subscribed.add(track);
        if (source.video() && pauses != null) adapted(pauses).add(track);
        source.add(track);
        return track;
    }

    private SubscriberLine adapted(PauseListener listener) {
        SubscriberLine known = line;
        if (known != null) return known;
        var made = new SubscriberLine(this, listener);
        out.tell(made);
        line = made;
        return made;
    }

    /// Says BYE (RFC 3550 §6.6) and stops.
    public void unsubscribe(SubscribedTrack track) {
        if (!subscribed.remove(track)) return;
        if (line != null) line.remove(track);
        track.source().remove(track);
        track.bye(rtcp);
    }

    @Override
    public void packetReceived(MemorySegment segment, long at, int sizeBytes, long nowNanos) {
        counters.in(sizeBytes);
        if (receiver == null) drop(DropReason.NO_KEYS);
        else if (sizeBytes < RtpHeader.FIXED_SIZE) drop(DropReason.MALFORMED_RTP);
        else if (RtpHeader.isRtcp(segment, at)) controlReceived(receiver, segment, at, sizeBytes, nowNanos);
        else mediaReceived(receiver, segment, at, sizeBytes, nowNanos);
    }

    private void controlReceived(SrtpReceiver srtp, MemorySegment s, long at, int size, long nowNanos) {
        int plainSize = srtp.unprotectRtcp(s, at, size);
        if (plainSize >= 0) control.received(s, at, plainSize, nowNanos);
        else drop(reason(plainSize, DropReason.MALFORMED_RTCP));
    }

    private void mediaReceived(SrtpReceiver srtp, MemorySegment s, long at, int size, long nowNanos) {
        if (!header.parse(s, at, size)) {
            drop(DropReason.MALFORMED_RTP);
            return;
        }
        IncomingStream known = stream(header.ssrc());
        IncomingStream stream = known != null ? known : candidate(s, at);
        if (stream == null) {
            drop(DropReason.UNKNOWN_SSRC);
            return;
        }
        int plainSize = srtp.unprotectRtp(s, at, header.sizeBytes(), size, header.sequenceNumber(), stream.srtp());
        if (plainSize < 0) {
            drop(reason(plainSize, DropReason.MALFORMED_RTP));
            return;
        }
        if (known == null) bind(stream);
        genuineReceived(stream, s, at, plainSize, nowNanos);
    }

    private void genuineReceived(IncomingStream stream, MemorySegment s, long at, int size, long nowNanos) {
        int payloadSize = header.payloadSize(s, at, size);
        if (payloadSize < 0) {
            drop(DropReason.MALFORMED_RTP);
            return;
        }
        int twcc = header.extension(s, at, twccExtId);
        if (twcc >= 0 && header.extensionSize(s, at, twcc) >= 2) {
            wake(arrivals.arrived(Bytes.u16(s, at + twcc), stream.ssrc(), header.marker(), nowNanos));
        }
        stream.layer().received(stream, header, s, at, payloadSize, nowNanos);
    }

    private static DropReason reason(int refusal, DropReason malformed) {
        return switch (refusal) {
            case Srtp.FORGED -> DropReason.AUTHENTICATION;
            case Srtp.REPLAYED -> DropReason.REPLAYED;
            default -> malformed;
        };
    }

    /// What was announced under this SSRC. A client has a handful, so that looking through them beats a map.
    @Nullable
    IncomingStream stream(int ssrc) {
        for (int i = 0; i < streams.size(); i++) {
            IncomingStream stream = streams.get(i);
            if (stream.ssrc() == ssrc) return stream;
        }
        return null;
    }

    /// What a packet under an unannounced SSRC may be, going by its mid (RFC 8843 §9.2).
    private @Nullable IncomingStream candidate(MemorySegment s, long at) {
        int extension = header.extension(s, at, midExtId);
        if (extension < 0) return null;
        int size = header.extensionSize(s, at, extension);
        for (int i = 0; i < published.size(); i++) {
            PublishedTrack track = published.get(i);
            if (track.hasMid(s, at + extension, size)) return candidate(track, s, at);
        }
        return null;
    }

    /// And of a track with layers, by its RTP stream id (RFC 8852 §3).
    private @Nullable IncomingStream candidate(PublishedTrack track, MemorySegment s, long at) {
        Codec codec = track.settings().codec();
        boolean retransmissions = header.payloadType() == codec.rtxPayloadType();
        if (!retransmissions && !codec.carries(header.payloadType())) return null;
        PublishedLayer layer = layer(track, s, at, retransmissions ? repairedRidExtId : ridExtId);
        return layer == null ? null : layer.candidate(header.ssrc(), retransmissions);
    }

    private @Nullable PublishedLayer layer(PublishedTrack track, MemorySegment s, long at, int extensionId) {
        if (!track.layered()) return track.layers()[0];
        int extension = header.extension(s, at, extensionId);
        if (extension < 0) return null;
        int size = header.extensionSize(s, at, extension);
        for (PublishedLayer layer : track.layers()) {
            if (layer.hasRid(s, at + extension, size)) return layer;
        }
        return null;
    }

    /// Takes the place of what the layer had before, so that the list does not grow.
    private void bind(IncomingStream stream) {
        retire(other -> other.layer() == stream.layer() && other.retransmissions() == stream.retransmissions());
        streams.add(stream);
        if (!stream.retransmissions()) stream.layer().restart(stream);
    }

    @Nullable
    SubscribedTrack subscribed(int ssrc) {
        for (int i = 0; i < subscribed.size(); i++) {
            SubscribedTrack track = subscribed.get(i);
            if ((int) track.settings().ssrc() == ssrc) return track;
        }
        return null;
    }

    void drop(DropReason reason) {
        counters.drop(reason);
    }

    long nowNanos() {
        return time.nowNanos();
    }

    int firstSequenceNumber() {
        return random.nextInt(FIRST_SEQUENCE_BOUND);
    }

    /// Has [#advance] called by then.
    void wake(long deadlineNanos) {
        if (deadlineNanos == wakeNanos || earlier(deadlineNanos, wakeNanos) == wakeNanos) return;
        wakeNanos = deadlineNanos;
        time.wakeAt(this, deadlineNanos);
    }

    @Override
    public long advance(long nowNanos) {
        wakeNanos = NEVER;
        long next = arrivals.advance(nowNanos, rtcp, reporterSsrc);
        for (int i = 0; i < layers.size(); i++) {
            next = earlier(next, layers.get(i).advance(nowNanos, rtcp, reporterSsrc));
        }
        for (int i = 0; i < subscribed.size(); i++) {
            next = earlier(next, subscribed.get(i).advance(nowNanos, rtcp));
        }
        if (line != null) next = earlier(next, line.advance(nowNanos));
        next = earlier(next, report(nowNanos));
        rtcp.flush();
        wakeNanos = earlier(next, wakeNanos);
        return wakeNanos;
    }

    private long report(long nowNanos) {
        if (layers.isEmpty()) nextReportNanos = NEVER;
        if (!Advancing.isDue(nextReportNanos, nowNanos)) return nextReportNanos;
        int next = 0;
        while (next < layers.size()) next = writeReport(next, nowNanos);
        nextReportNanos = nowNanos + REPORT_INTERVAL_NANOS;
        return nextReportNanos;
    }

    /// Reports on as many layers from `first` as one packet takes.
    ///
    /// @return the first it left out
    private int writeReport(int first, long nowNanos) {
        long at = rtcp.begin(8 + Rtcp.MAX_REPORT_BLOCKS * Rtcp.REPORT_BLOCK_SIZE);
        long end = at + 8;
        int blocks = 0;
        int next = first;
        while (next < layers.size() && blocks < Rtcp.MAX_REPORT_BLOCKS) {
            PublishedLayer layer = layers.get(next++);
            if (!layer.started()) continue;
            end = layer.writeReportBlock(rtcp.buffer(), end, nowNanos);
            blocks++;
        }
        if (blocks == 0) return next;
        RtcpWriter.receiverReport(rtcp.buffer(), at, reporterSsrc, blocks);
        rtcp.end(end);
        return next;
    }

    /// Ends all its tracks and gives back their memory.
    @Override
    public void close() {
        for (SubscribedTrack track : List.copyOf(subscribed)) unsubscribe(track);
        for (PublishedTrack track : List.copyOf(published)) unpublish(track);
        if (receiver != null) receiver.close();
        receiver = null;
        out.close();
    }
}
