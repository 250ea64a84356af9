package org.hausruf.sfu.peer;

import java.util.HashMap;
import java.util.Map;
import org.hausruf.rtc.sdp.AnsweredTrack;
import org.hausruf.rtc.sdp.SentCodec;
import org.hausruf.rtc.sdp.SentTrack;
import org.hausruf.rtc.sdp.SessionDescription;
import org.hausruf.rtc.sdp.SubscriberOffer;
import org.hausruf.sfu.forward.PublishedTrack;
import org.hausruf.sfu.forward.SubscribedTrack;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.TrackKind;
import org.hausruf.sfu.transport.DataChannel;
import org.hausruf.sfu.transport.DataHandler;
import org.hausruf.sfu.transport.TransportListener;

/// The connection on which we send to a client. We offer, the client answers. Confined to the loop.
public final class SubscriberPeer implements AutoCloseable {
    /// Labels of the data channels, the same on either connection.
    public static final String RELIABLE = "_reliable";

    public static final String LOSSY = "_lossy";

    private final Connection connection;
    private final SubscriberOffer offer;
    private final OfferSchedule schedule;
    private final Listener listener;
    private final OpenChannels channels = new OpenChannels();
    private boolean channelsAsked;
    private final Map<SentTrack, PublishedTrack> sources = new HashMap<>();
    private final Map<SentTrack, SubscribedTrack> flowing = new HashMap<>();

    /// What comes out of a connection that we offer.
    public interface Listener extends TransportListener, DataHandler {
        void offer(String sdp, int id, Map<String, String> midToTrackId);

        /// The client has agreed to the track and gets it from now on.
        void flows(SentTrack sent, SubscribedTrack track);

        /// The client cannot play the track.
        void refused(SentTrack sent);

        /// The client's line is too weak for the track, or no more.
        void paused(SentTrack sent, boolean paused);

        /// The client does not answer: only a new connection helps.
        void unanswered();
    }

    public SubscriberPeer(String name, PeerSettings settings, Listener listener) {
        this.listener = listener;
        connection = new Connection(name, settings, listener, listener);
        if (settings.adapts()) connection.media().adapt(this::paused);
        offer = new SubscriberOffer(settings.random());
        schedule = new OfferSchedule(settings.random().nextInt(1, 256));
    }

    /// Offers as soon as [#advance] runs.
    public void begin(long nowNanos) {
        schedule.wantAtOnce(nowNanos);
    }

    /// Offers the track next time.
    ///
    /// @param streamId how LiveKit's clients find the publisher: `PA_…|TR_…`
    public SentTrack add(PublishedTrack source, String streamId, String trackId, boolean stereo, long nowNanos) {
        String cname = streamId.substring(0, Math.max(0, streamId.indexOf('|')));
        var sent = offer.add(codec(source.settings()), streamId, trackId, cname, stereo);
        sources.put(sent, source);
        schedule.want(nowNanos);
        return sent;
    }

    private static SentCodec codec(PublishedTrackSettings source) {
        Codec codec = source.codec();
        if (source.kind() == TrackKind.VIDEO) return codec.h264() ? SentCodec.H264 : SentCodec.VP8;
        return codec.red() ? SentCodec.RED : SentCodec.OPUS;
    }

    public void remove(SentTrack sent, long nowNanos) {
        offer.remove(sent);
        sources.remove(sent);
        var track = flowing.remove(sent);
        if (track != null) connection.media().unsubscribe(track);
        schedule.want(nowNanos);
    }

    /// Takes the answer to the last offer; one to an older offer is passed over.
    ///
    /// @return false when no connection can come of it
    public boolean answered(SessionDescription answer, int id) {
        if (!schedule.answered(id)) return true;
        if (!connection.remote(answer)) return false;
        askForChannels();
        offer.answered(answer).forEach(this::answered);
        return true;
    }

    /// Not before the answer: their stream ids hang on the DTLS role that it gives us.
    private void askForChannels() {
        if (channelsAsked) return;
        channelsAsked = true;
        connection.transport().openChannel(RELIABLE, true, -1);
        connection.transport().openChannel(LOSSY, false, 0);
    }

    private void answered(AnsweredTrack answered) {
        SentTrack sent = answered.track();
        if (flowing.containsKey(sent)) return;
        PublishedTrack source = sources.get(sent);
        if (source == null) return;
        if (!answered.accepted()) {
            listener.refused(sent);
            return;
        }
        var track = connection.media().subscribe(source, settings(answered));
        flowing.put(sent, track);
        listener.flows(sent, track);
    }

    private void paused(SubscribedTrack track, boolean paused) {
        for (var entry : flowing.entrySet()) {
            if (entry.getValue() == track) listener.paused(entry.getKey(), paused);
        }
    }

    private static SubscribedTrackSettings settings(AnsweredTrack answered) {
        SentTrack sent = answered.track();
        return new SubscribedTrackSettings(
                sent.ssrc(),
                answered.rtx() ? sent.rtxSsrc() : -1,
                sent.payloadType(),
                answered.rtx() ? sent.rtxPayloadType() : -1,
                answered.red() ? sent.redPayloadType() : -1,
                sent.cname(),
                0,
                answered.twccExtId());
    }

    /// The way that the client comes by.
    public MediaPath path() {
        return connection.path();
    }

    /// New ICE credentials in an offer at once: the client came back by another way.
    public void restartIce(long nowNanos) {
        connection.transport().restartIce();
        schedule.forget(nowNanos);
    }

    /// One of the channels can carry messages.
    public void opened(DataChannel channel) {
        channels.opened(channel);
    }

    /// Whether both data channels can.
    public boolean dataOpened() {
        return channels.both();
    }

    /// {@return whether the message was taken; false while the channel is not open or full}
    public boolean sendData(boolean reliably, byte[] message) {
        return channels.send(connection.transport(), reliably, message);
    }

    /// {@return when to call again}
    public long advance(long nowNanos) {
        switch (schedule.due(nowNanos)) {
            case OFFER ->
                listener.offer(offer.write(connection.local()), schedule.offered(nowNanos), offer.midToTrackId());
            case TIMEOUT -> listener.unanswered();
            case NOTHING -> {}
        }
        return schedule.deadlineNanos();
    }

    @Override
    public void close() {
        connection.close();
    }
}
