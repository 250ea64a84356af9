package org.hausruf.sfu.turn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hausruf.rtc.turn.TurnSession;
import org.hausruf.sfu.edge.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All clients of UDP, told apart by their address. Only those with a relay are kept.
final class UdpPort {
    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);

    private final TurnServer server;
    private final DatagramChannel socket;
    private final Map<InetSocketAddress, TurnSession> sessions = new ConcurrentHashMap<>();

    UdpPort(TurnServer server, InetSocketAddress bind) throws IOException {
        this.server = server;
        socket = DatagramChannel.open();
        socket.setOption(StandardSocketOptions.SO_RCVBUF, Limits.SOCKET_BUFFER_BYTES);
        socket.bind(bind);
    }

    int port() {
        return socket.socket().getLocalPort();
    }

    void start() {
        Thread.ofPlatform().daemon().name("turn-udp").start(this::read); // a flood would keep a virtual one's carrier
    }

    private void read() {
        var packet = ByteBuffer.allocate(TurnSession.MAX_SIZE);
        while (socket.isOpen()) {
            try {
                packet.clear();
                var from = (InetSocketAddress) socket.receive(packet);
                if (from == null) continue;
                packet.flip();
                var bytes = new byte[packet.remaining()];
                packet.get(bytes);
                received(from, bytes);
            } catch (IOException e) {
                if (socket.isOpen()) LOG.debug("turn: nothing received: {}", e.getMessage());
            } catch (RuntimeException e) { // the edge of this thread
                LOG.error("turn: a packet was not dealt with", e);
            }
        }
    }

    private void received(InetSocketAddress from, byte[] packet) {
        var known = sessions.get(from);
        var session =
                known != null ? known : server.session(from, (peer, data, size) -> fromPeer(from, peer, data, size));
        // Kept before it opens a relay, whose first packet may come at once.
        if (known == null && packet.length >= 2 && packet[0] == 0 && packet[1] == 3) sessions.put(from, session);
        var answer = session.received(packet, server.nowMillis());
        if (session.isAllocated()) sessions.putIfAbsent(from, session);
        else sessions.remove(from, session);
        if (answer != null) send(from, answer);
    }

    private void fromPeer(InetSocketAddress client, InetSocketAddress peer, byte[] data, int size) {
        var session = sessions.get(client);
        var out = session == null ? null : session.fromPeer(peer, data, size, server.nowMillis());
        if (out != null) send(client, out);
    }

    private void send(InetSocketAddress client, byte[] bytes) {
        try {
            socket.send(ByteBuffer.wrap(bytes), client);
        } catch (IOException e) {
            LOG.debug("turn: not sent: {}", e.getMessage());
        }
    }

    void look(long nowMillis) {
        sessions.forEach((client, session) -> {
            session.advance(nowMillis);
            if (!session.isAllocated()) sessions.remove(client, session);
        });
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("turn: the port was not closed: {}", e.getMessage());
        }
        sessions.values().forEach(TurnSession::close);
        sessions.clear();
    }
}
