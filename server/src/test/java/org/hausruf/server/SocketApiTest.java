package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hausruf.office.user.Sessions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in at `/socket.io`.
class SocketApiTest {
    private static final String CRM = "https://crm.sot.example";

    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();

    private SocketClient connect(Map<String, String> auth, String transport) {
        return SocketClient.connect(server.origin(), auth, transport.split(" ", -1));
    }

    private static String accessToken(Client client) {
        return client.signIn("anna@sot.example", TestServer.PASSWORD).text("accessToken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket", "polling websocket"})
    void aTicketOpensASocketOnce(String transport) {
        var ticket = anna.post("/api/session/ticket");
        assertThat(ticket.members()).containsExactlyInAnyOrder("token", "expiresAt");
        var token = Map.of("token", ticket.text("token"));

        try (var first = connect(token, transport);
                var second = connect(token, transport)) {
            var one = first.answer();
            var other = second.answer();

            assertThat(List.of(one.event(), other.event())).containsExactlyInAnyOrder("connect", "connect_error");
            var refusal = one.event().equals("connect") ? other : one;
            assertThat(refusal.text("message")).isEqualTo("not-signed-in");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void anAccessTokenOpensSocketsToo(String transport) {
        var token = Map.of("token", accessToken(server.visitor()));

        try (var first = connect(token, transport);
                var second = connect(token, transport)) {
            first.await("connect");
            second.await("connect");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void nobodyGetsInWithoutAToken(String transport) {
        for (var auth : List.of(
                Map.<String, String>of(),
                Map.of("token", ""),
                Map.of("token", "x".repeat(300)),
                Map.of("token", anna.cookie("hausruf_session")),
                Map.of("token", anna.post("/api/video-calls").text("hostToken")))) {
            try (var socket = connect(auth, transport)) {
                assertThat(socket.await("connect_error").text("message")).isEqualTo("not-signed-in");
            }
        }
    }

    @Test
    void aCookieBuysTicketsOnlyAsItBuysAnythingElse() {
        assertThat(server.visitor().post("/api/session/ticket").code()).isEqualTo("not-signed-in");
        assertThat(server.anna()
                        .with("X-CSRF-Token", "another")
                        .post("/api/session/ticket")
                        .code())
                .isEqualTo("csrf");
        assertThat(server.anna()
                        .with("Origin", "https://evil.example")
                        .post("/api/session/ticket")
                        .code())
                .isEqualTo("origin-not-allowed");
        assertThat(anna.asProgram().post("/api/session/ticket").status()).isEqualTo(200);
        assertThat(anna.get("/api/session/ticket").status()).isEqualTo(405);
    }

    @Test
    void ticketsAreNotForTheHoarding() {
        var ben = server.ben();
        Client.Answer last = ben.post("/api/session/ticket");
        for (int more = 0; more < 200 && last.status() == 200; more++) last = ben.post("/api/session/ticket");

        assertThat(last.status()).isEqualTo(429);
        assertThat(anna.post("/api/session/ticket").status()).isEqualTo(200);
    }

    @Test
    void ticketsAndAccessTokensExpire() {
        var clock = new MovableClock();
        try (var own = TestServer.start(Map.of(), clock)) {
            var visitor = own.visitor();
            var token = Map.of(
                    "token",
                    visitor.signIn("anna@sot.example", TestServer.PASSWORD).text("accessToken"));
            var ticket = Map.of("token", visitor.post("/api/session/ticket").text("token"));
            try (var before = SocketClient.connect(own.origin(), token, "websocket")) {
                before.await("connect");
            }
            clock.advance(Sessions.ACCESS_TOKEN_LIFETIME);

            for (var late : List.of(token, ticket)) {
                try (var socket = SocketClient.connect(own.origin(), late, "websocket")) {
                    assertThat(socket.await("connect_error").text("message")).isEqualTo("not-signed-in");
                }
            }
        }
    }

    @Test
    void whoSignsOutIsPutOutOnAllSocketsOfThatSession() {
        var leaving = server.anna();
        try (var one = SocketClient.of(leaving);
                var two = SocketClient.of(leaving, "polling")) {
            var unused = Map.of("token", leaving.post("/api/session/ticket").text("token"));
            assertThat(leaving.delete("/api/session").status()).isEqualTo(204);

            for (var socket : List.of(one, two)) {
                socket.await("signed-out");
                assertThat(socket.await("disconnect").body().asString()).isEqualTo("io server disconnect");
            }
            try (var late = SocketClient.connect(server.origin(), unused, "websocket")) {
                late.await("signed-out");
            }
        }
    }

    @Test
    void ofTwoHundredSocketsOfOneUserMostAreRefusedAndOthersAreServed() {
        var greedy = server.visitor()
                .signIn("deniz@synapse.example", TestServer.PASSWORD)
                .text("accessToken");
        var greedyId = CallSocketTest.id(server.signedIn("deniz@synapse.example"));
        var sockets = new ArrayList<SocketClient>();
        try (var bens = SocketClient.of(server.ben());
                var carlas = SocketClient.of(server.carla()).fresh()) {
            for (int i = 0; i < 200; i++) sockets.add(connect(Map.of("token", greedy), "websocket"));
            var answers = sockets.stream().map(SocketClient::answer).toList();

            var refused = answers.stream()
                    .filter(it -> it.event().equals("connect_error"))
                    .toList();
            assertThat(refused).hasSizeGreaterThanOrEqualTo(150);
            assertThat(refused).allSatisfy(it -> assertThat(it.text("message")).isEqualTo("Too many connections"));
            var letIn = answers.stream().map(SocketClient.Heard::event).toList().indexOf("connect");
            assertThat(letIn).isNotNegative();
            assertThat(bens.ask("set-presence", Map.of("doNotDisturb", false))
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            CallSocketTest.tellOf(sockets.get(letIn), greedyId, carlas);
            sockets.forEach(SocketClient::close);
            carlas.awaitPresence(greedyId, "offline");
        } finally {
            sockets.forEach(SocketClient::close);
        }
    }

    @Test
    void whoNeverReadsHoldsNobodyUpAndIsCutOffWhenItFloods() throws IOException {
        var carla = server.carla();
        var carlasId = CallSocketTest.id(carla);
        try (var denizs = SocketClient.of(server.signedIn("deniz@synapse.example"))
                        .fresh();
                var deaf = DeafDevice.of(carla)) {
            carla.put("/api/presence", Map.of("doNotDisturb", true));
            denizs.awaitPresence(carlasId, "do-not-disturb");
            carla.put("/api/presence", Map.of("doNotDisturb", false));
            denizs.awaitPresence(carlasId, "available");

            var call = denizs.ask("initiate-call", Map.of("toUserId", carlasId));
            assertThat(call.path("token").asString()).as("it rings there").isNotEmpty();
            denizs.ask("cancel-call", Map.of("callId", call.path("callId").asString()));
            assertThat(denizs.await("call-ended").text("reason")).isEqualTo("cancelled");

            deaf.flood(500);
            denizs.awaitPresence(carlasId, "offline");
        }
    }

    @Test
    void whoSignsInNowhereTakesTheirAddressesShareOfThePlacesAlone() {
        try (var own = TestServer.start(Map.of("HAUSRUF_TRUSTED_PROXIES", "127.0.0.1"))) {
            int let = 0; // each for twenty seconds
            while (let < 10_000 && handshake(own, "2001:db8:0:1::" + Integer.toHexString(let + 1)) == 200) let++;

            assertThat(let).isBetween(250, 9_999);
            assertThat(handshake(own, "2001:db8:0:2::1")).isEqualTo(200);
            assertThat(handshake(own, "1.2.3.4")).isEqualTo(200);
        }
    }

    private static int handshake(TestServer server, String from) {
        return server.visitor()
                .without("Origin")
                .with("X-Forwarded-For", from)
                .get("/socket.io/?EIO=4&transport=polling")
                .status();
    }

    @Test
    void thereIsNoNamespaceBut() {
        var uri = server.origin().resolve("/socket.io/?EIO=4&transport=polling");
        assertThat(send(HttpRequest.newBuilder(uri)).statusCode()).isEqualTo(200);
        try (var other = SocketClient.at(server.origin().resolve("/other"))) {
            assertThat(other.await("connect_error").text("message")).isEqualTo("Invalid namespace");
        }
    }

    @Test
    void pagesOfOtherOriginsAreHeardForTheirTenantsPeopleAlone() {
        var uri = server.origin().resolve("/socket.io/?EIO=4&transport=polling");
        var request = HttpRequest.newBuilder(uri).header("Origin", CRM);
        var refused = send(request);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();

        anna.put("/api/allowed-origins", Map.of("origins", List.of(CRM)));
        try (var annas = SocketClient.from(CRM, anna);
                var carlas = SocketClient.from(CRM, server.carla())) {
            var allowed = send(request);
            assertThat(allowed.statusCode()).isEqualTo(200);
            assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue(CRM);
            assertThat(allowed.headers().firstValue("Access-Control-Allow-Credentials"))
                    .isEmpty();
            annas.await("connect");
            assertThat(carlas.await("connect_error").text("message")).isEqualTo("origin-not-allowed");
        } finally {
            anna.put("/api/allowed-origins", Map.of("origins", List.of()));
        }
    }

    @Test
    void answersCarryTheHeadersOfAllAnswers() {
        var answer = send(HttpRequest.newBuilder(server.origin().resolve("/socket.io/?EIO=4&transport=polling")));

        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        var wrong = send(HttpRequest.newBuilder(server.origin().resolve("/socket.io/?EIO=3&transport=polling")));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("Unsupported protocol version");
    }

    @Test
    void stoppingTheServerSaysGoodBye() {
        var own = TestServer.start(Map.of());
        try (var socket = SocketClient.of(own.anna())) {
            own.close();

            socket.await("disconnect");
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
