package org.hausruf.socketio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.hausruf.socketio.Admission.Granted;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that break the rules: they go, and the well-behaved stay. Every test ends with one of those.
class HostileClientTest {
    private static final Limits LIMITS = Limits.builder()
            .payloadBytes(20_000, 2_000)
            .sessions(10, 4)
            .socketsPerUser(3)
            .events(1, 100)
            .inbox(150, 10_000)
            .attachments(2)
            .sendQueue(100, 1_000_000)
            .build();

    private final CountDownLatch listenerIsStuck = new CountDownLatch(1);
    private final CountDownLatch listenerMayGoOn = new CountDownLatch(1);
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private TestServer server;

    @BeforeEach
    void start() {
        var io = SocketIo.builder().limits(LIMITS).build();
        io.namespace("/")
                .authenticate((client, auth) -> new Granted(String.valueOf(auth.get("name")), ""))
                .on("echo", (socket, args, ack) -> ack.send(args.toArray()))
                .on("flood", (socket, args, ack) -> {
                    while (socket.emit("flood", "x".repeat(10_000))) {}
                })
                .on("stuck", (socket, args, ack) -> {
                    listenerIsStuck.countDown();
                    listenerMayGoOn.await();
                })
                .onDisconnect((socket, reason) -> closed.complete(reason));
        server = TestServer.start(io, LIMITS);
    }

    @AfterEach
    void othersAreServed() throws Exception {
        listenerMayGoOn.countDown();
        try (var client = enter("good")) {
            client.send("421[\"echo\",\"still here\"]");
            assertThat(client.next()).isEqualTo("431[\"still here\"]");
        }
        server.close();
    }

    private WebSocketClient enter(String name) throws InterruptedException {
        return WebSocketClient.enter(server, "/", "{\"name\":\"" + name + "\"}");
    }

