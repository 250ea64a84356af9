package org.hausruf.server.web;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.Callback;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.Problems;
import org.springframework.boot.jetty.JettyServerCustomizer;

/// What Jetty must do before Spring sees a request: bound bodies, rewrite `//rtc`, answer its own refusals as problem
/// documents, keep quiet about its version.
public final class JettySetup implements JettyServerCustomizer {
    private static final long MAX_BODY_BYTES = 64 * 1024;

    private final Problems problems;

    public JettySetup(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void customize(Server server) {
        for (var connector : server.getConnectors()) {
            connector.getConnectionFactories().stream()
                    .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
                    .map(f -> ((HttpConfiguration.ConnectionFactory) f).getHttpConfiguration())
                    .forEach(JettySetup::configure);
        }
        server.getDescendants(ServletContextHandler.class).forEach(c -> c.setErrorHandler(this::refuse));
        var limited = new SizeLimitHandler(MAX_BODY_BYTES, -1);
        limited.setHandler(server.getHandler());
        server.setHandler(new Front(limited));
        server.setErrorHandler(this::refuse);
    }

    private static void configure(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setUriCompliance(UriCompliance.from(EnumSet.of(UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT)));
    }

    private boolean refuse(Request request, Response response, Callback callback) {
        var body = problems.bytes(Problem.of(Problems.codeOf(response.getStatus())));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    /// What every request passes first. TRACE would repeat cookies to whoever asks; LiveKit clients whose configured
    /// address ends in a slash ask for `//rtc`.
    private static final class Front extends Handler.Wrapper {
        Front(Handler next) {
            super(next);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            if (request.getMethod().equals("TRACE")) {
                Response.writeError(request, response, callback, 405);
                return true;
            }
            var path = request.getHttpURI().getPath();
            if (path == null || !path.startsWith("//rtc")) return super.handle(request, response, callback);
            var uri =
                    HttpURI.build(request.getHttpURI()).path(path.substring(1)).asImmutable();
            return super.handle(Request.serveAs(request, uri), response, callback);
        }
    }
}
