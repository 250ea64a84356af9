package org.hausruf.livekit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.websocket.core.server.WebSocketServerComponents;
import org.hausruf.livekit.ConnectRequest;
import org.hausruf.livekit.ConnectResult.Connected;
import org.hausruf.livekit.ConnectResult.Refused;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.signal.SignalClose;
import org.hausruf.livekit.token.Grants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// LiveKit's signalling paths, to be mapped to `/rtc` and `/rtc/*`. Needs Jetty (its own WebSocket API); brings its
/// WebSocket container along.
///
/// A join is decided before HTTP is upgraded, so refusals are plain HTTP errors. After a failed WebSocket, browsers'
/// clients fetch `/rtc/validate` from a page of any origin to learn why: hence CORS on everything. `/rtc/v1` is
/// answered 404, upon which clients take `/rtc` with two peer connections.
public final class RtcServlet extends HttpServlet {
    private static final Logger LOG = LoggerFactory.getLogger(RtcServlet.class);
    private static final long serialVersionUID = 1;
    private static final int PING_SECONDS = 10;

    private final transient Engine engine;
    private final transient OriginCheck origins;
    private final transient Set<SignalSocket> sockets = ConcurrentHashMap.newKeySet();
    private final transient ScheduledExecutorService pings = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rtc-pings").factory());

    /// For pages of any origin.
    public RtcServlet(Engine engine) {
        this(engine, OriginCheck.ANY);
    }

    public RtcServlet(Engine engine, OriginCheck origins) {
        this.engine = engine;
        this.origins = origins;
    }

    @Override
    public void init() throws ServletException {
        var context = ServletContextHandler.getServletContextHandler(getServletContext());
        WebSocketServerComponents.ensureWebSocketComponents(context.getServer(), context);
        JettyWebSocketServerContainer.ensureContainer(getServletContext());
        var _ = pings.scheduleAtFixedRate(
                () -> sockets.forEach(SignalSocket::ping), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void destroy() {
        pings.shutdownNow();
    }

    @Override
    protected void doOptions(HttpServletRequest request, HttpServletResponse response) {
        Cors.allowAnyOrigin(response);
        Cors.preflight(response);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Cors.allowAnyOrigin(response);
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        boolean webSocket = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        switch (path) {
            case "/validate" -> validate(request, response);
            case "", "/" -> {
                if (webSocket) connect(request, response);
                else answer(response, 404, "not a WebSocket");
            }
            default -> answer(response, 404, "no such path");
        }
    }

    private void validate(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (JoinQuery.grants(engine, origins, request)) {
            case JoinQuery.Refusal(Refused refused) -> answer(response, refused.status(), refused.text());
            case JoinQuery.Bearer(Grants grants) -> {
                var refusal = engine.refusal(grants);
                if (refusal.isPresent())
                    answer(response, refusal.get().status(), refusal.get().text());
                else answer(response, 200, "success");
            }
        }
    }

    private void connect(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (JoinQuery.grants(engine, origins, request)) {
            case JoinQuery.Refusal(Refused refused) -> refuse(refused, response);
            case JoinQuery.Bearer(Grants grants) ->
                connect(JoinQuery.connectRequest(grants, request), request, response);
        }
    }

    private void connect(ConnectRequest join, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (engine.connect(join)) {
            case Refused refused -> {
                // Only whom we gave a token fills our log.
                LOG.info("join refused status={} why={}", refused.status(), refused.text());
                refuse(refused, response);
            }
            case Connected connected -> upgrade(connected, request, response);
        }
    }

    private void refuse(Refused refused, HttpServletResponse response) throws IOException {
        engine.joinRefused(refused);
        answer(response, refused.status(), refused.text());
    }

    private void upgrade(Connected connected, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var socket = new SignalSocket(connected.connection(), Clock.systemUTC(), sockets);
        var container = JettyWebSocketServerContainer.getContainer(getServletContext());
        boolean upgraded = false;
        try {
            upgraded = container.upgrade((req, resp) -> socket, request, response);
        } finally {
            if (!upgraded) connected.connection().closed(SignalClose.NOT_OPENED);
        }
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(text.getBytes(UTF_8));
    }
}