    private CloseReason reason() throws Exception {
        return closed.get(60, SECONDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "42[\"echo\"]",
                "41",
                "431[]",
                "40/ok",
                "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]",
            })
    void nothingIsHeardBeforeConnect(String packet) throws Exception {
        try (var client = WebSocketClient.open(server)) {
            client.send(packet);
            if (packet.startsWith("451")) client.send(new byte[1]);
            Object answer = client.next();

            if (packet.equals("40/ok")) assertThat(answer).isEqualTo("44/ok,{\"message\":\"Invalid namespace\"}");
            else assertThat(answer).isEqualTo(WebSocketClient.CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "40", // twice
                "44{}",
                "42[\"connect\"]",
                "42[\"disconnect\"]",
                "42[\"newListener\"]",
                "42[1]",
                "42-1[\"echo\"]",
                "4299999999999999999999[\"echo\"]",
                "42[\"echo\",[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]",
                "453-[\"echo\"]",
                "45[\"echo\"]",
                "42/unknown,[\"echo\"]",
                "42[\"echo\",{\"_placeholder\":true,\"num\":0}]"
            })
    void aBrokenRuleIsAParseError(String packet) throws Exception {
        try (var client = enter("bad")) {
            client.send(packet);

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
            assertThat(reason()).isEqualTo(CloseReason.PARSE_ERROR);
        }
    }

    @Test
    void bytesThatBelongToNothingAreAParseError() throws Exception {
        try (var client = enter("bad")) {
            client.send(new byte[10]);

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
            assertThat(reason()).isEqualTo(CloseReason.PARSE_ERROR);
        }
    }

    @Test
    void aPlaceholderOfAnotherNumberIsAParseError() throws Exception {
        try (var client = enter("bad")) {
            client.send("451-[\"echo\",{\"_placeholder\":true,\"num\":1}]");
            client.send(new byte[10]);

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
            assertThat(reason()).isEqualTo(CloseReason.PARSE_ERROR);
        }
    }

    @Test
    void oddNamesAndAnswersToNothingAreHarmless() throws Exception {
        try (var client = enter("odd")) {
            client.send("42[\"__proto__\",{\"__proto__\":{\"admin\":true}}]");
            client.send("42[\"constructor\"]");
            client.send("43999999999999999[]");
            client.send("430[]");
            client.send("430[]");
            client.send("427[\"echo\",1]");
            client.send("427[\"echo\",2]");

            assertThat(client.next()).isEqualTo("437[1]");
            assertThat(client.next()).isEqualTo("437[2]");
        }
    }

    @Test
    void aFloodOfEventsIsToldThenClosed() throws Exception {
        try (var client = enter("flood")) {
            for (int i = 0; i < 150; i++) client.send("42[\"echo\"]");
            assertThat((String) client.next())
                    .startsWith("42[\"error\",{")
                    .contains("\"code\":\"too-many-events\"", "\"allowedPerSecond\":1");

            for (int i = 0; i < 850; i++) client.send("42[\"echo\"]");
            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
            assertThat(reason()).isEqualTo(CloseReason.TOO_MANY_EVENTS);
        }
    }

    @Test
    void eventsDoNotPileUpBehindAListener() throws Exception {
        try (var client = enter("pile")) {
            getStuck(client);
            for (int i = 0; i < 11; i++) client.send("42[\"stuck\",\"" + "x".repeat(1_000) + "\"]");

            assertThat((String) client.next()).startsWith("42[\"error\",{");
            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
            listenerMayGoOn.countDown();
            assertThat(reason()).isEqualTo(CloseReason.TOO_MANY_EVENTS);
        }
    }

    @Test
    void attachmentsCountAmongWhatPilesUp() throws Exception {
        try (var client = enter("pile")) {
            getStuck(client);
            for (int i = 0; i < 3; i++) {
                client.send("452-[\"stuck\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
                client.send(new byte[9_000]);
                client.send(new byte[0]);
            }

            assertThat((String) client.next()).startsWith("42[\"error\",{");
            listenerMayGoOn.countDown();
            assertThat(reason()).isEqualTo(CloseReason.TOO_MANY_EVENTS);
        }
    }

    /// What comes after it waits. Of that, only the last message may be too much: whoever still sends while the
    /// connection is cut may not hear why.
    private void getStuck(WebSocketClient client) throws InterruptedException {
        client.send("42[\"stuck\"]");
        assertThat(listenerIsStuck.await(60, SECONDS)).isTrue();
    }

    @Test
    void whoNeverReadsIsClosed() throws Exception {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.getOutputStream().write(upgradeRequest());
            skipObject(client); // the handshake
            client.getOutputStream().write(masked("40{\"name\":\"deaf\"}"));
            skipObject(client); // it is in: before, it may say nothing
            client.getOutputStream().write(masked("42[\"flood\"]"));

            assertThat(reason()).isEqualTo(CloseReason.SEND_QUEUE_FULL);
        }
    }

    @Test
    void aMessageThatIsTooLongEndsTheWebSocket() throws Exception {
        try (var client = enter("long")) {
            client.send("421[\"echo\",\"" + "x".repeat(19_000) + "\"]");
            assertThat((String) client.next()).startsWith("431[\"xxx");

            client.send("42[\"echo\",\"" + "x".repeat(20_000) + "\"]");
            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
        }
    }

    @Test
    void whoIsNotInYetSaysLittle() throws Exception {
        try (var client = WebSocketClient.open(server)) {
            client.send("40{\"name\":\"" + "x".repeat(2_000) + "\"}");

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
        }
        var polling = PollingClient.open(server, "/socket.io/");
        assertThat(polling.post("4" + "x".repeat(2_000)).statusCode()).isEqualTo(413);
        assertThat(polling.poll().statusCode()).isEqualTo(400);
        var stream = PollingClient.open(server, "/socket.io/");
        var request = stream.request()
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[3_000])));
        assertThat(PollingClient.send(request).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/octet-stream",
                "application/x-www-form-urlencoded",
                "text/html",
                "text/plain; charset=utf-16"
            })
    void aBodyOfAnotherTypeIsRefused(String type) throws Exception {
        var client = PollingClient.open(server, "/socket.io/");
        var request = client.request().header("Content-Type", type).POST(BodyPublishers.ofString("40"));

        assertThat(PollingClient.send(request).statusCode()).isEqualTo(415);
    }

    @Test
    void aBodyThatIsNoUtf8IsRefused() throws Exception {
        var client = PollingClient.open(server, "/socket.io/");
        var request = client.request().POST(BodyPublishers.ofByteArray(new byte[] {'4', '0', (byte) 0xff}));

        assertThat(PollingClient.send(request).statusCode()).isEqualTo(400);
        assertThat(client.poll().statusCode()).isEqualTo(400);
    }

    @Test
    void aSocketsIdOpensNoSession() throws Exception {
        try (var client = WebSocketClient.open(server)) {
            client.send("40{\"name\":\"anna\"}");
            String socketId = PollingClient.sid((String) client.next());

            var stolen = PollingClient.get(server, "/socket.io/?EIO=4&transport=polling&sid=" + socketId);
            assertThat(stolen.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void oneUserHasSoManySockets() throws Exception {
        try (var first = enter("anna");
                var second = enter("anna");
                var third = enter("anna");
                var fourth = WebSocketClient.open(server)) {
            fourth.send("40{\"name\":\"anna\"}");

            assertThat((String) fourth.next()).startsWith("44{\"message\":\"Too many connections\"");
            third.send("1");
            reason();
            fourth.send("40{\"name\":\"anna\"}");
            assertThat((String) fourth.next()).startsWith("40{\"sid\"");
            for (var client : new WebSocketClient[] {first, second}) {
                client.send("421[\"echo\"]");
                assertThat(client.next()).isEqualTo("431[]");
            }
        }
    }

    @Test
    void strangersDoNotTakeAllSessions() throws Exception {
        try (var known = enter("anna")) {
            PollingClient last = PollingClient.open(server, "/socket.io/");
            for (int i = 0; i < 3; i++) PollingClient.open(server, "/socket.io/");

            var refused = PollingClient.get(server, "/socket.io/?EIO=4&transport=polling");
            assertThat(refused.statusCode()).isEqualTo(503);
            known.send("421[\"echo\"]");
            assertThat(known.next()).isEqualTo("431[]");
            last.post("1");
            last.poll();
            assertThat(last.poll().statusCode()).as("its place is free").isEqualTo(400);
        }
    }

    @Test
    void strangersOfOneAddressLeaveTheOthersTheirPlaces() throws Exception {
        var limits = Limits.builder()
                .unconnectedPerAddress(2)
                .connectTimeout(Duration.ofMinutes(5))
                .build();
        var io = SocketIo.builder()
                .limits(limits)
                .tellApart(request -> String.valueOf(request.getHeader("From")))
                .build();
        io.namespace("/").authenticate((client, auth) -> new Granted("anybody", ""));
        try (var own = TestServer.start(io, limits)) {
            var first = PollingClient.sid(opened(own, "a").body());
            assertThat(opened(own, "a").statusCode()).isEqualTo(200);

            var refused = opened(own, "a");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("Too many connections of this address");
            assertThat(opened(own, "b").statusCode()).isEqualTo(200);

            var path = own.uri("/socket.io/?EIO=4&transport=polling&sid=" + first);
            PollingClient.send(HttpRequest.newBuilder(path).POST(BodyPublishers.ofString("40")));
            assertThat(PollingClient.send(HttpRequest.newBuilder(path)).body()).startsWith("40{");
            assertThat(opened(own, "a").statusCode())
                    .as("who is in takes no place")
                    .isEqualTo(200);
            assertThat(opened(own, "a").statusCode()).isEqualTo(429);
            PollingClient.send(HttpRequest.newBuilder(path).POST(BodyPublishers.ofString("1")));
            assertThat(opened(own, "a").statusCode())
                    .as("nor does who leaves give one")
                    .isEqualTo(429);

            try (var _ = WebSocketClient.open(own);
                    var _ = WebSocketClient.open(own)) {
                assertThatThrownBy(() -> WebSocketClient.open(own)).hasMessage("refused with 429");
            }
        }
    }

    private static HttpResponse<String> opened(TestServer server, String from)
            throws IOException, InterruptedException {
        return PollingClient.send(HttpRequest.newBuilder(server.uri("/socket.io/?EIO=4&transport=polling"))
                .header("From", from));
    }

    @Test
    void guessingEndsTheSession() throws Exception {
        try (var client = WebSocketClient.open(server)) {
            for (int i = 0; i < 10; i++) client.send("40/guess" + i);
            for (int i = 0; i < 10; i++) assertThat((String) client.next()).startsWith("44/guess");

            assertThat(client.next()).isEqualTo(WebSocketClient.CLOSED);
        }
    }

    private static void skipObject(Socket client) throws IOException {
        for (int next = 0; next != '}'; next = client.getInputStream().read()) {
            if (next < 0) throw new AssertionError("closed");
        }
    }

    private static byte[] upgradeRequest() {
        String request = """
                GET /socket.io/?EIO=4&transport=websocket HTTP/1.1
                Host: x
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==

                """;
        return request.replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    /// A client's short frame of text, whose mask is zero.
    private static byte[] masked(String text) {
        return ("\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text).getBytes(ISO_8859_1);
    }
}
