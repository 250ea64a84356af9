package org.hausruf.sfu.turn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hausruf.rtc.turn.Relay;
import org.hausruf.sfu.edge.MediaSocket;
import org.hausruf.sfu.edge.MediaTarget;
import org.hausruf.sfu.edge.Places;
import org.jspecify.annotations.Nullable;

/// One client's way to our media addresses: a socket for each that it uses, so that answers are told apart. Called by
/// its session, under whose lock it stands.
final class MediaRelay implements Relay {
    /// Takes what media sends to the client.
    interface Client {
        void fromPeer(InetSocketAddress peer, byte[] data, int size);
    }

    private final List<MediaTarget> targets;
    private final Places places;
    private final Set<InetSocketAddress> sources;
    private final Client client;
    private final Map<MediaTarget, MediaSocket> sockets = new HashMap<>();
    private @Nullable String owner;

    /// @param sources thread-safe; gets the addresses that packets of this relay come from at the media ports
    MediaRelay(List<MediaTarget> targets, Places places, Set<InetSocketAddress> sources, Client client) {
        this.targets = targets;
        this.places = places;
        this.sources = sources;
        this.client = client;
    }

    @Override
    public @Nullable InetSocketAddress open(String opener) {
        if (!places.take(opener)) return null;
        owner = opener;
        var first = targets.getFirst();
        var socket = socket(first);
        if (socket == null) {
            close();
            return null;
        }
        return new InetSocketAddress(first.told().getAddress(), socket.port());
    }

    @Override
    public boolean knows(InetAddress host) {
        return targets.stream().anyMatch(it -> it.told().getAddress().equals(host));
    }

    @Override
    public boolean knows(InetSocketAddress peer) {
        return target(peer) != null;
    }

    private @Nullable MediaTarget target(InetSocketAddress peer) {
        for (var target : targets) if (target.told().equals(peer)) return target;
        return null;
    }

    @Override
    public void send(InetSocketAddress peer, byte[] bytes, int at, int size) {
        var target = target(peer);
        var socket = target == null || owner == null ? null : socket(target);
        if (socket != null) socket.send(bytes, at, size);
    }

    private @Nullable MediaSocket socket(MediaTarget target) {
        var known = sockets.get(target);
        if (known != null) return known;
        try {
            var opened =
                    MediaSocket.open(target, sources, (packet, size) -> client.fromPeer(target.told(), packet, size));
            sockets.put(target, opened); // from here on it is closed with the others
            return opened;
        } catch (IOException e) {
            return null; // no port or no descriptor is left
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(MediaSocket::close);
        sockets.clear();
        if (owner != null) places.free(owner);
        owner = null;
    }
}
