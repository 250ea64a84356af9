package org.hausruf.sfu.peer;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hausruf.rtc.sdp.MediaKind;
import org.hausruf.rtc.sdp.OfferedTrack;
import org.hausruf.rtc.sdp.PublisherAnswer;
import org.hausruf.rtc.sdp.SessionDescription;
import org.hausruf.rtc.sdp.TrackPreference;
import org.hausruf.sfu.forward.PublishedTrack;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.LayerSettings;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.TrackKind;
import org.hausruf.sfu.transport.DataChannel;
import org.hausruf.sfu.transport.DataHandler;
import org.hausruf.sfu.transport.TransportListener;

/// The connection on which a client sends to us. The client offers, we answer. Confined to the loop.
public final class PublisherPeer implements AutoCloseable {
    private final Connection connection;
    private final OpenChannels channels = new OpenChannels();
    private long version;

    public PublisherPeer(String name, PeerSettings settings, TransportListener state, DataHandler data) {
        connection = new Connection(name, settings, state, data);
    }

    /// Takes an offer, and restarts ICE when it does.
    ///
    /// @return the tracks it carries; empty when no connection can come of it
    public Optional<List<OfferedTrack>> offered(SessionDescription offer) {
        if (connection.restarts(offer)) connection.transport().restartIce();
        if (!connection.remote(offer)) return Optional.empty();
        return Optional.of(PublisherAnswer.tracks(offer));
    }

    /// Answers the offer taken last.
    ///
    /// @param preference by mid, what was said of the tracks
    public String answer(SessionDescription offer, Function<String, TrackPreference> preference) {
        return PublisherAnswer.write(offer, connection.local(), ++version, preference);
    }

    public PublishedTrack publish(OfferedTrack track) {
        var negotiated = track.codec();
        var codec = negotiated.codec();
        return connection
                .media()
                .publish(new PublishedTrackSettings(
                        kind(track.kind()),
                        track.mid(),
                        new Codec(
                                codec.name(),
                                codec.clockRate(),
                                codec.payloadType(),
                                negotiated.rtxPayloadType(),
                                negotiated.redPayloadType()),
                        track.layers().stream()
                                .map(l -> new LayerSettings(l.rid(), l.ssrc(), l.rtxSsrc()))
                                .toList(),
                        track.midExtId(),
                        track.ridExtId(),
                        track.repairedRidExtId(),
                        track.audioLevelExtId(),
                        track.twccExtId()));
    }

    /// Takes no data until then, so that the client soon has to stop sending it.
    public void pauseData(long untilNanos) {
        connection.transport().pauseData(untilNanos);
    }

    /// The way that the client comes by.
    public MediaPath path() {
        return connection.path();
    }

    /// The client has opened a data channel.
    public void opened(DataChannel channel) {
        channels.opened(channel);
    }

    /// Whether both of LiveKit's data channels are there.
    public boolean dataOpened() {
        return channels.both();
    }

    /// {@return whether the message was taken; false while the channel is not open or full}
    public boolean sendData(boolean reliably, byte[] message) {
        return channels.send(connection.transport(), reliably, message);
    }

    public void unpublish(PublishedTrack track) {
        connection.media().unpublish(track);
    }

    @Override
    public void close() {
        connection.close();
    }

    static TrackKind kind(MediaKind kind) {
        return kind == MediaKind.VIDEO ? TrackKind.VIDEO : TrackKind.AUDIO;
    }
}
