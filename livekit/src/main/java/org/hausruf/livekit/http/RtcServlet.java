package org.hausruf.livekit.http;

import jakarta.servlet.http.HttpServlet;
import org.hausruf.livekit.Engine;

/// LiveKit's signalling paths, to be mapped to `/rtc` and `/rtc/*`. Needs Jetty (its own WebSocket API); brings its
/// WebSocket container along.
public final class RtcServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("UnusedVariable") // until the paths are there
    private final transient Engine engine;

    public RtcServlet(Engine engine) {
        this.engine = engine;
    }
}
