package org.hausruf.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the protocol's own suite asks of Engine.IO, at both of our ends; `/engine.io` sends back what comes. It is the
/// `test-suite` of github.com/socketio/engine.io-protocol at commit f21de7b00ed0 (1 July 2024, protocol 4). The one of
/// Socket.IO, which [SocketIoProtocolTest] names, asks the same again at `/socket.io`, but for messages. By its parts:
///
/// | There | Here |
/// |---|---|
/// | handshake, polling: opens a session | [#pollingOpensASession] |
/// | handshake, polling: invalid EIO; invalid transport | [#aWrongQueryIsRefused] |
/// | handshake, polling: invalid request method | [#noOtherMethodOpensASession] |
/// | handshake, WebSocket: opens a session | [#webSocketOpensASession] |
/// | handshake, WebSocket: invalid EIO; invalid transport | [#aWebSocketWithAWrongQueryIsRefused] |
/// | message, polling: one packet of text; several | [#oneOrManyPacketsOfTextComeAndGoByPolling] |
/// | message, polling: text and binary | [#textAndBytesComeAndGoByPolling] |
/// | message, polling: invalid packet format | [#anInvalidPayloadClosesTheSession] |
/// | message, polling: duplicate poll requests | [#twoPollsAtATimeCloseTheSession] |
/// | message, WebSocket: text; binary | [#webSocketCarriesTextAndBytes] |
/// | message, WebSocket: invalid packet format | [#anInvalidPacketClosesTheWebSocket] |
/// | heartbeat, polling: ping and pong | [#pollingHasAHeartbeat] |
/// | heartbeat, WebSocket: ping and pong | [#aWebSocketHasAHeartbeat] |
/// | heartbeat, polling and WebSocket: ping timeout | [#whoDoesNotAnswerAPingIsClosed] |
/// | close, polling: by the client | [#aClientEndsItsPollingSession] |
/// | close, WebSocket: by the client | [#aClientEndsItsWebSocketSession] |
/// | upgrade: polling to WebSocket | [#aSessionGoesOnOverAWebSocket], [#aSessionOfSocketIoGoesOnOverAWebSocket] |
/// | upgrade: HTTP with the same sid afterwards | the same two |
/// | upgrade: WebSocket with the same sid afterwards | [#anotherWebSocketOfAnUpgradedSessionIsClosed] |
class EngineIoProtocolTest {
    private static final List<String> ENDS = List.of("/engine.io/", "/socket.io/");

    private TestServer server;

