package org.hausruf.server.web;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.hausruf.server.config.Settings;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.Problems;
import org.springframework.boot.jetty.JettyServerCustomizer;

/// What Jetty must do before Spring sees a request: bound bodies, rewrite `//rtc`, answer its own refusals as problem
/// documents, keep quiet about its version.
public final class JettySetup implements JettyServerCustomizer {
    private final Problems problems;
    private final SecurityHeaders headers;

    public JettySetup(Problems problems, SecurityHeaders headers) {
        this.problems = problems;
        this.headers = headers;
    }

    /// Handlers run on virtual threads: one that waits for a client to read its answer holds up nobody else.
    public static ThreadPool threads() {
        var pool = new Threads();
        pool.setName("http");
        pool.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http-", 0).factory()));
        return pool;
    }

    /// Jetty runs a connection that begins with what has been read already here, and the second of two requests that
    /// come at once; each serves a client, as those do that begin by themselves.
    private static final class Threads extends QueuedThreadPool {
        @Override
        public void execute(Runnable job) {
            if (job instanceof Connection) getVirtualThreadsExecutor().execute(job);
            else super.execute(job);
        }
    }

    @Override
    public void customize(Server server) {
        for (var connector : server.getConnectors()) {
            connector.getConnectionFactories().stream()
                    .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
                    .map(f -> ((HttpConfiguration.ConnectionFactory) f).getHttpConfiguration())
                    .forEach(JettySetup::configure);
        }
        for (var context : server.getDescendants(ServletContextHandler.class)) {
            context.setErrorHandler(this::refuse);
            JakartaWebSocketServletContainerInitializer.configure(context, null); // for Socket.IO
        }
        server.setHandler(new Front(new Limited(server.getHandler())));
        server.setErrorHandler(this::refuse);
    }

    /// For a server that speaks HTTPS: its certificate is renewed while it works.
    ///
    /// @param clock tells whether a certificate is good
    public static JettyServerCustomizer certificate(Settings.Tls tls, InstantSource clock) {
        return server -> server.addBean(new CertificateWatch(server, tls, clock));
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setUriCompliance(UriCompliance.from(EnumSet.of(UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT)));
    }

    private boolean refuse(Request request, Response response, Callback callback) {
        var problem = Problem.of(Problems.codeOf(response.getStatus()));
        response.setStatus(problem.code().status()); // what is not told apart is 400 or 500 in both places
        var body = problems.bytes(problem);
        headers.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /// Bodies have a bound, but for large ones to the server APIs, from a media server and with an admin's pictures:
    /// these have bounds of their own and are not kept before it is known who sends them.
    private static final class Limited extends Handler.Wrapper {
        private final Handler serverApi;

        Limited(Handler next) {
            super(new WholeBody(next));
            serverApi = next;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            boolean small = request.getLength() >= 0 && request.getLength() <= WholeBody.MAX_BYTES;
            var path = Request.getPathInContext(request);
            boolean picture = request.getMethod().equals("PUT") && path.startsWith("/api/branding/logos/");
            boolean own = !small && (picture || path.startsWith("/twirp/") || path.equals("/api/livekit/webhook"));
            return own ? serverApi.handle(request, response, callback) : super.handle(request, response, callback);
        }
    }

    /// What every request passes first. TRACE would repeat cookies to whoever asks; LiveKit clients whose configured
    /// address ends in a slash ask for `//rtc`.
    private static final class Front extends Handler.Wrapper {
        /// Segments of dots, parameters, and escapes of what needs none (RFC 3986 §2.3): two spellings of one address,
        /// of which the gates would look at one and Spring at the other.
        private static final Pattern SPELT_OTHERWISE = Pattern.compile(
                ";|/\\.{1,2}(/|$)|%(2[de]|3[0-9]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])", Pattern.CASE_INSENSITIVE);

        /// Jetty would answer these itself, in its own words.
        private static final Pattern CLOSED = Pattern.compile("/+(WEB|META)-INF(/.*)?", Pattern.CASE_INSENSITIVE);

        Front(Handler next) {
            super(next);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (request.getMethod().equals("TRACE")) return refuse(405, request, response, callback);
            var path = request.getHttpURI().getPath();
            if (path == null) return super.handle(request, response, callback);
            if (SPELT_OTHERWISE.matcher(path).find()) return refuse(400, request, response, callback);
            if (CLOSED.matcher(path).matches()) return refuse(404, request, response, callback);
            if (!path.startsWith("//rtc")) return super.handle(request, response, callback);
            var uri =
                    HttpURI.build(request.getHttpURI()).path(path.substring(1)).asImmutable();
            return super.handle(Request.serveAs(request, uri), response, callback);
        }

        private static boolean refuse(int status, Request request, Response response, Callback callback) {
            Response.writeError(request, response, callback, status);
            return true;
        }
    }
}
