package org.hausruf.sfu.peer;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;
import org.hausruf.rtc.ice.IceCandidate;
import org.hausruf.rtc.ice.IceCredentials;
import org.hausruf.rtc.sdp.LocalTransport;
import org.hausruf.rtc.sdp.MediaDescription;
import org.hausruf.rtc.sdp.SessionDescription;
import org.hausruf.sfu.dtls.Fingerprint;
import org.hausruf.sfu.forward.MediaSession;
import org.hausruf.sfu.transport.DataHandler;
import org.hausruf.sfu.transport.Transport;
import org.hausruf.sfu.transport.TransportListener;
import org.hausruf.sfu.transport.TransportSettings;

/// A transport and the media on it. Confined to the loop.
final class Connection implements AutoCloseable {
    private final Transport transport;
    private final MediaSession media;
    private final Function<InetSocketAddress, MediaPath> paths;
    private String remoteUfrag = "";

    Connection(String name, PeerSettings settings, TransportListener state, DataHandler data) {
        paths = settings.paths();
        var loop = settings.loop();
        media = new MediaSession(loop, settings.crypto(), loop.counters(), settings.random());
        transport = loop.transport(new TransportSettings(name), state, media, data);
        media.attach(transport);
    }

    Transport transport() {
        return transport;
    }

    MediaSession media() {
        return media;
    }

    /// The way that the client comes by; before it has come, the best one.
    MediaPath path() {
        return transport.remoteAddress().map(paths).orElse(MediaPath.UDP);
    }

    LocalTransport local() {
        return new LocalTransport(
                transport.localIce().ufrag(),
                transport.localIce().password(),
                transport.localFingerprint().sdp(),
                transport.localCandidates().stream().map(IceCandidate::sdp).toList());
    }

    /// Whether the client has begun a new ICE generation, which an answer must match (RFC 8839 §4.4.3.1.1).
    boolean restarts(SessionDescription description) {
        String ufrag = description.transport().map(MediaDescription::iceUfrag).orElse(remoteUfrag);
        return !remoteUfrag.isEmpty() && !remoteUfrag.equals(ufrag);
    }

    /// Takes over what the client says of its end.
    ///
    /// @return false when ICE or DTLS cannot work with it
    boolean remote(SessionDescription description) {
        Optional<MediaDescription> section = description.transport();
        Optional<Fingerprint> fingerprint = section.flatMap(s -> Fingerprint.parse(s.fingerprint()));
        if (fingerprint.isEmpty()) return false;
        MediaDescription described = section.orElseThrow();
        remoteUfrag = described.iceUfrag();
        var ice = new IceCredentials(described.iceUfrag(), described.icePwd());
        transport.remote(ice, fingerprint.get(), described.passive());
        return true;
    }

    @Override
    public void close() {
        media.close();
        transport.close();
    }
}
