package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.IO;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hausruf.office.user.CallTokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys of an office's programs, and the tokens they get for its people.
class ApiKeyApiTest {
    private static final String CRM = "https://crm.sot.example";

    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();
    private final Client.Answer made = anna.post("/api/keys", Map.of("name", "CRM"));

    @AfterEach
    void takeBack() {
        for (var admin : List.of(anna, server.carla())) {
            for (var key : admin.get("/api/keys").items())
                admin.delete("/api/keys/" + key.path("id").asString());
            admin.put("/api/allowed-origins", Map.of("origins", List.of()));
        }
    }

    private Client bearer(String token) {
        return server.visitor().without("Origin").with("Authorization", "Bearer " + token);
    }

    private Client program() {
        return bearer(made.text("secret"));
    }

    private Client.Answer tokenFor(String email) {
        return program().post("/api/tokens", Map.of("email", email));
    }

    private Client ben() {
        return bearer(tokenFor("ben@sot.example").text("token"));
    }

    private String keyId() {
        return made.body().at("/key/id").asString();
    }

    @Test
    void adminsMakeListAndRevokeKeysAndSeeTheSecretOnce() {
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("secret")).matches("hrk_[0-9a-f]{32}_[0-9a-f]{64}");

        var list = anna.get("/api/keys");
        assertThat(list.items()).singleElement().satisfies(key -> {
            assertThat(key.propertyNames()).containsExactly("id", "name", "createdBy", "createdAt", "lastUsedOn");
            assertThat(key.path("name").asString()).isEqualTo("CRM");
            assertThat(key.path("lastUsedOn").isNull()).isTrue();
        });
        assertThat(list.body().toString()).doesNotContain(made.text("secret"));

