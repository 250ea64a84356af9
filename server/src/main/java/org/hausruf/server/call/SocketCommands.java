package org.hausruf.server.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hausruf.office.CallId;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.RateLimit;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls;
import org.hausruf.office.user.Directory;
import org.hausruf.office.user.User;
import org.hausruf.server.problem.ProblemException;
import org.hausruf.server.problem.ProblemHandler;
import org.hausruf.socketio.Ack;
import org.hausruf.socketio.Namespace;
import org.hausruf.socketio.Socket;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/// What clients ask for by events. Each is done for who signed in, if they still are; each is acknowledged by
/// `{ok: true, …}` or `{error: {code, message}}`.
final class SocketCommands {
    private final Switchboard board;
    private final Calls calls;
    private final PresenceBoard presence;
    private final SocketSignIn signIn;
    private final Directory directory;
    private final RateLimit<UserId> perUser;

    SocketCommands(
            Switchboard board,
            Calls calls,
            PresenceBoard presence,
            SocketSignIn signIn,
            Directory directory,
            RateLimit<UserId> perUser) {
        this.board = board;
        this.calls = calls;
        this.presence = presence;
        this.signIn = signIn;
        this.directory = directory;
        this.perUser = perUser;
    }

    /// Does what was asked; runs for the speaker.
    private interface Command {
        Map<String, @Nullable Object> run(Payload payload, Socket device) throws NotDone;
    }

    /// Ends a call; runs for the speaker.
    private interface Ending {
        Call run(Payload payload) throws NotDone;
    }

    void listen(Namespace namespace) {
        on(namespace, "initiate-call", this::initiate);
        on(namespace, "accept-call", this::accept);
        on(namespace, "join-call", this::join);
        on(namespace, "find-user", (payload, _) -> find(payload.email()));
        on(namespace, "set-presence", (payload, _) -> setPresence(payload));
        always(namespace, "decline-call", payload -> NotDone.unless(board.decline(payload.callId())));
        always(namespace, "cancel-call", payload -> NotDone.unless(board.cancel(payload.callId())));
        always(namespace, "end-call", payload -> NotDone.unless(board.end(callOf(payload))));
        var unknown = NotDone.unknownEvent(namespace.events()).answer();
        namespace.otherwise((_, _, ack) -> ack.send(unknown));
    }

    private void on(Namespace namespace, String event, Command command) {
        namespace.on(event, (socket, args, ack) -> {
            var wait = perUser.take(Seat.of(socket).user().id());
            if (wait.isPresent()) ack.send(NotDone.tooMany(wait.get()).answer());
            else heard(socket, args, ack, command);
        });
    }

    /// What ends a call: whoever asks too much with somebody's token does not keep them from hanging up. It counts as
    /// far as there is something left, so that nothing is owed when that is over. Each socket is bounded by itself.
    private void always(Namespace namespace, String event, Ending ending) {
        Command command = (payload, _) -> done(ending.run(payload));
        namespace.on(event, (socket, args, ack) -> {
            var _ = perUser.take(Seat.of(socket).user().id());
            heard(socket, args, ack, command);
        });
    }

    private void heard(Socket socket, List<@Nullable Object> args, Ack ack, Command command) throws Exception {
        boolean answered = false;
        try {
            if (signIn.isSignedIn(socket)) {
                ack.send(answer(socket, args, command));
            } else {
                ack.send(new NotDone("not-signed-in", "sign in again").answer());
                SocketSignIn.putOut(socket);
            }
            answered = true;
        } catch (DataAccessException e) {
            ProblemHandler.logDatabaseGone(e);
        } finally {
            if (!answered) ack.send(new NotDone("unavailable", "try again later").answer());
        }
    }

    private static Map<String, @Nullable Object> answer(Socket socket, List<@Nullable Object> args, Command command)
            throws Exception {
        User speaker = Seat.of(socket).user();
        try {
            var payload = Payload.of(args, speaker);
            return speaker.caller().call(() -> command.run(payload, socket));
        } catch (NotDone e) {
            return e.answer();
        } catch (ProblemException e) { // a media server that is away
            return new NotDone("unavailable", "the media server cannot be reached").answer();
        }
    }

    private Map<String, @Nullable Object> initiate(Payload payload, Socket device) throws NotDone {
        var line = NotDone.unless(board.initiate(payload.newCall(), device));
        var answer = access(line);
        var reason = line.call().endReason();
        if (reason != null) {
            answer.put("endReason", reason.slug());
            return answer;
        }
        answer.put("ringUntil", line.call().ringUntil().toString());
        answer.put("roomOpen", board.hasRoomWhileRinging());
        answer.put("connected", presence.isConnected(line.call().to()));
        return answer;
    }

    private Map<String, @Nullable Object> accept(Payload payload, Socket device) throws NotDone {
        return access(NotDone.unless(board.accept(payload.callId(), device)));
    }

    /// A fresh token for a call that one is in: pages of other origins have no `/api` to ask for one.
    private Map<String, @Nullable Object> join(Payload payload, Socket device) throws NotDone {
        var party = Seat.of(device).user().id();
        return access(NotDone.unless(board.enter(payload.callId(), party)));
    }

    /// A colleague, by an address that another program has of them.
    private Map<String, @Nullable Object> find(EmailAddress address) throws NotDone {
        var user = directory.find(address).orElseThrow(() -> NotDone.notFound());
        var answer = ok();
        answer.put("userId", user.id().toString());
        answer.put("name", user.displayName());
        return answer;
    }

    private CallId callOf(Payload payload) throws NotDone {
        return payload.names("callId") || !payload.names("roomName")
                ? payload.callId()
                : NotDone.unless(calls.byRoom(payload.roomName()));
    }

    private Map<String, @Nullable Object> setPresence(Payload payload) throws NotDone {
        var answer = ok();
        answer.put(
                "presence",
                presence.setDoNotDisturb(payload.truth("doNotDisturb")).state().slug());
        return answer;
    }

    private static Map<String, @Nullable Object> access(Switchboard.Line line) {
        var answer = done(line.call());
        answer.put("roomName", line.call().room().value());
        if (line.token() != null) {
            answer.put("token", line.token());
            answer.put("serverUrl", line.serverUrl().toString());
        }
        return answer;
    }

    private static Map<String, @Nullable Object> done(Call call) {
        var answer = ok();
        answer.put("callId", call.id().toString());
        return answer;
    }

    private static Map<String, @Nullable Object> ok() {
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("ok", true);
        return answer;
    }
}
