package org.hausruf.server.call;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.ee11.websocket.jakarta.common.JakartaWebSocketSession;
import org.hausruf.office.Office;
import org.hausruf.office.RateLimit;
import org.hausruf.office.UserId;
import org.hausruf.server.bridge.MediaServer;
import org.hausruf.server.problem.ProblemHandler;
import org.hausruf.server.signin.Tickets;
import org.hausruf.socketio.CloseReason;
import org.hausruf.socketio.Namespace;
import org.hausruf.socketio.Socket;
import org.hausruf.socketio.SocketIo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Ringing calls, wired: the Socket.IO server with its one namespace, and all behind it. Closing it says good-bye to
/// everybody, so close it before the web server.
public final class CallSockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallSockets.class);
    private static final int SIGN_INS_SECONDS = 15;
    private static final int LEFT_ROOMS_SECONDS = 20;

    private final Office office;
    private final SocketIo io;
    private final Namespace namespace;
    private final SocketSignIn signIn;
    private final CallMedia media;
    private final CallEvents events;
    private final PresenceBoard presence;
    private final CallClock clock;
    private final Rounds rounds = new Rounds();
    private final Switchboard board;
    private volatile boolean closing;

    /// What the sockets have to know of where the server stands.
    ///
    /// @param origin public address of this server
    /// @param whence of a request, as all gates of this server tell clients apart
    public record Edge(URI origin, Function<HttpServletRequest, Object> whence) {}

    /// Puts calls in order that the last run left, then lets time run. To be called before anybody can come in.
    ///
    /// @param listeners told of calls after the sockets
    public static CallSockets start(
            Office office, MediaServer server, Edge edge, List<CallListener> listeners, InstantSource clock) {
        var calls = new CallSockets(office, server, edge, listeners, clock);
        office.attendance().onMoved((tenant, colleague) -> calls.presence.changed(tenant, colleague));
        server.listen(new Talkers(office.calls(), server)::happened);
        calls.recover();
        calls.clock.start(calls.board);
        calls.rounds.every(SIGN_INS_SECONDS, "signed-out", calls::lookForSignedOut);
        var left = new LeftRooms(office.calls(), server);
        if (server.isRemote()) calls.rounds.every(0, LEFT_ROOMS_SECONDS, "left-rooms", left::delete);
        return calls;
    }

    /// Nothing happens by time; tests do that by hand.
    CallSockets(Office office, MediaServer server, Edge edge, List<CallListener> listeners, InstantSource time) {
        this.office = office;
        var origins = new SocketOrigins(edge.origin(), office.allowedOrigins());
        io = SocketIo.builder()
                .limits(Limits.ofSockets())
                .allowOrigins(origins::mayBe)
                .tellApart(edge.whence())
                .cutWebSockets(webSocket -> ((JakartaWebSocketSession) webSocket).abort())
                .build();
        namespace = io.namespace("/call");
        var perUser = new RateLimit<UserId>(Limits.EVENTS_PER_USER, time);
        signIn = new SocketSignIn(office.sessions(), new Tickets(time), origins, namespace, perUser);
        media = new CallMedia(server, office.calls(), time);
        events = new CallEvents(namespace, media);
        presence = new PresenceBoard(office.presence(), events);
        clock = new CallClock(office.calls(), media, events::isConnected, time);
        board = new Switchboard(office.calls(), media, events, presence, clock, listeners);
        namespace.authenticate(signIn).onConnect(this::entered).onDisconnect(this::left);
        new SocketCommands(board, office.calls(), presence, signIn, office.directory(), perUser).listen(namespace);
    }

    /// Their rooms went with the engine of the last run, or are [LeftRooms].
    private void recover() {
        for (var call : office.calls().recover()) {
            LOG.atInfo()
                    .addKeyValue("call", call.id())
                    .addKeyValue("status", call.status())
                    .log("call over since the last run");
        }
    }

    private void entered(Socket socket) {
        var user = Seat.of(socket).user();
        try {
            if (!signIn.entered(socket)) return;
            socket.join(CallEvents.room(user.id())); // from here on it may be given tokens
            socket.join(CallEvents.room(user.tenant()));
            clock.moved(user.id());
            events.live(socket, user.caller().call(office.calls()::live));
            presence.changed(user.tenant(), user.id());
        } catch (DataAccessException e) {
            ProblemHandler.logDatabaseGone(e);
            socket.close(); // it comes back, and is told then
        }
    }

    private void left(Socket socket, CloseReason why) {
        if (closing) return;
        var user = Seat.of(socket).user();
        clock.moved(user.id());
        presence.changed(user.tenant(), user.id());
    }

    private void lookForSignedOut() {
        signIn.lookAtSessions(namespace.sockets());
    }

    /// To be mapped to `/socket.io/*`, with asynchronous support.
    public HttpServlet servlet() {
        return io.servlet();
    }

    public SocketSignIn signIn() {
        return signIn;
    }

    public Switchboard board() {
        return board;
    }

    public PresenceBoard presence() {
        return presence;
    }

    public CallMedia media() {
        return media;
    }

    CallClock clock() {
        return clock;
    }

    @Override
    public void close() {
        closing = true;
        clock.close();
        rounds.close();
        presence.close();
        io.close();
    }
}