        assertThat(anna.delete("/api/keys/" + keyId()).status()).isEqualTo(204);
        assertThat(anna.get("/api/keys").items()).isEmpty();
        assertThat(anna.delete("/api/keys/" + keyId()).code()).isEqualTo("not-found");
    }

    @Test
    void nobodyElseReachesTheOfficesKeys() {
        var ben = server.ben();
        assertThat(ben.get("/api/keys").code()).isEqualTo("forbidden");
        assertThat(ben.post("/api/keys", Map.of("name", "mine")).code()).isEqualTo("forbidden");
        assertThat(ben.delete("/api/keys/" + keyId()).code()).isEqualTo("forbidden");
        assertThat(server.carla().get("/api/keys").items()).isEmpty();
        assertThat(server.carla().delete("/api/keys/" + keyId()).code()).isEqualTo("not-found");
        assertThat(server.visitor().get("/api/keys").code()).isEqualTo("not-signed-in");
        assertThat(server.anna()
                        .with("X-CSRF-Token", "x")
                        .post("/api/keys", Map.of("name", "x"))
                        .code())
                .isEqualTo("csrf");
        assertThat(anna.post("/api/keys", Map.of("name", "")).field()).isEqualTo("name");
        assertThat(anna.post("/api/keys", Map.of("name", 7)).status()).isEqualTo(400);
        assertThat(anna.post("/api/keys").field()).isEqualTo("name");
        assertThat(tokenFor("ben@sot.example").status()).as("still there").isEqualTo(201);
    }

    @Test
    void aKeyGetsATokenForWhoIsOfItsOffice() {
        var answer = tokenFor(" Ben@SOT.example ");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.members()).containsExactlyInAnyOrder("token", "expiresAt", "user");
        assertThat(answer.body().at("/user/displayName").asString()).isEqualTo("Ben Albrecht");
        var byId = program()
                .post(
                        "/api/tokens",
                        Map.of("userId", answer.body().at("/user/id").asString()));
        assertThat(byId.body().at("/user/email").asString()).isEqualTo("ben@sot.example");

        var unknown = tokenFor("nobody@sot.example");
        assertThat(unknown.status()).isEqualTo(404);
        for (var other : List.of(
                tokenFor("carla@synapse.example"),
                program().post("/api/tokens", Map.of("userId", CallSocketTest.id(server.carla()))),
                program().post("/api/tokens", Map.of("userId", UUID.randomUUID().toString()))))
            assertThat(other.body()).isEqualTo(unknown.body());
    }

    @Test
    void whatNamesNobodyOrTwoIsRefusedByName() {
        assertThat(program().post("/api/tokens").field()).isEqualTo("email");
        assertThat(tokenFor("no address").field()).isEqualTo("email");
        assertThat(program().post("/api/tokens", Map.of("userId", "7")).field()).isEqualTo("userId");
        var both =
                Map.of("email", "ben@sot.example", "userId", UUID.randomUUID().toString());
        assertThat(program().post("/api/tokens", both).field()).isEqualTo("email");
    }

    @Test
    void aKeyCountsInItsHeaderAndForNothingButTokens() {
        var ben = Map.of("email", "ben@sot.example");
        var secret = made.text("secret");
        for (var path : List.of("/api/session", "/api/calls", "/api/users", "/api/keys", "/api/allowed-origins"))
            assertThat(program().get(path).code()).as(path).isEqualTo("not-signed-in");
        assertThat(program().post("/functions/v1/sot-videocall-create").code()).isEqualTo("not-signed-in");
        for (var query : List.of("key", "token", "access_token", "Authorization"))
            assertThat(server.visitor()
                            .post("/api/tokens?" + query + "=" + secret, ben)
                            .code())
                    .as(query)
                    .isEqualTo("not-signed-in");
        assertThat(server.visitor()
                        .withCookie("hausruf_session", secret)
                        .post("/api/tokens", ben)
                        .code())
                .isEqualTo("not-signed-in");
        assertThat(anna.post("/api/tokens", ben).code())
                .as("a person is no program")
                .isEqualTo("not-signed-in");
        assertThat(program().with("Origin", CRM).post("/api/tokens", ben).code())
                .as("a page must not hold a key")
                .isEqualTo("origin-not-allowed");
        try (var socket = SocketClient.connect(server.origin(), Map.of("token", secret), "websocket")) {
            assertThat(socket.await("connect_error").text("message")).isEqualTo("not-signed-in");
        }
    }

    @Test
    void aTokenOpensCallsAlone() {
        var ben = ben();
        for (var path : List.of("/api/calls", "/api/calls/live", "/api/users", "/api/contacts"))
            assertThat(ben.get(path).status()).as(path).isEqualTo(200);
        assertThat(ben.get("/api/livekit/rooms/active").status()).isEqualTo(200);
        assertThat(ben.put("/api/presence", Map.of("doNotDisturb", false)).status())
                .isEqualTo(200);

        for (var path : List.of(
                "/api/session",
                "/api/video-calls",
                "/api/keys",
                "/api/allowed-origins",
                "/api/nothing",
                "/api/callsandmore")) {
            var refused = ben.get(path);
            assertThat(refused.code()).as(path).isEqualTo("forbidden");
            assertThat(refused.text("detail")).contains("API key");
        }
        for (var hidden :
                List.of("/api/calls/../keys", "/api/calls;/../keys", "/api/calls/%2e%2e/keys", "/api/%63alls"))
            assertThat(ben.get(hidden).status()).as(hidden).isBetween(400, 404);
        assertThat(ben.post("/api/contacts", Map.of("name", "Somebody")).code()).isEqualTo("forbidden");
        assertThat(ben.post("/api/session/ticket").code()).isEqualTo("forbidden");
        assertThat(ben.delete("/api/session").code()).isEqualTo("forbidden");
        assertThat(ben.post("/api/video-calls").code()).isEqualTo("forbidden");
        assertThat(ben.post("/functions/v1/sot-videocall-create").code()).isEqualTo("forbidden");
        var annas = bearer(tokenFor("anna@sot.example").text("token"));
        assertThat(annas.get("/api/keys").code()).as("not even an admin's").isEqualTo("forbidden");
        assertThat(annas.post("/api/tokens", Map.of("email", "ben@sot.example")).code())
                .as("a token makes no tokens")
                .isEqualTo("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {CRM, ""})
    void aTokenRingsFromAPageOfTheList(String origin) {
        anna.put("/api/allowed-origins", Map.of("origins", List.of(CRM)));
        var token = tokenFor("ben@sot.example").text("token");
        try (var annas = SocketClient.of(anna).fresh();
                var bens = from(origin, token).fresh()) {
            var found = bens.ask("find-user", Map.of("email", "Anna@sot.example"));
            assertThat(found.path("name").asString()).isEqualTo("Anna Berger");
            for (var nobody : List.of("carla@synapse.example", "nobody@sot.example"))
                assertThat(bens.ask("find-user", Map.of("email", nobody))
                                .at("/error/code")
                                .asString())
                        .as(nobody)
                        .isEqualTo("not-found");
            assertThat(bens.ask("find-user", Map.of("email", "x"))
                            .at("/error/code")
                            .asString())
                    .isEqualTo("invalid");
            var ringing = bens.ask(
                    "initiate-call", Map.of("toUserId", found.path("userId").asString()));
            var call = Map.of("callId", ringing.path("callId").asString());
            assertThat(annas.await("incoming-call").text("fromName")).isEqualTo("Ben Albrecht");
            assertThat(annas.ask("join-call", call).at("/error/code").asString())
                    .as("has not answered")
                    .isEqualTo("forbidden");
            annas.ask("accept-call", call);
            bens.await("call-accepted");

            var again = bens.ask("join-call", call);

            assertThat(again.path("roomName")).isEqualTo(ringing.path("roomName"));
            var validate = "/rtc/validate?access_token=" + again.path("token").asString();
            assertThat(server.visitor().with("Origin", CRM).get(validate).status())
                    .isEqualTo(200);
            assertThat(bens.ask("end-call", call).path("ok").asBoolean()).isTrue();
            annas.await("call-ended");
            assertThat(bens.ask("join-call", call).at("/error/code").asString()).isEqualTo("call-over");
            try (var deniz = SocketClient.of(server.signedIn("deniz@synapse.example"))) {
                assertThat(deniz.ask("join-call", call).at("/error/code").asString())
                        .isEqualTo("not-found");
            }
        }
    }

    private SocketClient from(String origin, String token) {
        var options =
                IO.Options.builder().setTransports(new String[] {"websocket"}).setAuth(Map.of("token", token));
        if (!origin.isEmpty()) options.setExtraHeaders(Map.of("Origin", List.of(origin)));
        return SocketClient.with(server.origin(), options.build());
    }

    @Test
    void aTokenIsNoGoodInPagesThatItsOfficeDoesNotKnow() {
        server.carla().put("/api/allowed-origins", Map.of("origins", List.of("https://crm.synapse.example")));
        var token = tokenFor("ben@sot.example").text("token");
        try (var socket = from("https://crm.synapse.example", token)) {
            assertThat(socket.await("connect_error").text("message")).isEqualTo("origin-not-allowed");
        }
        assertThat(bearer(token)
                        .with("Origin", CRM)
                        .post("/api/presence", Map.of("doNotDisturb", true))
                        .code())
                .as("/api stays for our own pages")
                .isEqualTo("origin-not-allowed");
    }

    @Test
    void aRevokedKeysTokensAndSocketsEndAtOnce() {
        var token = tokenFor("ben@sot.example").text("token");
        try (var socket = from("", token)) {
            socket.await("connect");
            assertThat(anna.delete("/api/keys/" + keyId()).status()).isEqualTo(204);

            socket.await("signed-out");
        }
        assertThat(bearer(token).get("/api/calls").code()).isEqualTo("not-signed-in");
        assertThat(tokenFor("ben@sot.example").code()).isEqualTo("not-signed-in");
        try (var socket = from("", token)) {
            assertThat(socket.await("connect_error").text("message")).isEqualTo("not-signed-in");
        }
    }

    @Test
    void aTokenExpiresEverywhere() {
        var clock = new MovableClock();
        try (var own = TestServer.start(Map.of(), clock)) {
            var secret = own.anna().post("/api/keys", Map.of("name", "CRM")).text("secret");
            var program = own.visitor().without("Origin").with("Authorization", "Bearer " + secret);
            var token = program.post("/api/tokens", Map.of("email", "ben@sot.example"))
                    .text("token");
            var ben = own.visitor().without("Origin").with("Authorization", "Bearer " + token);
            assertThat(ben.get("/api/calls").status()).isEqualTo(200);

            clock.advance(CallTokens.LIFETIME);

            assertThat(ben.get("/api/calls").code()).isEqualTo("not-signed-in");
            try (var socket = SocketClient.connect(own.origin(), Map.of("token", token), "websocket")) {
                assertThat(socket.await("connect_error").text("message")).isEqualTo("not-signed-in");
            }
            assertThat(program.post("/api/tokens", Map.of("email", "ben@sot.example"))
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void whoGuessesKeysIsSlowedDown() {
        try (var own = TestServer.start(Map.of())) {
            Client.Answer last = guess(own);
            for (int more = 0; more < 500 && last.status() != 429; more++) last = guess(own);

            assertThat(last.code()).isEqualTo("too-many-requests");
        }
    }

    private static Client.Answer guess(TestServer own) {
        var wrong = "hrk_" + UUID.randomUUID().toString().replace("-", "") + "_" + "0".repeat(64);
        return own.visitor()
                .without("Origin")
                .with("Authorization", "Bearer " + wrong)
                .post("/api/tokens", Map.of("email", "ben@sot.example"));
    }
}
