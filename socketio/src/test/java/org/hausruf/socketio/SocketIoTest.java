package org.hausruf.socketio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.hausruf.socketio.Admission.Granted;
import org.hausruf.socketio.Admission.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What an application can do.
class SocketIoTest {
    private final BlockingQueue<Socket> entered = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final Limits limits =
            Limits.builder().roomsPerSocket(2).pendingAcks(2).build();
    private SocketIo io;
    private Namespace namespace;
    private TestServer server;

    @BeforeEach
    void start() {
        io = SocketIo.builder()
                .limits(limits)
                .allowOrigins("https://crm.example"::equals)
                .build();
        namespace = io.namespace("/")
                .authenticate((client, auth) -> new Granted(String.valueOf(auth.get("name")), auth))
                .onConnect(entered::add)
                .onDisconnect((socket, reason) -> log.add(reason.text()))
                .on("say", (socket, args, ack) -> log.add("said " + args))
                .on("fail", (socket, args, ack) -> {
                    throw new IllegalStateException("a listener's mistake");
                });
        server = TestServer.start(io, limits);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WebSocketClient enter(String name) throws InterruptedException {
        return WebSocketClient.enter(server, "/", "{\"name\":\"" + name + "\"}");
    }

    private Socket socket() throws InterruptedException {
        Socket socket = entered.poll(60, SECONDS);
        if (socket == null) throw new AssertionError("nobody entered");
        return socket;
    }

    private String logged() throws InterruptedException {
        String line = log.poll(60, SECONDS);
        return line == null ? "nothing" : line;
    }

    @Test
    void roomsReachWhoIsInThem() throws Exception {
        try (var anna = enter("anna")) {
            Socket annas = socket();
            try (var ben = enter("ben")) {
                Socket bens = socket();
                annas.join("a");
                annas.join("both");
                bens.join("both");

                namespace.to("a", "both").emit("each once");
                namespace.to("both").except("a").emit("ben alone");
                annas.to("both").emit("the other");
                namespace.all().except(bens).emit("anna alone");
                bens.leave("both");
                namespace.to("both").emit("last");

                for (String event : List.of("each once", "anna alone", "last"))
                    assertThat(anna.next()).isEqualTo("42[\"" + event + "\"]");
                for (String event : List.of("each once", "ben alone", "the other"))
                    assertThat(ben.next()).isEqualTo("42[\"" + event + "\"]");
                assertThat(annas.rooms()).containsExactlyInAnyOrder("a", "both");
                assertThat(annas.join("third")).isFalse();
                assertThat(namespace.sockets()).containsExactlyInAnyOrder(annas, bens);
            }
        }
    }

    @Test
    void whoIsGoneIsInNoRoom() throws Exception {
        try (var anna = enter("anna")) {
            Socket socket = socket();
            socket.join("room");
            anna.send("41");

            assertThat(logged()).isEqualTo("client namespace disconnect");
            assertThat(namespace.to("room").sockets()).isEmpty();
            assertThat(socket.join("room")).isFalse();
            assertThat(socket.emit("late")).isFalse();
            assertThat(socket.emitWithAck("late", Duration.ofSeconds(1))).isCompletedExceptionally();
        }
    }

    @Test
    void closeReasonsAreTold() throws Exception {
        try (var client = enter("anna")) {
            client.send("1");
            assertThat(logged()).isEqualTo("transport close");
        }
        try (var client = enter("anna")) {
            client.send("4x");
            assertThat(logged()).isEqualTo("parse error");
        }
        entered.clear();
        try (var client = enter("anna")) {
            socket().disconnect();
            assertThat(client.next()).isEqualTo("41");
            assertThat(logged()).isEqualTo("server namespace disconnect");
            client.send("42[\"say\",\"what crossed it on the way\"]");
            client.send("40");
            assertThat((String) client.next()).startsWith("40{");
            socket().close();
            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
            assertThat(logged()).isEqualTo("forced close");
        }
        try (var client = enter("anna")) {
            io.close();
            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
            assertThat(logged()).isEqualTo("server shutting down");
            assertThat(PollingClient.get(server, "/socket.io/?EIO=4&transport=polling")
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void answersComeOnceOrNotAtAll() throws Exception {
        try (var client = enter("anna")) {
            Socket socket = socket();
            var answered = socket.emitWithAck("first", Duration.ofSeconds(60), 1);
            assertThat(client.next()).isEqualTo("420[\"first\",1]");
            client.send("430[\"yes\",{\"n\":2}]");
            client.send("430[\"again\"]");
            assertThat(answered.get(60, SECONDS)).isEqualTo(List.of("yes", Map.of("n", 2L)));

            assertThatThrownBy(() ->
                            socket.emitWithAck("late", Duration.ofMillis(1)).get(60, SECONDS))
                    .hasCauseInstanceOf(TimeoutException.class);

            var left = List.of(
                    socket.emitWithAck("x", Duration.ofSeconds(60)), socket.emitWithAck("y", Duration.ofSeconds(60)));
            assertThat(socket.emitWithAck("too many", Duration.ofSeconds(60))).isCompletedExceptionally();
            client.send("41");
            for (var answer : left)
                assertThatThrownBy(() -> answer.get(60, SECONDS)).hasMessageContaining("disconnected");
        }
    }

    @Test
    void listenersHearInOrderAndSurviveTheirMistakes() throws Exception {
        try (var client = enter("anna")) {
            client.send("42[\"fail\"]");
            for (int i = 0; i < 50; i++) client.send("42[\"say\"," + i + "]");

            for (int i = 0; i < 50; i++) assertThat(logged()).isEqualTo("said [" + i + "]");
        }
    }

    @Test
    void middlewareAndFailingAuthenticationKeepOut() throws Exception {
        io.namespace("/strict")
                .authenticate((client, auth) -> new Granted("key", "user"))
                .use(socket -> Optional.empty())
                .use(socket -> Optional.of(new Refused("not now", Map.of("user", socket.user()))));
        io.namespace("/broken").authenticate((client, auth) -> {
            throw new IllegalStateException("a secret of the server's");
        });
        io.namespace("/unset");
        try (var client = WebSocketClient.open(server)) {
            client.send("40/strict,");
            assertThat(client.next()).isEqualTo("44/strict,{\"message\":\"not now\",\"data\":{\"user\":\"user\"}}");
            client.send("40/broken,");
            assertThat(client.next()).isEqualTo("44/broken,{\"message\":\"Internal error\"}");
            client.send("40/unset,");
            assertThat((String) client.next()).startsWith("44/unset,");
        }
    }

    @Test
    void nothingIsHeardWhileAuthenticationTakesItsTime() throws Exception {
        var entering = new CompletableFuture<Thread>();
        var mayGoOn = new CountDownLatch(1);
        io.namespace("/slow").authenticate((client, auth) -> {
            entering.complete(Thread.currentThread());
            mayGoOn.await();
            return new Granted("key", "user");
        });
        try (var client = WebSocketClient.open(server)) {
            client.send("40/slow,");
            client.send("42/slow,[\"say\"]");

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
        } finally {
            mayGoOn.countDown();
        }
        assertThat(entering.get(60, SECONDS).join(Duration.ofMinutes(1))).isTrue();
        assertThat(io.namespace("/slow").sockets()).isEmpty();
    }

    @Test
    void pagesOfOtherOriginsNeedToBeAllowed() throws Exception {
        String path = "/socket.io/?EIO=4&transport=polling";

        var own = PollingClient.send(from("http://127.0.0.1:" + server.port(), path));
        var allowed = PollingClient.send(from("https://crm.example", path));
        var preflight =
                PollingClient.send(from("https://crm.example", path).method("OPTIONS", BodyPublishers.noBody()));

        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(preflight.statusCode()).isEqualTo(204);
        for (var answer : List.of(allowed, preflight)) {
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains("https://crm.example");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            assertThat(answer.headers().allValues("Vary")).contains("Origin");
        }
        for (String origin :
                List.of("https://evil.example", "null", "http://127.0.0.1:1", "https://crm.example.evil", "::")) {
            var refused = PollingClient.send(from(origin, path));
            assertThat(refused.statusCode()).as(origin).isEqualTo(403);
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    private HttpRequest.Builder from(String origin, String path) {
        return HttpRequest.newBuilder(server.uri(path)).header("Origin", origin);
    }
}
