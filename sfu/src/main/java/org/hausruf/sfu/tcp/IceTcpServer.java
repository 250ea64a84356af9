package org.hausruf.sfu.tcp;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.hausruf.sfu.edge.MediaTarget;
import org.hausruf.sfu.edge.TcpConnections;
import org.hausruf.sfu.edge.TcpPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The port of our passive TCP candidates (RFC 6544 §4): who connects reaches our own media port and nothing else.
/// Thread-safe.
public final class IceTcpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IceTcpServer.class);
    private static final int LOOK_SECONDS = 5;

    private final TcpPort port;
    private final TcpConnections connections;
    private final InstantSource clock;
    private final Set<InetSocketAddress> sources = ConcurrentHashMap.newKeySet();
    /// Not virtual: it puts out who keeps those from running.
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ice-tcp-looks").factory());

    private IceTcpServer(TcpPort port, TcpConnections connections, InstantSource clock) {
        this.port = port;
        this.connections = connections;
        this.clock = clock;
    }

    /// Takes the port; what cannot be bound is an [UncheckedIOException].
    ///
    /// @param address port 0: a free one
    public static IceTcpServer bind(InetSocketAddress address, InstantSource clock) {
        var connections = new TcpConnections("ice-tcp");
        try {
            return new IceTcpServer(TcpPort.bind("ice-tcp", address, connections), connections, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + address, e);
        }
    }

    /// Lets clients in.
    ///
    /// @param media where media is received by UDP, maybe at every address of this machine
    public void start(InetSocketAddress media) {
        var target = MediaTarget.of(media, media);
        port.start(socket -> new TcpPeer(socket, target, sources, clock));
        var _ = looks.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, SECONDS);
        LOG.info("ice-tcp: port={}", port());
    }

    /// Closes connections that have no time left.
    void look() {
        connections.look(clock.millis());
    }

    public int port() {
        return port.port();
    }

    /// Whether packets from this address come by a connection of ours.
    public boolean carries(InetSocketAddress source) {
        return sources.contains(source);
    }

    /// How many connections are open.
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        looks.shutdownNow();
        port.close();
    }
}
