package org.hausruf.livekit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hausruf.livekit.http.EngineHttp;
import org.hausruf.livekit.token.VideoGrant;

/// An engine on loopback, for tests and for trying clients by hand (see [#main]).
public final class EngineServer implements AutoCloseable {
    public static final String KEY = "devkey";
    public static final String SECRET = "devsecretdevsecretdevsecretdevsecret";

    private final Engine engine;
    private final EngineHttp http;

    private EngineServer(Engine engine, EngineHttp http) {
        this.engine = engine;
        this.http = http;
    }

    /// @param httpPort 0 for any
    public static EngineServer start(EngineSettings settings, int httpPort) {
        return start(settings, httpPort, Clock.systemUTC());
    }

    static EngineServer start(EngineSettings settings, int httpPort, Clock clock) {
        var engine = Engine.start(settings, clock);
        return new EngineServer(engine, EngineHttp.start(engine, loopback(httpPort)));
    }

    /// Rooms make themselves, media on loopback.
    public static EngineSettings settings() {
        return EngineSettings.of(KEY, SECRET)
                .withUdpAddress(loopback(0))
                .withAdvertisedAddresses(List.of(loopback(0)))
                .withAutoCreateRooms(true);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    public EngineHttp http() {
        return http;
    }

    public Engine engine() {
        return engine;
    }

    public int httpPort() {
        return http.port();
    }

    public String token(String identity, VideoGrant grant) {
        return engine.token(identity, grant).name(identity).sign(Instant.now());
    }

    @Override
    public void close() {
        http.close();
        engine.close();
    }

    /// Arguments: HTTP port, then identities for whom tokens of room `try` are printed.
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        var running = start(settings(), Integer.parseInt(arguments[0]));
        System.out.println("ws://127.0.0.1:" + running.httpPort());
        running.engine()
                .listen(e -> System.err.println(
                        e.getClass().getSimpleName() + " " + e.room().participants()));
        for (String identity : List.of(arguments).subList(1, arguments.length)) {
            System.out.println(identity + " " + running.token(identity, VideoGrant.join("try")));
        }
        Thread.currentThread().join();
    }
}
