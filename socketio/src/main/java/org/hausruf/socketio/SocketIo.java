package org.hausruf.socketio;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.Session;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hausruf.socketio.engine.EngineSessions;
import org.hausruf.socketio.http.SocketIoServlet;
import org.jspecify.annotations.Nullable;

/// A Socket.IO server. Any thread.
///
/// ```java
/// var io = SocketIo.builder().allowOrigins(Set.of("https://crm.example")::contains).build();
/// io.namespace("/call")
///         .authenticate((client, auth) -> new Granted(userId, user))
///         .on("ring", (socket, args, ack) -> ack.send(Map.of("ok", true)));
/// context.addServlet(io.servlet(), "/socket.io/*");    // with asynchronous support
/// ```
public final class SocketIo implements AutoCloseable {
    private final Limits limits;
    private final EngineSessions sessions;
    private final HttpServlet servlet;
    private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();

    private SocketIo(Builder builder) {
        limits = builder.limits;
        sessions = new EngineSessions(limits, (session, client) -> new Connection(this, session, client));
        servlet = new SocketIoServlet(limits, sessions, builder.allowedOrigins, builder.whence, builder.cut);
    }

    public static Builder builder() {
        return new Builder();
    }

    /// The namespace of that name, made when it is first asked for. Clients make none.
    ///
    /// @param name `/`, or one that begins so
    public Namespace namespace(String name) {
        if (!name.startsWith("/") || name.indexOf(',') >= 0)
            throw new IllegalArgumentException("a namespace begins with / and has no comma: " + name);
        return namespaces.computeIfAbsent(name, n -> new Namespace(n, limits));
    }

    /// To be mapped to `/socket.io/*`; see [SocketIoServlet] for what it needs of its container.
    public HttpServlet servlet() {
        return servlet;
    }

    /// Engine.IO sessions now, in a namespace or not.
    public int sessions() {
        return sessions.size();
    }

    /// Disconnects everybody and lets nobody in any more.
    @Override
    public void close() {
        sessions.close();
    }

    Limits limits() {
        return limits;
    }

    @Nullable
    Namespace find(String name) {
        return namespaces.get(name);
    }

    Socket newSocket(Namespace namespace, Connection connection) {
        var inbox = new Inbox(limits, namespace.name());
        return new Socket(sessions.newId(), namespace, connection, inbox, new PendingAcks(limits, sessions, inbox));
    }

    private static void sayGoodBye(Session webSocket) {
        try {
            webSocket.close();
        } catch (IOException | IllegalStateException e) {
            // It is closed already.
        }
    }

    /// Confined to one thread.
    public static final class Builder {
        private Limits limits = Limits.DEFAULT;
        private Predicate<String> allowedOrigins = origin -> false;
        private Function<HttpServletRequest, Object> whence = HttpServletRequest::getRemoteAddr;
        private Consumer<Session> cut = SocketIo::sayGoodBye;

        private Builder() {}

        public Builder limits(Limits all) {
            limits = all;
            return this;
        }

        /// Pages of which origins may connect, beside those of the server's own address. Asked on a request's thread.
        public Builder allowOrigins(Predicate<String> allowed) {
            allowedOrigins = allowed;
            return this;
        }

        /// Whence a client comes, as a key that is the same for all that count as one. Those that have not entered a
        /// namespace have a share of the places for that, however many of them come from there. By default the
        /// address that the servlet container names.
        public Builder tellApart(Function<HttpServletRequest, Object> key) {
            whence = key;
            return this;
        }

        /// How the container ends a WebSocket without a closing handshake, for which Jakarta has no word (in Jetty:
        /// `abort`). By default the handshake has to do. The client for Java and Android reads nothing after a
        /// closing frame, and would think that it is connected until a ping is overdue.
        public Builder cutWebSockets(Consumer<Session> cutting) {
            cut = cutting;
            return this;
        }

        public SocketIo build() {
            return new SocketIo(this);
        }
    }
}
