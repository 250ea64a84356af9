package org.hausruf.socketio;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import io.socket.engineio.parser.Packet;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The client that Android has.
class JavaClientTest {
    private TestServer server;

    @BeforeEach
    void start() {
        server = ClientFeatures.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> transports() {
        return Stream.of("polling", "websocket", "polling websocket")
                .map(names -> Arguments.of((Object) names.split(" ", -1)));
    }

    private Socket socket(String[] transports, String token) {
        var options = IO.Options.builder()
                .setTransports(transports)
                .setAuth(Map.of("token", token))
                .setForceNew(true)
                .setReconnection(false)
                .setTimeout(60_000)
                .build();
        return IO.socket(server.uri("/call"), options);
    }

    private static CompletableFuture<Object[]> heard(Socket socket, String event) {
        var heard = new CompletableFuture<Object[]>();
        socket.once(event, heard::complete);
        return heard;
    }

    @ParameterizedTest
    @MethodSource("transports")
    void entersAndIsAnsweredWithTextAndBytes(String[] transports) throws Exception {
        Socket socket = socket(transports, "anna");
        var hello = heard(socket, "hello");
        socket.connect();
        assertThat(((JSONObject) hello.get(60, SECONDS)[0]).getString("user")).isEqualTo("anna");

        byte[] bytes = new byte[300]; // more than a line of Base64
        var answer = new CompletableFuture<Object[]>();
        socket.emit("echo", new Object[] {1, "ä \u2028", bytes}, (Ack) answer::complete);

        assertThat(answer.get(60, SECONDS)).containsExactly(1, "ä \u2028", bytes);
        socket.disconnect();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void answersTheServer(String[] transports) throws Exception {
        Socket socket = socket(transports, "anna");
        var answered = heard(socket, "answered");
        socket.on("question", args -> ((Ack) args[1]).call(args[0], "42"));
        socket.connect();
        socket.emit("ask");

        assertThat(answered.get(60, SECONDS)).containsExactly(new byte[] {1, 2}, "42");
        socket.disconnect();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void isRefusedWithAMessageAndData(String[] transports) throws Exception {
        Socket socket = socket(transports, "nobody");
        var error = heard(socket, Socket.EVENT_CONNECT_ERROR);
        socket.connect();

        var refusal = (JSONObject) error.get(60, SECONDS)[0];
        assertThat(refusal.getString("message")).isEqualTo("wrong token");
        assertThat(refusal.getJSONObject("data").getString("code")).isEqualTo("credentials");
        socket.disconnect();
    }

    @ParameterizedTest
    @MethodSource("transports")
    void isPutOut(String[] transports) throws Exception {
        Socket socket = socket(transports, "anna");
        var gone = heard(socket, Socket.EVENT_DISCONNECT);
        socket.connect();
        socket.emit("out");

        assertThat(gone.get(60, SECONDS)).containsExactly("io server disconnect");
        socket.disconnect();
    }

    @Test
    void goesOnOverAWebSocket() throws Exception {
        server.close();
        server = ClientFeatures.start(Limits.builder()
                .events(1_000_000, 1_000_000)
                .upgradeTimeout(Duration.ofMinutes(1))
                .build());
        Socket socket = socket(new String[] {"polling", "websocket"}, "anna");
        var overWebSocket = new CompletableFuture<@Nullable Void>();
        socket.io().on(Manager.EVENT_TRANSPORT, args -> {
            var transport = (Transport) args[0];
            if (!transport.name.equals("websocket")) return;
            transport.on(Transport.EVENT_PACKET, packet -> {
                if (((Packet<?>) packet[0]).type.equals(Packet.MESSAGE)) overWebSocket.complete(null);
            });
        });
        socket.connect();

        while (!overWebSocket.isDone()) {
            var answer = new CompletableFuture<Object[]>();
            socket.emit("echo", new Object[] {"which way"}, (Ack) answer::complete);
            assertThat(answer.get(60, SECONDS)).containsExactly("which way");
        }
        socket.disconnect();
    }

    /// It reads nothing after a WebSocket's closing frame, and would wait for its next ping.
    @ParameterizedTest
    @ValueSource(strings = {"end", "shutdown", "flood"})
    void hearsAtOnceThatTheServerHasEndedIt(String how) throws Exception {
        server.close();
        server = ClientFeatures.start(Limits.builder()
                .ping(Duration.ofHours(1), Duration.ofHours(1))
                .events(1, 10)
                .build());
        Socket socket = socket(new String[] {"websocket"}, "anna");
        var welcome = heard(socket, "hello");
        var ended = heard(socket, Socket.EVENT_DISCONNECT);
        socket.connect();
        welcome.get(60, SECONDS);

        switch (how) {
            case "end" -> socket.emit("end");
            case "flood" -> IntStream.range(0, 500).forEach(i -> socket.emit("nothing", i));
            default -> server.io().close();
        }

        assertThat(ended.get(60, SECONDS)).isNotEmpty();
    }
}
