package org.hausruf.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One device at the namespace `/call`, with the client that Android has. Keeps all that it hears, in order.
final class SocketClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PATIENCE_SECONDS = 60;

    private final Socket socket;
    private final LinkedBlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    private final List<Heard> passedOver = new ArrayList<>();
    private final List<Heard> everything = Collections.synchronizedList(new ArrayList<>());

    /// @param event also `connect`, `connect_error` and `disconnect`, with their reasons
    record Heard(String event, JsonNode body) {
        String text(String member) {
            return body.path(member).asString("");
        }
    }

    private SocketClient(URI namespace, IO.Options options) {
        options.forceNew = true;
        options.reconnection = false;
        options.timeout = SECONDS.toMillis(PATIENCE_SECONDS);
        socket = IO.socket(namespace, options);
        socket.onAnyIncoming(args -> hear(String.valueOf(args[0]), args.length > 1 ? args[1] : null));
        for (var own : List.of(Socket.EVENT_CONNECT, Socket.EVENT_CONNECT_ERROR, Socket.EVENT_DISCONNECT))
            socket.on(own, args -> hear(own, args.length > 0 ? args[0] : null));
        socket.connect();
    }

    static SocketClient connect(URI origin, Map<String, String> auth, String... transports) {
        var options =
                IO.Options.builder().setTransports(transports).setAuth(auth).build();
        return new SocketClient(origin.resolve("/call"), options);
    }

    static SocketClient at(URI namespace) {
        return new SocketClient(namespace, new IO.Options());
    }

    static SocketClient with(URI origin, IO.Options options) {
        return new SocketClient(origin.resolve("/call"), options);
    }

    /// As from a browser that shows a page of that origin.
    static SocketClient from(String origin, Client signedIn) {
        var options = IO.Options.builder()
                .setTransports(new String[] {"websocket"})
                .setExtraHeaders(Map.of("Origin", List.of(origin)))
                .setAuth(Map.of("token", signedIn.post("/api/session/ticket").text("token")))
                .build();
        return new SocketClient(signedIn.origin().resolve("/call"), options);
    }

    /// Whether it is let in: `connect` or `connect_error`.
    Heard answer() {
        var first = next();
        if (first == null) throw new AssertionError("neither in nor out");
        return first;
    }

    /// In, over a WebSocket, by a ticket of who is signed in there.
    static SocketClient of(Client signedIn) {
        return of(signedIn, "websocket");
    }

    static SocketClient of(Client signedIn, String... transports) {
        var ticket = signedIn.post("/api/session/ticket").text("token");
        var client = connect(signedIn.origin(), Map.of("token", ticket), transports);
        client.await("connect");
        return client;
    }

    private void hear(String event, @Nullable Object body) {
        var news = new Heard(event, json(body));
        everything.add(news);
        heard.add(news);
    }

    private static JsonNode json(@Nullable Object body) {
        if (body == null) return JSON.getNodeFactory().missingNode();
        var text = body.toString();
        return text.startsWith("{")
                ? JSON.readTree(text)
                : JSON.getNodeFactory().stringNode(text);
    }

    /// The next event of that name; others that came before are kept for later.
    Heard await(String event) {
        var earlier = passedOver.stream().filter(it -> it.event().equals(event)).findFirst();
        if (earlier.isPresent()) {
            passedOver.remove(earlier.get());
            return earlier.get();
        }
        while (true) {
            var next = next();
            if (next == null) throw new AssertionError("no " + event + ", but " + passedOver);
            if (next.event().equals(event)) return next;
            passedOver.add(next);
        }
    }

    /// Until they are told to be that; what was told of anybody before is forgotten.
    void awaitPresence(String user, String presence) {
        while (!await("presence")
                .body()
                .path("items")
                .valueStream()
                .anyMatch(item -> item.path("userId").asString().equals(user)
                        && item.path("presence").asString().equals(presence))) {}
    }

    private @Nullable Heard next() {
        try {
            return heard.poll(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Names of all that came since and was not awaited, up to the answer to a question that is asked now.
    List<String> heardUntilNow() {
        ask("decline-call", Map.of());
        heard.drainTo(passedOver);
        return passedOver.stream().map(Heard::event).toList();
    }

    /// All that came, awaited or not, in order.
    List<Heard> everything() {
        synchronized (everything) {
            return List.copyOf(everything);
        }
    }

    /// What came with those events.
    String bodiesHeard() {
        return passedOver.stream().map(it -> it.body().toString()).collect(Collectors.joining());
    }

    /// Forgets what came until now.
    SocketClient fresh() {
        await("live");
        heardUntilNow();
        passedOver.clear();
        return this;
    }

    /// Sends an event and waits for its acknowledgement.
    JsonNode ask(String event, Object body) {
        return ask(event, arguments(body));
    }

    private static Object[] arguments(Object body) {
        return new Object[] {body instanceof Map<?, ?> map ? new org.json.JSONObject(map) : body};
    }

    /// Sends an event. Its acknowledgement never comes if the connection ends before.
    CompletableFuture<JsonNode> asked(String event, Object body) {
        return asked(event, arguments(body));
    }

    private CompletableFuture<JsonNode> asked(String event, Object[] arguments) {
        var answer = new CompletableFuture<JsonNode>();
        socket.emit(event, arguments, (Ack) args -> answer.complete(json(args[0])));
        return answer;
    }

    JsonNode ask(String event, Object[] arguments) {
        try {
            return asked(event, arguments).get(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer to " + event, e);
        }
    }

    /// Sends an event without asking for an acknowledgement.
    void tell(String event, Object body) {
        socket.emit(event, body instanceof Map<?, ?> map ? new org.json.JSONObject(map) : body);
    }

    @Override
    public void close() {
        socket.disconnect();
    }
}
