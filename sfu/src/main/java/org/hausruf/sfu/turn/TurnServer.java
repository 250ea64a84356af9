package org.hausruf.sfu.turn;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.hausruf.rtc.turn.TurnAuthority;
import org.hausruf.rtc.turn.TurnSession;
import org.hausruf.sfu.edge.Limits;
import org.hausruf.sfu.edge.MediaTarget;
import org.hausruf.sfu.edge.Places;
import org.hausruf.sfu.edge.TcpConnections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A TURN relay to our own media addresses, for clients whose network lets UDP out to one port only, or none at all,
/// or nothing but TLS to a port that is not ours. Thread-safe.
public final class TurnServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TurnServer.class);
    /// Long enough for any reconnect of a client that was told them when it joined; each rejoin brings new ones.
    private static final Duration CREDENTIALS_LIFETIME = Duration.ofHours(1);

    private static final int SECRET_BYTES = 32;
    private static final int LOOK_SECONDS = 5;

    private final List<MediaTarget> targets;
    private final Clock clock;
    private final TurnAuthority authority;
    private final Places relays = new Places(Limits.RELAYS, Limits.RELAYS_PER_OWNER);
    private final Set<InetSocketAddress> sources = ConcurrentHashMap.newKeySet();
    private final TcpConnections connections = new TcpConnections("turn");
    private final Optional<TurnPorts> ports;
    private final Optional<InetSocketAddress> withinTls;
    /// Not virtual: it puts out who keeps those from running.
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("turn-looks").factory());

    private TurnServer(TurnSettings settings, Clock clock) {
        this.clock = clock;
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        authority = new TurnAuthority(secret, CREDENTIALS_LIFETIME);
        targets = settings.media().stream()
                .map(told -> MediaTarget.of(told, settings.mediaBind()))
                .toList();
        withinTls = settings.withinTls();
        ports = settings.bind().map(bind -> TurnPorts.open(this, bind, connections));
    }

    /// Binds the ports, if it has any, and begins; what cannot be bound is an [java.io.UncheckedIOException].
    public static TurnServer start(TurnSettings settings, Clock clock) {
        var server = new TurnServer(settings, clock);
        server.ports.ifPresent(TurnPorts::start);
        var _ = server.looks.scheduleWithFixedDelay(server::look, LOOK_SECONDS, LOOK_SECONDS, SECONDS);
        LOG.info("turn: at={} media={}", server.urls(), settings.media());
        return server;
    }

    /// Serves a client that came by a connection within TLS; it belongs to the relay from now on.
    ///
    /// @param client has its peer's address and streams, whoever made them; reads and writes may block
    public void take(Socket client) throws IOException {
        connections.take(client, it -> new TcpClient(this, it));
    }

    /// Of UDP and TCP, where it has ports of its own.
    int port() {
        return ports.orElseThrow().number();
    }

    /// Where clients find it (RFC 7065): on each host that they are told of for media, and within TLS.
    public List<String> urls() {
        var urls = new ArrayList<String>();
        ports.ifPresent(own -> {
            for (var host : targets.stream()
                    .map(it -> it.told().getAddress())
                    .distinct()
                    .toList()) {
                urls.add("turn:" + text(host) + ":" + own.number() + "?transport=udp");
                urls.add("turn:" + text(host) + ":" + own.number() + "?transport=tcp");
            }
        });
        withinTls.ifPresent(it -> urls.add("turns:" + it.getHostString() + ":" + it.getPort() + "?transport=tcp"));
        return urls;
    }

    private static String text(InetAddress host) {
        return host.getHostAddress().contains(":") ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
    }

    /// Good for an hour; what was opened with them stays open.
    ///
    /// @param owner named in them
    public TurnAuthority.Credentials credentials(String owner) {
        return authority.issue(owner, clock.instant());
    }

    /// Relays that are open.
    public int relays() {
        return relays.taken();
    }

    /// Whether packets from this address come by an open relay.
    public boolean relays(InetSocketAddress source) {
        return sources.contains(source);
    }

    TurnSession session(InetSocketAddress client, MediaRelay.Client back) {
        return new TurnSession(authority, client, new MediaRelay(targets, relays, sources, back));
    }

    Instant now() {
        return clock.instant();
    }

    long nowMillis() {
        return clock.millis();
    }

    /// Closes what has no time left.
    private void look() {
        long now = nowMillis();
        try {
            ports.ifPresent(it -> it.look(now));
            connections.look(now);
        } catch (RuntimeException e) { // it would not be called again
            LOG.error("turn: cannot look for connections that have no time left", e);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        ports.ifPresent(TurnPorts::close);
        connections.close();
    }
}
