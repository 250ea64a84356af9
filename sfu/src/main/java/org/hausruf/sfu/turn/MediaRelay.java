package org.hausruf.sfu.turn;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hausruf.rtc.turn.Relay;
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
    private final Map<MediaTarget, DatagramChannel> sockets = new HashMap<>();
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
        return new InetSocketAddress(first.told().getAddress(), socket.socket().getLocalPort());
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
        if (socket == null) return;
        try {
            socket.write(ByteBuffer.wrap(bytes, at, size));
        } catch (IOException e) {
            // Lost, as on any network: media's port is closed for a moment, or for good.
        }
    }

    private @Nullable DatagramChannel socket(MediaTarget target) {
        var known = sockets.get(target);
        if (known != null) return known;
        try {
            var opened = DatagramChannel.open();
            sockets.put(target, opened); // from here on it is closed with the others
            opened.setOption(StandardSocketOptions.SO_RCVBUF, Limits.SOCKET_BUFFER_BYTES);
            opened.bind(new InetSocketAddress(target.source(), 0)).connect(target.target());
            sources.add((InetSocketAddress) opened.getLocalAddress());
            Thread.ofVirtual().name("turn-relay").start(() -> read(opened, target.told()));
            return opened;
        } catch (IOException e) {
            closed(sockets.remove(target)); // no port or no descriptor is left
            return null;
        }
    }

    private void closed(@Nullable DatagramChannel socket) {
        if (socket == null) return;
        try {
            var source = (InetSocketAddress) socket.getLocalAddress();
            if (source != null) sources.remove(source);
            socket.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }

    private void read(DatagramChannel socket, InetSocketAddress peer) {
        var packet = ByteBuffer.allocate(Limits.PACKET_BYTES);
        while (socket.isOpen()) {
            try {
                packet.clear();
                int size = socket.read(packet);
                if (size > 0) client.fromPeer(peer, packet.array(), size);
            } catch (PortUnreachableException e) {
                // As above.
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @Override
    public void close() {
        sockets.values().forEach(this::closed);
        sockets.clear();
        if (owner != null) places.free(owner);
        owner = null;
    }
}
