package org.hausruf.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.http.EngineHttp;
import org.hausruf.livekit.http.OriginCheck;
import org.hausruf.livekit.metrics.Metrics;
import org.hausruf.livekit.metrics.MetricsHttp;
import org.hausruf.livekit.webhook.Webhooks;

/// The engine, its HTTP port and whatever else the options ask for; closed in the other order.
final class RunningEngine implements AutoCloseable {
    private interface Part {
        void close();
    }

    private final Deque<Part> parts = new ArrayDeque<>();
    private final int httpPort;

    /// Starts everything, or nothing. An address that is taken is a [RuntimeException].
    static RunningEngine start(Options options) {
        return new RunningEngine(options);
    }

    private RunningEngine(Options options) {
        try {
            var engine = Engine.start(options.engine());
            parts.push(engine::close);
            var metrics = Metrics.of(engine);
            options.webhooks().ifPresent(settings -> {
                var webhooks = Webhooks.start(engine, settings);
                metrics.webhooks(webhooks);
                parts.push(webhooks::close);
            });
            var http = EngineHttp.start(
                    engine, options.http(), options.developer() ? OriginCheck.LOOPBACK : OriginCheck.ANY);
            parts.push(http::close);
            metrics.serverApi(http.twirp());
            httpPort = http.port();
            options.metrics().ifPresent(address -> parts.push(MetricsHttp.start(metrics, address)::close));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// The TCP port bound.
    int httpPort() {
        return httpPort;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) parts.pop().close();
    }
}
