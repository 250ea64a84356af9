package org.hausruf.livekit.http;

import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.concurrent.Executors;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.twirp.Twirp;

/// An engine on an HTTP port of its own, as LiveKit's server is: `/rtc`, `/twirp` and a health answer at `/`. For
/// programs that have a servlet container, [RtcServlet] and [TwirpServlet] do the same inside it.
public final class EngineHttp implements AutoCloseable {
    /// Tokens carry metadata, and browsers put them into the query.
    private static final int MAX_HEADER_BYTES = 32 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final Twirp twirp;

    private EngineHttp(Engine engine, InetSocketAddress address, OriginCheck origins) {
        var threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration()));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        server.addConnector(connector);
        twirp = new Twirp(engine, grants -> true);
        server.setHandler(new OneSlash(servlets(engine, twirp, origins)));
    }

    /// Any token of the engine's key counts, for what it grants. A port that is taken is a [RuntimeException].
    ///
    /// @param address port 0 takes a free one
    public static EngineHttp start(Engine engine, InetSocketAddress address) {
        return start(engine, address, OriginCheck.ANY);
    }

    /// The same, for pages of some origins only.
    public static EngineHttp start(Engine engine, InetSocketAddress address, OriginCheck origins) {
        var http = new EngineHttp(engine, address, origins);
        try {
            LifeCycle.start(http.server);
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
        return http;
    }

    private static HttpConfiguration configuration() {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setUriCompliance(UriCompliance.from(EnumSet.of(UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT)));
        return http;
    }

    private static ServletContextHandler servlets(Engine engine, Twirp twirp, OriginCheck origins) {
        var context = new ServletContextHandler("/");
        var rtc = new ServletHolder(new RtcServlet(engine, origins));
        context.addServlet(rtc, "/rtc");
        context.addServlet(rtc, "/rtc/*");
        context.addServlet(new ServletHolder(new TwirpServlet(engine, twirp, origins)), "/twirp/*");
        context.addServlet(new ServletHolder(new HealthServlet()), "/");
        return context;
    }

    /// The TCP port bound.
    public int port() {
        return connector.getLocalPort();
    }

    /// The server APIs served here.
    public Twirp twirp() {
        return twirp;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    /// Clients whose configured address ends in a slash ask for `//rtc`.
    private static final class OneSlash extends Handler.Wrapper {
        OneSlash(Handler next) {
            super(next);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = request.getHttpURI().getPath();
            if (path == null || !path.startsWith("//")) return super.handle(request, response, callback);
            var uri = HttpURI.build(request.getHttpURI())
                    .path(path.replaceFirst("^/+", "/"))
                    .asImmutable();
            return super.handle(Request.serveAs(request, uri), response, callback);
        }
    }
}
