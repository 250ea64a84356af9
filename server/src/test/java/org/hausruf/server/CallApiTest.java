package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Ringing calls over REST.
class CallApiTest {
    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();
    private final Client ben = server.ben();
    private final String annasId = CallSocketTest.id(anna);
    private final String bensId = CallSocketTest.id(ben);
    private final String tenant =
            anna.get("/api/session").body().at("/tenant/id").asString();

    @AfterEach
    void hangUp() {
        for (var call : anna.get("/api/calls/live").items())
            anna.post("/api/calls/" + call.path("id").asString() + "/end");
    }

    private Client.Answer annaRingsBen() {
        return anna.post("/api/calls", Map.of("toUserId", bensId));
    }

    private static String id(Client.Answer answer) {
        return answer.body().at("/call/id").asString();
    }

    private int mayEnter(String token) {
        return server.visitor().get("/rtc/validate?access_token=" + token).status();
    }

    static JsonNode claims(String token) {
        return new JsonMapper().readTree(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8));
    }

    @Test
    void aCallIsMadeAnsweredEndedAndLogged() {
        var made = annaRingsBen();

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.members()).containsExactlyInAnyOrder("call", "token", "roomName", "serverUrl");
        var call = id(made);
        assertThat(made.body().path("call").propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "roomName",
                        "fromUserId",
                        "fromName",
                        "toUserId",
                        "toName",
                        "contactId",
                        "media",
                        "status",
                        "endReason",
                        "startedAt",
                        "ringUntil",
                        "answeredAt",
                        "endedAt",
                        "durationSeconds",
                        "roomSid",
                        "participantIdentity",
                        "trackSid",
                        "recordingUrl",
                        "direction");
        assertThat(made.text("roomName")).isEqualTo(tenant + "-" + call);
        assertThat(made.body().at("/call/media").asString()).isEqualTo("audio");
        var accepted = ben.post("/api/calls/" + call + "/accept");
        assertThat(accepted.body().at("/call/status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(accepted.body().at("/call/direction").asString()).isEqualTo("in");
        assertThat(mayEnter(accepted.text("token"))).isEqualTo(200);
        assertThat(ben.get("/api/calls/live").items()).hasSize(1);

        var ended = ben.post("/api/calls/" + call + "/end");

        assertThat(ended.body().at("/call/status").asString()).isEqualTo("COMPLETED");
        var log = anna.get("/api/calls?direction=out&with=" + bensId + "&outcome=completed&limit=1");
        assertThat(log.items().getFirst().path("id").asString()).isEqualTo(call);
        assertThat(anna.get("/api/calls?outcome=declined,completed").items()).isNotEmpty();
        assertThat(anna.get("/api/calls?direction=in&with=" + bensId + "&outcome=completed")
                        .items())
                .extracting(it -> it.path("id").asString())
                .doesNotContain(call);
        assertThat(anna.post("/api/calls/" + call + "/end").code()).isEqualTo("call-over");
    }

    @Test
    void whoRingsIsWhoIsSignedInWhateverTheBodySays() {
        var carla = server.carla();
        var carlas = carla.get("/api/session").body();
        for (var liar : List.of(bensId, CallSocketTest.id(carla))) {
            var made = anna.post(
                    "/api/calls",
                    Map.of(
                            "toUserId",
                            bensId,
                            "fromUserId",
                            liar,
                            "userId",
                            liar,
                            "tenantId",
                            carlas.at("/tenant/id").asString()));

            assertThat(made.status()).isEqualTo(201);
            assertThat(made.body().at("/call/fromUserId").asString()).isEqualTo(annasId);
            assertThat(made.body().at("/call/fromName").asString()).isEqualTo("Anna Berger");
            assertThat(made.text("roomName")).isEqualTo(tenant + "-" + id(made));
            assertThat(claims(made.text("token")).path("sub").asString()).isEqualTo(tenant + ":" + annasId);
            assertThat(ben.get("/api/calls/" + id(made))
                            .body()
                            .at("/call/fromUserId")
                            .asString())
                    .isEqualTo(annasId);
            assertThat(carla.get("/api/calls").items()).isEmpty();
            anna.post("/api/calls/" + id(made) + "/end");
        }
    }

    @Test
    void theLogGoesOnWhereItsCursorSays() {
        for (int i = 0; i < 3; i++) anna.post("/api/calls/" + id(annaRingsBen()) + "/cancel");
        var whole = anna.get("/api/calls?limit=3").items();

        var first = anna.get("/api/calls?limit=2");
        var second = anna.get("/api/calls?limit=2&cursor=" + first.text("nextCursor"));

        assertThat(first.items()).isEqualTo(whole.subList(0, 2));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.items().getFirst()).isEqualTo(whole.getLast());
        assertThat(second.items()).doesNotContainAnyElementsOf(first.items());
    }

    @Test
    void declineAndCancelAreForTheirSides() {
        var first = id(annaRingsBen());
        assertThat(anna.post("/api/calls/" + first + "/accept").code()).isEqualTo("forbidden");
        assertThat(ben.post("/api/calls/" + first + "/cancel").code()).isEqualTo("forbidden");
        assertThat(ben.post("/api/calls", Map.of("toUserId", annasId)).code()).isEqualTo("caller-busy");
        assertThat(ben.post("/api/calls/" + first + "/decline")
                        .body()
                        .at("/call/endReason")
                        .asString())
                .isEqualTo("declined");
        var second = id(annaRingsBen());
        assertThat(anna.post("/api/calls/" + second + "/cancel")
                        .body()
                        .at("/call/endReason")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(ben.post("/api/calls/" + second + "/accept").code()).isEqualTo("call-over");
    }

    @Test
    void tokensForRoomsAreForWhoMayEnterNow() {
        var call = id(annaRingsBen());
        var room = Map.of("roomName", tenant + "-" + call);

        var token = anna.post("/api/livekit/token", room);

        assertThat(token.members()).containsExactlyInAnyOrder("token", "roomName");
        var claims = claims(token.text("token"));
        assertThat(claims.path("sub").asString()).isEqualTo(tenant + ":" + annasId);
        assertThat(claims.path("name").asString()).isEqualTo("Anna Berger");
        assertThat(claims.at("/video/room").asString()).isEqualTo(room.get("roomName"));
        assertThat(claims.at("/video/roomJoin").asBoolean()).isTrue();
        assertThat(claims.at("/video/canPublish").asBoolean()).isTrue();
        assertThat(claims.at("/video/canSubscribe").asBoolean()).isTrue();
        assertThat(claims.at("/video/roomCreate").asBoolean()).isFalse();
        assertThat(claims.path("exp").asLong() - claims.path("nbf").asLong()).isEqualTo(600);
        assertThat(mayEnter(token.text("token"))).isEqualTo(200);
        assertThat(ben.post("/api/livekit/token", room).code())
                .as("has not answered")
                .isEqualTo("forbidden");
        assertThat(ben.post("/api/livekit/rooms", Map.of("callId", call)).code())
                .isEqualTo("forbidden");

        ben.post("/api/calls/" + call + "/accept");

        assertThat(mayEnter(ben.post("/api/livekit/token", room).text("token"))).isEqualTo(200);
        var made = ben.post("/api/livekit/rooms", Map.of("callId", call));
        assertThat(made.members()).containsExactlyInAnyOrder("roomName", "sid");
        assertThat(made.text("sid")).startsWith("RM_");
        var active = anna.get("/api/livekit/rooms/active").items();
        assertThat(active).hasSize(1);
        assertThat(active.getFirst().path("callId").asString()).isEqualTo(call);
        assertThat(active.getFirst().path("sid").asString()).isEqualTo(made.text("sid"));
        assertThat(active.getFirst().path("participantCount").asInt()).isZero();
        assertThat(anna.get("/api/livekit/rooms/" + room.get("roomName") + "/participants")
                        .items())
                .isEmpty();

        anna.post("/api/calls/" + call + "/end");

        assertThat(anna.post("/api/livekit/token", room).code()).isEqualTo("call-over");
        assertThat(anna.post("/api/livekit/rooms", Map.of("callId", call)).code())
                .isEqualTo("call-over");
        assertThat(anna.get("/api/livekit/rooms/active").items()).isEmpty();
    }

    @Test
    void whoIsInsideIsListedByIdentityNameAndTime() {
        var before = Instant.now();
        var made = annaRingsBen();
        var room = made.text("roomName");
        var bensToken = ben.post("/api/calls/" + id(made) + "/accept").text("token");
        var participants = "/api/livekit/rooms/" + room + "/participants";
        try (var _ = Inside.by(server.origin(), made.text("token"))) {
            assertThat(anna.get(participants).items()).hasSize(1);
            try (var _ = Inside.by(server.origin(), bensToken)) {
                var inside = anna.get(participants).items();

                assertThat(inside)
                        .extracting(
                                it -> it.path("identity").asString(),
                                it -> it.path("name").asString())
                        .containsExactlyInAnyOrder(
                                tuple(tenant + ":" + annasId, "Anna Berger"),
                                tuple(tenant + ":" + bensId, "Ben Albrecht"));
                assertThat(inside)
                        .allSatisfy(it -> assertThat(it.propertyNames())
                                .containsExactlyInAnyOrder("identity", "name", "joinedAt", "isSpeaking"))
                        .allSatisfy(it -> assertThat(
                                        Instant.parse(it.path("joinedAt").asString()))
                                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1)))
                        .allSatisfy(it -> assertThat(it.path("isSpeaking").asBoolean(true))
                                .isFalse());
                var active = ben.get("/api/livekit/rooms/active").items();
                assertThat(active).hasSize(1);
                assertThat(active.getFirst().path("participantCount").asInt()).isEqualTo(2);
                awaitNoted(id(made), active.getFirst().path("sid").asString());
                var carla = server.carla();
                assertThat(carla.get(participants).code()).isEqualTo("not-found");
                assertThat(carla.get("/api/livekit/rooms/active").body().toString())
                        .doesNotContain(room);
            }
        }
    }

    /// The log gets the engine's id of the room.
    private void awaitNoted(String call, String sid) {
        var end = Instant.now().plusSeconds(60);
        var noted = "";
        while (!noted.equals(sid) && Instant.now().isBefore(end)) {
            noted = anna.get("/api/calls/" + call).body().at("/call/roomSid").asString("");
        }
        assertThat(noted).startsWith("RM_").isEqualTo(sid);
        assertThat(ben.get("/api/calls?limit=1")
                        .items()
                        .getFirst()
                        .path("roomSid")
                        .asString())
                .isEqualTo(sid);
        assertThat(server.carla().get("/api/calls/" + call).code()).isEqualTo("not-found");
    }

    @Test
    void aRoomThatIsAskedForBesideItsCallsEndIsGoneWithIt() {
        for (int round = 0; round < 20; round++) {
            var call = id(annaRingsBen());
            var made = CompletableFuture.supplyAsync(() -> anna.post("/api/livekit/rooms", Map.of("callId", call)));

            assertThat(ben.post("/api/calls/" + call + "/decline").status()).isEqualTo(200);

            assertThat(made.join().status()).isIn(200, 410);
            assertThat(anna.get("/api/livekit/rooms/active").items()).isEmpty();
        }
    }

    @Test
    void aVideoCallsRoomIsNoRingingCalls() {
        var room = anna.post("/api/video-calls", Map.of("title", "x")).text("roomName");

        assertThat(anna.post("/api/livekit/token", Map.of("roomName", room)).code())
                .isEqualTo("not-found");
        assertThat(anna.get("/api/livekit/rooms/active").body().toString()).doesNotContain(room);
        assertThat(anna.get("/api/livekit/rooms/" + room + "/participants").code())
                .isEqualTo("not-found");
    }

    @Test
    void nothingIsForVisitors() {
        var visitor = server.visitor();
        for (var path : List.of(
                "/api/calls",
                "/api/calls/live",
                "/api/calls/missed",
                "/api/contacts",
                "/api/users",
                "/api/livekit/rooms/active",
                "/api/livekit/rooms/x/participants"))
            assertThat(visitor.get(path).code()).as(path).isEqualTo("not-signed-in");
        for (var path : List.of(
                "/api/calls",
                "/api/calls/missed/seen",
                "/api/calls/00000000-0000-0000-0000-000000000000/accept",
                "/api/livekit/token",
                "/api/livekit/rooms"))
            assertThat(visitor.post(path).code()).as(path).isEqualTo("not-signed-in");
        assertThat(visitor.get("/api/presence").code()).isEqualTo("not-signed-in");
        assertThat(visitor.put("/api/presence", Map.of("doNotDisturb", true)).code())
                .isEqualTo("not-signed-in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "direction=up",
                "with=ben",
                "outcome=won",
                "outcome=completed,",
                "from=yesterday",
                "to=2026-13-01T00:00:00Z",
                "minSeconds=-1",
                "limit=101",
                "cursor=x"
            })
    void aWrongFilterIsNamed(String query) {
        var refused = anna.get("/api/calls?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field()).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void aWrongCallIsNamed() {
        assertThat(anna.post("/api/calls").field()).isEqualTo("toUserId");
        assertThat(anna.post("/api/calls", Map.of("toUserId", "ben")).field()).isEqualTo("toUserId");
        assertThat(anna.post("/api/calls", Map.of("toUserId", annasId)).field()).isEqualTo("toUserId");
        assertThat(anna.post("/api/calls", Map.of("toUserId", bensId, "media", "smell"))
                        .field())
                .isEqualTo("media");
        assertThat(anna.post("/api/calls", Map.of("toUserId", bensId, "contactId", "x"))
                        .field())
                .isEqualTo("contactId");
        assertThat(anna.post("/api/livekit/token").field()).isEqualTo("roomName");
        assertThat(anna.post("/api/livekit/rooms").field()).isEqualTo("callId");
        assertThat(anna.put("/api/presence", Map.of()).field()).isEqualTo("doNotDisturb");
    }

    @Test
    void whatOneHasChosenIsKnownAlsoWhileItDoesNotShow() {
        untilNoDeviceIsHere(ben);
        ben.put("/api/presence", Map.of("doNotDisturb", true));
        try {
            assertThat(ben.get("/api/presence").body().toString())
                    .as("no device of theirs is here")
                    .isEqualTo("{\"presence\":\"offline\",\"doNotDisturb\":true}");
            try (var _ = SocketClient.of(ben).fresh()) {
                assertThat(ben.get("/api/presence").text("presence")).isEqualTo("do-not-disturb");
            }
            assertThat(anna.get("/api/presence").body().path("doNotDisturb").asBoolean(true))
                    .as("somebody else's is another")
                    .isFalse();
            assertThat(server.carla()
                            .get("/api/presence")
                            .body()
                            .path("doNotDisturb")
                            .asBoolean(true))
                    .as("so is another office's")
                    .isFalse();
        } finally {
            assertThat(ben.put("/api/presence", Map.of("doNotDisturb", false))
                            .body()
                            .path("doNotDisturb")
                            .asBoolean(true))
                    .isFalse();
        }
    }

    /// Those of earlier tests may be on their way out.
    private static void untilNoDeviceIsHere(Client who) {
        var end = Instant.now().plusSeconds(60);
        while (!who.get("/api/presence").text("presence").equals("offline"))
            assertThat(Instant.now()).isBefore(end);
    }

    @Test
    void theBookAndTheDirectoryShowWhoCanBeCalled() {
        var contacts = anna.get("/api/contacts?kind=contact&limit=100").items();
        assertThat(contacts).isNotEmpty();
        assertThat(contacts.getFirst().propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "kind", "name", "company", "phone", "email", "linkedUserId", "presence");
        assertThat(contacts)
                .allSatisfy(it -> assertThat(it.path("linkedUserId").isNull())
                        .isEqualTo(it.path("presence").isNull()));
        assertThat(anna.get("/api/contacts?kind=friend").field()).isEqualTo("kind");
        assertThat(anna.get("/api/contacts?q=nobody-is-called-that").items()).isEmpty();
        var page = anna.get("/api/contacts?limit=1");
        assertThat(anna.get("/api/contacts?limit=1&cursor=" + page.text("nextCursor"))
                        .items())
                .isNotEqualTo(page.items());
        assertThat(anna.get("/api/users").items())
                .extracting(it -> it.path("email").asString())
                .containsExactlyInAnyOrder("anna@sot.example", "ben@sot.example");
        assertThat(server.carla().get("/api/contacts?limit=100").body().toString())
                .doesNotContain(contacts.getFirst().path("id").asString());
    }

    @Test
    void everybodyOfTheOfficeKeepsTheBookAndNobodyElse() {
        var added = ben.post(
                "/api/contacts",
                Map.of("kind", "lead", "name", " Marlene Voss ", "email", "Marlene@Gast.example", "phone", ""));
        assertThat(added.status()).isEqualTo(201);
        var contact = added.body().path("contact");
        var there = "/api/contacts/" + contact.path("id").asString();
        assertThat(contact.path("name").asString()).isEqualTo("Marlene Voss");
        assertThat(contact.path("email").asString()).isEqualTo("marlene@gast.example");
        assertThat(contact.path("phone").isNull()).isTrue();
        assertThat(contact.path("linkedUserId").isNull()).isTrue();

        var changed =
                anna.patch(there, Map.of("company", "Lindenhof", "email", "", "linkedUserId", CallSocketTest.id(ben)));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().at("/contact/kind").asString()).isEqualTo("lead");
        assertThat(changed.body().at("/contact/company").asString()).isEqualTo("Lindenhof");
        assertThat(changed.body().at("/contact/email").isNull()).isTrue();
        assertThat(changed.body().at("/contact/presence").isString()).isTrue();
        assertThat(anna.get("/api/contacts?q=lindenhof").items())
                .extracting(it -> it.path("name").asString())
                .contains("Marlene Voss");

        var carla = server.carla();
        assertThat(carla.patch(there, Map.of("name", "Mine")).code()).isEqualTo("not-found");
        assertThat(carla.delete(there).code()).isEqualTo("not-found");
        assertThat(server.visitor().post("/api/contacts", Map.of("name", "x")).status())
                .isEqualTo(401);
        assertThat(anna.patch(there, Map.of("linkedUserId", CallSocketTest.id(carla)))
                        .field())
                .isEqualTo("linkedUserId");

        assertThat(ben.delete(there).status()).isEqualTo(204);
        assertThat(ben.delete(there).code()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @CsvSource({"name,''", "name,'a\tb'", "kind,friend", "email,nobody", "linkedUserId,x"})
    void whatIsWrongInAnEntryIsNamed(String field, String value) {
        var entry = new HashMap<String, Object>(Map.of("name", "Somebody"));
        entry.put(field, value);
        assertThat(anna.post("/api/contacts", entry).field()).isEqualTo(field);
        entry.put(field, "x".repeat(300));
        assertThat(anna.post("/api/contacts", entry).field()).isEqualTo(field);
    }
}
