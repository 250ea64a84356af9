package org.hausruf.sfu.peer;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hausruf.rtc.sdp.MediaKind;
import org.hausruf.rtc.sdp.OfferedTrack;
import org.hausruf.rtc.sdp.OpusPreference;
import org.hausruf.rtc.sdp.PublisherAnswer;
import org.hausruf.rtc.sdp.SessionDescription;
import org.hausruf.sfu.forward.PublishedTrack;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.TrackKind;
import org.hausruf.sfu.transport.DataHandler;
import org.hausruf.sfu.transport.TransportListener;

/// The connection on which a client sends to us. The client offers, we answer. Confined to the loop.
public final class PublisherPeer implements AutoCloseable {
    private final Connection connection;
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
    /// @param opus by mid, what was said of the audio tracks
    public String answer(SessionDescription offer, Function<String, OpusPreference> opus) {
        return PublisherAnswer.write(offer, connection.local(), ++version, opus);
    }

    public PublishedTrack publish(OfferedTrack track) {
        var codec = track.codec();
        return connection
                .media()
                .publish(new PublishedTrackSettings(
                        kind(track.kind()),
                        track.mid(),
                        new Codec(codec.name(), codec.clockRate(), codec.payloadType(), track.rtxPayloadType()),
                        track.ssrc(),
                        track.rtxSsrc(),
                        track.midExtId(),
                        track.ridExtId(),
                        track.audioLevelExtId(),
                        track.twccExtId(),
                        0));
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
