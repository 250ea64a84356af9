package org.hausruf.sfu.turn;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.hausruf.rtc.turn.TurnAuthority;
import org.hausruf.rtc.turn.TurnSession;
import org.hausruf.sfu.edge.Limits;
import org.hausruf.sfu.edge.MediaTarget;
import org.hausruf.sfu.edge.Places;
import org.hausruf.sfu.edge.TcpPort;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A TURN relay to our own media addresses, for clients whose network lets UDP out to one port only, or none at all.
/// Thread-safe.
public final class TurnServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TurnServer.class);
    /// Long enough for any reconnect of a client that was told them when it joined; each rejoin brings new ones.
    private static final Duration CREDENTIALS_LIFETIME = Duration.ofHours(1);

    private static final int SECRET_BYTES = 32;
    private static final int LOOK_SECONDS = 5;
    private static final int FREE_PORT_TRIES = 20;

    private final List<MediaTarget> targets;
    private final Clock clock;
    private final TurnAuthority authority;
    private final Places relays = new Places(Limits.RELAYS, Limits.RELAYS_PER_OWNER);
    private final Set<InetSocketAddress> sources = ConcurrentHashMap.newKeySet();
    private final UdpPort udp;
    private final TcpPort tcp;
    /// Not virtual: it puts out who keeps those from running.
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("turn-looks").factory());

    private TurnServer(TurnSettings settings, Clock clock) throws IOException {
        this.clock = clock;
        var secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        authority = new TurnAuthority(secret, CREDENTIALS_LIFETIME);
        targets = settings.media().stream()
                .map(told -> MediaTarget.of(told, settings.mediaBind()))
                .toList();
        udp = new UdpPort(this, settings.bind());
        try {
            tcp = TcpPort.bind("turn", new InetSocketAddress(settings.bind().getAddress(), udp.port()));
        } catch (IOException e) {
            udp.close();
            throw e;
        }
    }

    /// Binds the ports and begins; what cannot be bound is an [UncheckedIOException].
    public static TurnServer start(TurnSettings settings, Clock clock) {
        try {
            var server = bound(settings, clock);
            server.tcp.start(socket -> new TcpClient(server, socket));
            server.udp.start();
            var _ = server.looks.scheduleWithFixedDelay(server::look, LOOK_SECONDS, LOOK_SECONDS, SECONDS);
            LOG.info("turn: port={} media={}", server.port(), settings.media());
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + settings.bind(), e);
        }
    }

    /// A port that is free for UDP need not be so for TCP.
    private static TurnServer bound(TurnSettings settings, Clock clock) throws IOException {
        for (int left = settings.bind().getPort() == 0 ? FREE_PORT_TRIES : 1; ; left--) {
            try {
                return new TurnServer(settings, clock);
            } catch (BindException e) {
                if (left == 1) throw e;
            }
        }
    }

    /// Of UDP and TCP.
    public int port() {
        return tcp.port();
    }

    /// Where clients find it (RFC 7065), on each host that they are told of for media.
    public List<String> urls() {
        var urls = new ArrayList<String>();
        for (var host :
                targets.stream().map(it -> it.told().getAddress()).distinct().toList()) {
            urls.add("turn:" + text(host) + ":" + port() + "?transport=udp");
            urls.add("turn:" + text(host) + ":" + port() + "?transport=tcp");
        }
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
        udp.look(now);
        tcp.look(now);
    }

    @Override
    public void close() {
        looks.shutdownNow();
        tcp.close();
        udp.close();
    }
}
