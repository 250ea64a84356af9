package org.hausruf.server.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/// Keeps the HTTP libraries from writing down what goes over the wire, whatever level an operator sets: below INFO they
/// log addresses with their query, headers, and bodies, in which invite tokens, passwords, cookies and access tokens
/// travel. Of a single request they warn in its sender's words, and its answer says as much: that is left out, too.
/// Thread-safe.
public final class WireLogsOff extends TurboFilter {
    private static final List<String> WIRE = List.of("org.eclipse.jetty", "org.springframework");

    private static final List<String> ONE_REQUEST = List.of(
            "org.eclipse.jetty.ee11",
            "org.eclipse.jetty.http",
            "org.eclipse.jetty.server.DetectorConnectionFactory",
            "org.eclipse.jetty.server.handler",
            "org.eclipse.jetty.server.internal",
            "org.springframework.web");

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        boolean below = !level.isGreaterOrEqual(Level.INFO);
        boolean denied = (below && isOf(WIRE, logger)) || (level.equals(Level.WARN) && isOf(ONE_REQUEST, logger));
        return denied ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static boolean isOf(List<String> names, Logger logger) {
        return names.stream().anyMatch(logger.getName()::startsWith);
    }
}
