package org.hausruf.socketio.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hausruf.socketio.Client;
import org.hausruf.socketio.CloseReason;
import org.hausruf.socketio.Limits;
import org.hausruf.socketio.engine.EngineSession;
import org.hausruf.socketio.engine.EngineSessions;
import org.hausruf.socketio.engine.EngineSessions.Opening;
import org.hausruf.socketio.http.Answers.Problem;
import org.jspecify.annotations.Nullable;

/// Engine.IO over HTTP, to be mapped to `/socket.io/*` with asynchronous support. The servlet context must have a
/// Jakarta WebSocket container (Jetty: `JakartaWebSocketServletContainerInitializer`); without one, clients poll.
public final class SocketIoServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Limits limits;
    private final transient EngineSessions sessions;
    private final transient Origins origins;
    private final transient Function<HttpServletRequest, Object> whence;
    private final transient Consumer<Session> cut;

    /// @param allowedOrigins beside the server's own
    /// @param whence see [org.hausruf.socketio.SocketIo.Builder#tellApart]
    /// @param cut ends a WebSocket, see [org.hausruf.socketio.SocketIo.Builder#cutWebSockets]
    public SocketIoServlet(
            Limits limits,
            EngineSessions sessions,
            Predicate<String> allowedOrigins,
            Function<HttpServletRequest, Object> whence,
            Consumer<Session> cut) {
        this.limits = limits;
        this.sessions = sessions;
        this.origins = new Origins(allowedOrigins);
        this.whence = whence;
        this.cut = cut;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        @Nullable Problem problem = origins.admit(request, response) ? serve(request, response) : Problem.FORBIDDEN;
        if (problem != null) Answers.refusal(response, problem);
    }

    private @Nullable Problem serve(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (request.getMethod().equals("OPTIONS")) {
            Origins.preflight(response);
            return null;
        }
        if (!"4".equals(parameter(request, "EIO"))) return Problem.UNSUPPORTED_VERSION;
        @Nullable String transport = parameter(request, "transport");
        boolean polling = "polling".equals(transport);
        if (!polling && !"websocket".equals(transport)) return Problem.UNKNOWN_TRANSPORT;
        @Nullable String sid = parameter(request, "sid");
        if (sid == null) {
            if (!request.getMethod().equals("GET")) return Problem.BAD_METHOD;
            return polling ? open(request) : openWebSocket(request, response);
        }
        @Nullable EngineSession session = sessions.find(sid);
        if (session == null) return Problem.UNKNOWN_SESSION;
        if (!polling) return upgrade(session, request, response);
        return switch (request.getMethod()) {
            case "GET" -> poll(session, request);
            case "POST" -> post(session, request, response);
            default -> Problem.BAD_REQUEST;
        };
    }

    private @Nullable Problem open(HttpServletRequest request) {
        return switch (opening(request, true)) {
            case Opening.Opened(var session) -> poll(session, request);
            case Opening.Full() -> Problem.FULL;
            case Opening.ShareTaken() -> Problem.SHARE_TAKEN;
        };
    }

    private static @Nullable Problem poll(EngineSession session, HttpServletRequest request) {
        session.polled(new LongPoll(session, request.startAsync()), System.nanoTime());
        return null;
    }

    private static @Nullable Problem post(
            EngineSession session, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!PostBody.isText(request)) return Problem.WRONG_CONTENT;
        if (!session.postBegins(System.nanoTime())) return Problem.BAD_REQUEST;
        byte @Nullable [] body = null;
        boolean good = false;
        try {
            body = PostBody.read(request, session);
        } finally {
            good = session.postEnds(body == null ? null : PostBody.text(body), System.nanoTime());
        }
        if (!good) return body == null ? Problem.TOO_LARGE : Problem.BAD_REQUEST;
        Answers.text(response, 200, "ok".getBytes(UTF_8));
        return null;
    }

    private @Nullable Problem openWebSocket(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!isWebSocket(request)) return Problem.BAD_REQUEST;
        return switch (opening(request, false)) {
            case Opening.Opened(var session) -> openWebSocket(session, request, response);
            case Opening.Full() -> Problem.FULL;
            case Opening.ShareTaken() -> Problem.SHARE_TAKEN;
        };
    }

    private Opening opening(HttpServletRequest request, boolean upgradable) {
        return sessions.open(client(request), whence.apply(request), upgradable, System.nanoTime());
    }

    private @Nullable Problem openWebSocket(
            EngineSession session, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean upgraded = false;
        try {
            connect(new WebSocketWire(session, limits, cut, session::openedBy), request, response);
            upgraded = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
        } finally {
            if (!upgraded) session.end(CloseReason.TRANSPORT_ERROR);
        }
        return null;
    }

    private @Nullable Problem upgrade(EngineSession session, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!isWebSocket(request)) return Problem.BAD_REQUEST;
        Consumer<WebSocketWire> opened = wire -> session.upgradeBegins(wire, System.nanoTime());
        connect(new WebSocketWire(session, limits, cut, opened), request, response);
        return null;
    }

    private void connect(WebSocketWire wire, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        var container = (ServerContainer) getServletContext().getAttribute(ServerContainer.class.getName());
        var config = ServerEndpointConfig.Builder.create(WebSocketWire.class, "/")
                .configurator(new Upgrade(wire))
                .build();
        try {
            container.upgradeHttpToWebSocket(request, response, config, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException("a WebSocket cannot be made", e);
        }
    }

    private boolean isWebSocket(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
                && getServletContext().getAttribute(ServerContainer.class.getName()) != null;
    }

    private static Client client(HttpServletRequest request) {
        return new Client(
                request.getRemoteAddr(),
                request.getHeader("Origin"),
                Origins.isForeign(request),
                request.getHeader("Authorization"));
    }

    /// From the query alone: the container would look into a body, too. Our parameters need no decoding.
    private static @Nullable String parameter(HttpServletRequest request, String name) {
        String query = request.getQueryString();
        if (query == null) return null;
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) return pair.substring(name.length() + 1);
        }
        return null;
    }

    /// One endpoint for one WebSocket, without extensions: compression would cost each some hundred kilobytes.
    private static final class Upgrade extends ServerEndpointConfig.Configurator {
        private final WebSocketWire wire;

        Upgrade(WebSocketWire wire) {
            this.wire = wire;
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(wire);
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }

        @Override
        public boolean checkOrigin(String origin) {
            return true; // asked before
        }
    }
}
