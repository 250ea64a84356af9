package org.hausruf.server.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hausruf.office.RateLimit;
import org.hausruf.office.Secret;
import org.hausruf.office.SessionId;
import org.hausruf.office.UserId;
import org.hausruf.office.user.Sessions;
import org.hausruf.server.problem.ProblemHandler;
import org.hausruf.server.signin.SignedIn;
import org.hausruf.server.signin.Tickets;
import org.hausruf.socketio.Admission;
import org.hausruf.socketio.Admission.Granted;
import org.hausruf.socketio.Admission.Refused;
import org.hausruf.socketio.Authenticator;
import org.hausruf.socketio.Client;
import org.hausruf.socketio.Namespace;
import org.hausruf.socketio.Socket;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/// Lets people in by a ticket or an access token, and puts them out when their session is over. Thread-safe.
public final class SocketSignIn implements Authenticator {
    /// Longer than any of ours; what is longer is not hashed.
    private static final int MAX_TOKEN_CHARS = 200;

    private final Sessions sessions;
    private final Tickets tickets;
    private final SocketOrigins origins;
    private final Namespace namespace;
    private final RateLimit<UserId> perUser;

    /// @param perUser what somebody's sockets may ask together, coming in included
    SocketSignIn(
            Sessions sessions, Tickets tickets, SocketOrigins origins, Namespace namespace, RateLimit<UserId> perUser) {
        this.sessions = sessions;
        this.tickets = tickets;
        this.origins = origins;
        this.namespace = namespace;
        this.perUser = perUser;
    }

    /// A new ticket for who is signed in.
    public Tickets.Ticket ticket(SignedIn to) {
        return tickets.issue(to);
    }

    /// The session's sockets are told and closed.
    public void ended(SessionId session) {
        namespace.to(room(session)).sockets().forEach(SocketSignIn::putOut);
    }

    @Override
    public Admission authenticate(Client client, Map<String, @Nullable Object> auth) {
        try {
            return auth.get("token") instanceof String token && token.length() <= MAX_TOKEN_CHARS
                    ? admission(client, new Secret(token))
                    : refused("not-signed-in");
        } catch (DataAccessException e) {
            ProblemHandler.logDatabaseGone(e);
            return refused("unavailable");
        }
    }

    private Admission admission(Client client, Secret token) {
        Optional<Seat> seat = tickets.redeem(token)
                .map(holder -> new Seat(holder.session(), holder.user(), null))
                .or(() -> sessions.byAccessToken(token).map(session -> new Seat(session.id(), session.user(), token)));
        if (seat.isEmpty()) return refused("not-signed-in");
        var user = seat.get().user();
        if (perUser.take(user.id()).isPresent()) return refused("too-many"); // comes and goes all the time
        return origins.allows(client, user.tenant())
                ? new Granted(user.id().toString(), seat.get())
                : refused("origin-not-allowed");
    }

    private static Refused refused(String code) {
        return new Refused(code, Map.of("code", code));
    }

    /// To be called before anything else happens on a socket that has come in.
    ///
    /// @return false: its session ended meanwhile
    boolean entered(Socket socket) {
        socket.join(room(Seat.of(socket).session()));
        return stillSignedIn(socket);
    }

    /// Asks the database; puts the socket out when its session, or its access token, is over.
    boolean stillSignedIn(Socket socket) {
        if (isSignedIn(socket)) return true;
        putOut(socket);
        return false;
    }

    /// Puts out those among them whose sessions, or access tokens, are over: two questions for all of an office.
    void lookAtSessions(Collection<Socket> some) {
        some.stream()
                .collect(Collectors.groupingBy(socket -> Seat.of(socket).user().tenant()))
                .forEach((tenant, sockets) -> {
                    var byWay = sockets.stream()
                            .collect(Collectors.partitioningBy(
                                    socket -> Seat.of(socket).accessToken() == null));
                    look(byWay.getOrDefault(true, List.of()), asked -> sessions.lasting(tenant, asked));
                    look(byWay.getOrDefault(false, List.of()), asked -> sessions.withTokens(tenant, asked));
                });
    }

    private static void look(List<Socket> some, UnaryOperator<Set<SessionId>> lasting) {
        if (some.isEmpty()) return;
        var stay = lasting.apply(
                some.stream().map(socket -> Seat.of(socket).session()).collect(Collectors.toSet()));
        some.stream()
                .filter(socket -> !stay.contains(Seat.of(socket).session()))
                .forEach(SocketSignIn::putOut);
    }

    boolean isSignedIn(Socket socket) {
        var seat = Seat.of(socket);
        var token = seat.accessToken();
        if (token != null) return sessions.byAccessToken(token).isPresent();
        return seat.user().caller().call(() -> sessions.lasts(seat.session()));
    }

    static void putOut(Socket socket) {
        socket.emit("signed-out");
        socket.disconnect();
    }

    private static String room(SessionId session) {
        return "session " + session;
    }
}
