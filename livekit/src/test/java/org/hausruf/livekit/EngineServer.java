package org.hausruf.livekit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.hausruf.livekit.http.RtcServlet;
import org.hausruf.livekit.token.VideoGrant;

/// An engine behind a Jetty on loopback, for tests and for trying clients by hand (see [#main]).
public final class EngineServer implements AutoCloseable {
    public static final String KEY = "devkey";
    public static final String SECRET = "devsecretdevsecretdevsecretdevsecret";

    private final Engine engine;
    private final Server server;

    private EngineServer(Engine engine, Server server) {
        this.engine = engine;
        this.server = server;
    }

    /// @param httpPort 0 for any
    public static EngineServer start(EngineSettings settings, int httpPort) {
        return start(settings, httpPort, Clock.systemUTC());
    }

    static EngineServer start(EngineSettings settings, int httpPort, Clock clock) {
        var engine = Engine.start(settings, clock);
        var server = new Server(loopback(httpPort));
        var context = new ServletContextHandler("/");
        var servlet = new ServletHolder(new RtcServlet(engine));
        context.addServlet(servlet, "/rtc");
        context.addServlet(servlet, "/rtc/*");
        server.setHandler(context);
        LifeCycle.start(server);
        return new EngineServer(engine, server);
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

    public Engine engine() {
        return engine;
    }

    public int httpPort() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    public String token(String identity, VideoGrant grant) {
        return engine.token(identity, grant).name(identity).sign(Instant.now());
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
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