    @BeforeEach
    void start() {
        var limits = Limits.builder().payloadBytes(1_000_000, 1_000_000).upgradeTimeout(Duration.ofMinutes(1));
        server = TestServer.ofTheSuite(limits.build(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart(Duration pingInterval, Duration pingTimeout) {
        server.close();
        server = TestServer.ofTheSuite(
                Limits.builder().ping(pingInterval, pingTimeout).build(), 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/socket.io/"})
    void pollingOpensASession(String path) throws Exception {
        var opened = PollingClient.get(server, path + "?EIO=4&transport=polling");

        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body())
                .matches("0\\{\"sid\":\"[\\w-]{20,}\",\"upgrades\":\\[\"websocket\"],\"pingInterval\":25000,"
                        + "\"pingTimeout\":20000,\"maxPayload\":1000000}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/socket.io/"})
    void webSocketOpensASession(String path) throws Exception {
        try (var client = WebSocketClient.open(server, path + "?EIO=4&transport=websocket")) {
            assertThat((String) client.next())
                    .matches("0\\{\"sid\":\"[\\w-]{20,}\",\"upgrades\":\\[],\"pingInterval\":25000,"
                            + "\"pingTimeout\":20000,\"maxPayload\":1000000}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?transport=polling",
                "?EIO=abc&transport=polling",
                "?EIO=3&transport=polling",
                "?EIO=4",
                "?EIO=4&transport=abc",
                "?EIO=4&transport=websocket",
                "?EIO=4&transport=polling&sid=unknown",
                "?EIO=4&transport=polling&sid=",
                "?EIO=4&transport=polling&sid=../../x%00"
            })
    void aWrongQueryIsRefused(String query) throws Exception {
        for (var path : ENDS)
            assertThat(PollingClient.get(server, path + query).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?transport=websocket", "?EIO=abc&transport=websocket", "?EIO=4", "?EIO=4&transport=abc"})
    void aWebSocketWithAWrongQueryIsRefused(String query) {
        for (var path : ENDS)
            assertThatThrownBy(() -> WebSocketClient.open(server, path + query)).hasMessage("refused with 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "TRACE"})
    void noOtherMethodOpensASession(String method) throws Exception {
        for (var path : ENDS) {
            var request = HttpRequest.newBuilder(server.uri(path + "?EIO=4&transport=polling"))
                    .method(method, BodyPublishers.noBody());

            assertThat(PollingClient.send(request).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void oneOrManyPacketsOfTextComeAndGoByPolling() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");

        assertThat(client.post("4hello").body()).isEqualTo("ok");
        assertThat(client.poll().body()).isEqualTo("4hello");
        assertThat(client.post("4test1\u001e4test2\u001e4test3").statusCode()).isEqualTo(200);
        assertThat(client.poll().body()).isEqualTo("4test1\u001e4test2\u001e4test3");
    }

    @Test
    void textAndBytesComeAndGoByPolling() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");

        assertThat(client.post("4hello\u001ebAQIDBA==").statusCode()).isEqualTo(200);
        assertThat(client.poll().body()).isEqualTo("4hello\u001ebAQIDBA==");
    }

    @Test
    void base64MayHaveLines() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");

        assertThat(client.post("bAQID\r\nBA==\n").statusCode()).isEqualTo(200);
        assertThat(client.poll().body()).isEqualTo("bAQIDBA==");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "\u001e", "4a\u001e", "7", "0", "2probe", "5", "bAQI$", "\u001e\u001e"})
    void anInvalidPayloadClosesTheSession(String body) throws Exception {
        var client = PollingClient.open(server, "/engine.io/");

        assertThat(client.post(body).statusCode()).isEqualTo(400);
        assertThat(client.poll().statusCode()).isEqualTo(400);
    }

    @Test
    void twoPollsAtATimeCloseTheSession() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");

        var polls = List.of(client.pollLater(), client.pollLater());

        assertThat(polls.stream().map(p -> p.join().statusCode())).containsExactlyInAnyOrder(200, 400);
        assertThat(polls.stream().map(p -> p.join().body())).contains("1");
        assertThat(client.poll().statusCode()).isEqualTo(400);
    }

    @Test
    void webSocketCarriesTextAndBytes() throws Exception {
        try (var client = WebSocketClient.open(server, "/engine.io/?EIO=4&transport=websocket")) {
            client.next();

            client.send("4hello");
            client.send(new byte[] {1, 2, 3, 4});

            assertThat(client.next()).isEqualTo("4hello");
            assertThat(client.next()).isEqualTo(new byte[] {1, 2, 3, 4});
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "", "bAQIDBA==", "2", "5", "0{}"})
    void anInvalidPacketClosesTheWebSocket(String packet) throws Exception {
        try (var client = WebSocketClient.open(server, "/engine.io/?EIO=4&transport=websocket")) {
            client.next();

            client.send(packet);

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/socket.io/"})
    void pollingHasAHeartbeat(String path) throws Exception {
        restart(Duration.ofMillis(50), Duration.ofSeconds(60));
        var client = PollingClient.open(server, path);

        for (int i = 0; i < 3; i++) {
            assertThat(client.poll().body()).isEqualTo("2");
            assertThat(client.post("3").statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/socket.io/"})
    void aWebSocketHasAHeartbeat(String path) throws Exception {
        restart(Duration.ofMillis(50), Duration.ofSeconds(60));
        try (var client = WebSocketClient.open(server, path + "?EIO=4&transport=websocket")) {
            client.next();

            for (int i = 0; i < 3; i++) {
                assertThat(client.next()).isEqualTo("2");
                client.send("3");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/socket.io/"})
    void whoDoesNotAnswerAPingIsClosed(String path) throws Exception {
        restart(Duration.ofMillis(50), Duration.ofSeconds(1)); // in which the first poll is answered
        var polling = PollingClient.open(server, path);

        try (var client = WebSocketClient.open(server, path + "?EIO=4&transport=websocket")) {
            assertThat(client.nextThatIs(WebSocketClient.CLOSED)).isEqualTo(WebSocketClient.CLOSED);
        }
        var last = polling.poll();
        while (last.statusCode() == 200) last = polling.poll(); // a ping and the end, if they were not fetched yet
        assertThat(last.statusCode()).isEqualTo(400);
        assertThat(last.body()).contains("Session ID unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/socket.io/"})
    void aClientEndsItsPollingSession(String path) throws Exception {
        var client = PollingClient.open(server, path);

        var poll = client.pollLater();
        assertThat(client.post("1").statusCode()).isEqualTo(200);

        assertThat(poll.join().statusCode()).isEqualTo(200);
        assertThat(poll.join().body()).isEqualTo("6");
        assertThat(client.poll().statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/socket.io/"})
    void aClientEndsItsWebSocketSession(String path) throws Exception {
        try (var client = WebSocketClient.open(server, path + "?EIO=4&transport=websocket")) {
            client.next();

            client.send("1");

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
        }
    }

    @Test
    void aSessionGoesOnOverAWebSocket() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var upgrade = client.webSocket()) {
            upgrade.send("2probe");
            assertThat(upgrade.next()).isEqualTo("3probe");

            assertThat(client.poll().body()).isEqualTo("6");

            upgrade.send("5");
            upgrade.send("4hello");
            assertThat(upgrade.next()).isEqualTo("4hello");
            assertThat(client.poll().statusCode()).isEqualTo(400);
            assertThat(client.post("4more").statusCode()).isEqualTo(400);
            upgrade.send("4still");
            assertThat(upgrade.next()).isEqualTo("4still");
        }
    }

    @Test
    void aSessionOfSocketIoGoesOnOverAWebSocket() throws Exception {
        var client = PollingClient.open(server, "/socket.io/");
        try (var upgrade = client.webSocket()) {
            upgrade.send("2probe");
            assertThat(upgrade.next()).isEqualTo("3probe");
            upgrade.send("5");
            upgrade.send("40");

            assertThat((String) upgrade.next()).startsWith("40{\"sid\":");
            assertThat(client.poll().statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aPollThatWaitsIsAnsweredWhenTheProbeComes() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        var poll = client.pollLater();
        try (var upgrade = client.webSocket()) {
            upgrade.send("2probe");

            assertThat(upgrade.next()).isEqualTo("3probe");
            assertThat(poll.join().body()).isEqualTo("6");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io/", "/socket.io/"})
    void anotherWebSocketOfAnUpgradedSessionIsClosed(String path) throws Exception {
        var client = PollingClient.open(server, path);
        try (var upgrade = client.webSocket()) {
            upgrade.send("2probe");
            assertThat(upgrade.next()).isEqualTo("3probe");
            try (var second = client.webSocket()) {
                assertThat(second.next()).isEqualTo(WebSocketClient.CLOSED);
            }
            upgrade.send("5");
            var greeting = path.equals("/engine.io/") ? "4hello" : "40";
            upgrade.send(greeting);
            assertThat((String) upgrade.next()).startsWith(greeting);

            try (var third = client.webSocket()) {
                assertThat(third.next()).isEqualTo(WebSocketClient.CLOSED);
            }
            if (greeting.equals("40")) upgrade.next(); // the event that says with what one came in
            var more = greeting.equals("40") ? "42[\"message\"]" : "4still";
            upgrade.send(more);
            assertThat((String) upgrade.next()).startsWith(more.substring(0, more.length() - 2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "4hello", "2", "2probes", "", "1"})
    void aWebSocketThatDoesNotProbeIsClosedAndPollingGoesOn(String packet) throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var upgrade = client.webSocket()) {
            upgrade.send(packet);

            assertThat(upgrade.next()).isEqualTo(WebSocketClient.CLOSED);
        }
        assertThat(client.post("4hello").statusCode()).isEqualTo(200);
        assertThat(client.poll().body()).isEqualTo("4hello");
    }

    @Test
    void aWebSocketThatIsLostBeforeItTookOverLeavesPollingAlone() throws Exception {
        var client = PollingClient.open(server, "/engine.io/");
        try (var upgrade = client.webSocket()) {
            upgrade.send("2probe");
            upgrade.next();
        }

        assertThat(client.post("4hello").statusCode()).isEqualTo(200);
        String body = client.poll().body();
        assertThat(body.equals("6") ? client.poll().body() : body).endsWith("4hello");
    }
}
