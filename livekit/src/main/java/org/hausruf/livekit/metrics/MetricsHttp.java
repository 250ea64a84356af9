package org.hausruf.livekit.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
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

/// `/metrics` on an address of its own, which the operator keeps from the public. A few threads, and none of them waits
/// for a client.
public final class MetricsHttp implements AutoCloseable {
    /// One accepts, one looks after the connections, the others answer.
    private static final int THREADS = 6;

    /// How long a client may say nothing, be it within a request or between two.
    private static final int IDLE_MILLIS = 10_000;

    private final Server server;
    private final ServerConnector connector;

    private MetricsHttp(Metrics metrics, InetSocketAddress address) {
        var threads = new QueuedThreadPool(THREADS, 1);
        threads.setName("metrics");
        server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new Answer(metrics));
        server.setErrorHandler(MetricsHttp::refuse);
    }

    /// An address that is taken is a [RuntimeException].
    ///
    /// @param address port 0 takes a free one
    public static MetricsHttp start(Metrics metrics, InetSocketAddress address) {
        var http = new MetricsHttp(metrics, address);
        try {
            LifeCycle.start(http.server);
        } catch (RuntimeException e) {
            http.close();
            throw e;
        }
        return http;
    }

    private static final class Answer extends Handler.Abstract.NonBlocking {
        private final Metrics metrics;

        Answer(Metrics metrics) {
            this.metrics = metrics;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            boolean asked = request.getHttpURI().getCanonicalPath().equals("/metrics")
                    && request.getMethod().equals("GET");
            return asked
                    ? send(200, metrics.text(), response, callback)
                    : send(404, "GET /metrics is all there is\n", response, callback);
        }
    }

    /// Nothing of what was sent is repeated.
    private static boolean refuse(Request request, Response response, Callback callback) {
        return send(response.getStatus(), "not possible\n", response, callback);
    }

    private static boolean send(int status, String text, Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Exposition.CONTENT_TYPE);
        response.write(true, ByteBuffer.wrap(text.getBytes(UTF_8)), callback);
        return true;
    }

    /// The TCP port bound.
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }
}
