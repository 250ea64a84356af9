package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Ringing calls over Socket.IO.
class CallSocketTest {
    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();
    private final Client ben = server.ben();
    private final Client carla = server.carla();
    private final String annasId = id(anna);
    private final String bensId = id(ben);
    private final List<SocketClient> sockets = new ArrayList<>();
    private final SocketClient annas = open(anna);
    private final SocketClient bens = open(ben);

    @AfterEach
    void hangUp() {
        for (var call : anna.get("/api/calls/live").items())
            anna.post("/api/calls/" + call.path("id").asString() + "/end");
        sockets.forEach(SocketClient::close);
    }

    private SocketClient open(Client who) {
        var socket = SocketClient.of(who).fresh();
        sockets.add(socket);
        return socket;
    }

    static String id(Client client) {
        return client.get("/api/session").body().at("/user/id").asString();
    }

    private static String tenant(Client client) {
        return client.get("/api/session").body().at("/tenant/id").asString();
    }

    /// Who comes and goes faster than is told is not told of.
    static void tellOf(SocketClient who, String id, SocketClient colleague) {
        who.ask("set-presence", Map.of("doNotDisturb", true));
        colleague.awaitPresence(id, "do-not-disturb");
        who.ask("set-presence", Map.of("doNotDisturb", false));
        colleague.awaitPresence(id, "available");
    }

    private String annaRingsBen() {
        var answer = annas.ask("initiate-call", Map.of("toUserId", bensId));
        assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
        return answer.path("callId").asString();
    }

    private String inTalk() {
        var call = annaRingsBen();
        assertThat(bens.ask("accept-call", Map.of("callId", call)).path("ok").asBoolean())
                .isTrue();
        return call;
    }

    private static String code(JsonNode answer) {
        return answer.at("/error/code").asString("");
    }

    private JsonNode logged(Client who, String call) {
        return who.get("/api/calls/" + call).body().path("call");
    }

    private int mayEnter(String token) {
        return server.visitor().get("/rtc/validate?access_token=" + token).status();
    }

    @Test
    void aCallRingsIsAnsweredAndEndsUnderEveryName() {
        var asked = annas.ask("initiate-call", Map.of("toUserId", bensId, "media", "video"));
        var call = asked.path("callId").asString();
        var room = tenant(anna) + "-" + call;
        assertThat(asked.path("roomName").asString()).isEqualTo(room);
        assertThat(asked.path("ringUntil").asString()).endsWith("Z");
        assertThat(asked.path("roomOpen").asBoolean()).isTrue();
        assertThat(asked.path("connected").asBoolean()).isTrue();
        var initiated = annas.await("call-initiated");
        assertThat(initiated.body().path("roomOpen").asBoolean()).isTrue();
        assertThat(initiated.text("callId")).isEqualTo(call);
        assertThat(initiated.text("roomName")).isEqualTo(room);
        assertThat(initiated.text("toUserId")).isEqualTo(bensId);
        assertThat(mayEnter(initiated.text("token"))).as("the caller may wait").isEqualTo(200);
        var incoming = bens.await("incoming-call");
        assertThat(bens.await("incoming-call-" + bensId).body()).isEqualTo(incoming.body());
        assertThat(incoming.text("callId")).isEqualTo(call);
        assertThat(incoming.text("roomName")).isEqualTo(room);
        assertThat(incoming.text("fromUserId")).isEqualTo(annasId);
        assertThat(incoming.text("fromName")).isEqualTo("Anna Berger");
        assertThat(incoming.text("media")).isEqualTo("video");
        assertThat(incoming.body().has("roomOpen")).isFalse();
        assertThat(incoming.text("serverUrl"))
                .isEqualTo("ws://" + server.origin().getAuthority());
        assertThat(mayEnter(incoming.text("token"))).as("not before the answer").isEqualTo(401);

        var accepted = bens.ask("accept-call", Map.of("callId", call));

        assertThat(accepted.path("roomName").asString()).isEqualTo(room);
        assertThat(mayEnter(accepted.path("token").asString())).isEqualTo(200);
        assertThat(mayEnter(incoming.text("token"))).isEqualTo(200);
        for (var party : List.of(annas, bens)) {
            for (var name : List.of("", "-" + call, "-" + annasId, "-" + bensId)) {
                var heard = party.await("call-accepted" + name);
                assertThat(heard.text("callId")).isEqualTo(call);
                assertThat(heard.text("userId")).isEqualTo(bensId);
            }
        }
        assertThat(logged(ben, call).path("status").asString()).isEqualTo("IN_PROGRESS");

        assertThat(annas.ask("end-call", Map.of("callId", call)).path("ok").asBoolean())
                .isTrue();

        for (var party : List.of(annas, bens)) {
            for (var name : List.of("", "-" + call)) {
                var heard = party.await("call-ended" + name);
                assertThat(heard.text("callId")).isEqualTo(call);
                assertThat(heard.text("reason")).isEqualTo("completed");
                assertThat(heard.body().path("durationSeconds").isIntegralNumber())
                        .isTrue();
            }
            assertThat(party.heardUntilNow()).isSubsetOf("presence");
        }
        assertThat(logged(anna, call).path("status").asString()).isEqualTo("COMPLETED");
        assertThat(mayEnter(initiated.text("token"))).as("the room is gone").isEqualTo(404);
        assertThat(mayEnter(accepted.path("token").asString())).isEqualTo(404);
    }

    @Test
    void theRoomsNameEndsACallToo() {
        var call = inTalk();

        assertThat(bens.ask("end-call", Map.of("roomName", tenant(ben) + "-" + call))
                        .path("callId")
                        .asString())
                .isEqualTo(call);

        assertThat(annas.await("call-ended-" + call).text("reason")).isEqualTo("completed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decline-call", "end-call"})
    void theCalleeDeclines(String event) {
        var call = annaRingsBen();

        assertThat(bens.ask(event, Map.of("callId", call)).path("ok").asBoolean())
                .isTrue();

        for (var party : List.of(annas, bens)) {
            assertThat(party.await("call-declined").text("userId")).isEqualTo(bensId);
            assertThat(party.await("call-ended").text("reason")).isEqualTo("declined");
            assertThat(party.await("call-ended-" + call)
                            .body()
                            .path("durationSeconds")
                            .isNull())
                    .isTrue();
        }
        assertThat(logged(anna, call).path("status").asString()).isEqualTo("MISSED");
        assertThat(logged(anna, call).path("endReason").asString()).isEqualTo("declined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel-call", "end-call"})
    void theCallerGivesUp(String event) {
        var call = annaRingsBen();
        var incoming = bens.await("incoming-call").text("token");

        assertThat(annas.ask(event, Map.of("callId", call)).path("ok").asBoolean())
                .isTrue();

        for (var party : List.of(annas, bens)) {
            assertThat(party.await("call-cancelled").text("callId")).isEqualTo(call);
            assertThat(party.await("call-ended-" + call).text("reason")).isEqualTo("cancelled");
        }
        assertThat(logged(ben, call).path("status").asString()).isEqualTo("MISSED");
        assertThat(code(bens.ask("accept-call", Map.of("callId", call)))).isEqualTo("call-over");
        assertThat(mayEnter(incoming)).isNotEqualTo(200);
    }

    @Test
    void whoDoesNotWantToBeDisturbedIsBusyAndSeesTheMissedCall() {
        ben.post("/api/calls/missed/seen");
        assertThat(bens.ask("set-presence", Map.of("doNotDisturb", true))
                        .path("presence")
                        .asString())
                .isEqualTo("do-not-disturb");
        try {
            annas.awaitPresence(bensId, "do-not-disturb");

            var asked = annas.ask("initiate-call", Map.of("toUserId", bensId));

            assertThat(asked.path("endReason").asString()).isEqualTo("busy");
            assertThat(asked.has("token")).isFalse();
            assertThat(annas.await("call-busy").text("callId"))
                    .isEqualTo(asked.path("callId").asString());
            assertThat(annas.await("call-ended").text("reason")).isEqualTo("busy");
            assertThat(bens.await("call-missed").text("fromUserId")).isEqualTo(annasId);
            assertThat(bens.heardUntilNow()).doesNotContain("incoming-call", "call-busy");
            assertThat(ben.get("/api/calls/missed").body().path("count").asInt())
                    .isEqualTo(1);
        } finally {
            bens.ask("set-presence", Map.of("doNotDisturb", false));
        }
        annas.awaitPresence(bensId, "available");
    }

    @Test
    void whoRingsOrIsRungRingsNobodyElse() {
        var call = annaRingsBen();

        assertThat(code(bens.ask("initiate-call", Map.of("toUserId", annasId)))).isEqualTo("caller-busy");
        assertThat(code(annas.ask("initiate-call", Map.of("toUserId", bensId)))).isEqualTo("caller-busy");

        bens.ask("accept-call", Map.of("callId", call));
        assertThat(code(bens.ask("initiate-call", Map.of("toUserId", annasId)))).isEqualTo("caller-busy");
    }

    @Test
    void oneDeviceOfTheCalleesWins() {
        var otherBens = open(ben);
        var call = annaRingsBen();
        var tokens = List.of(
                bens.await("incoming-call").text("token"),
                otherBens.await("incoming-call").text("token"));
        for (var token : tokens) assertThat(mayEnter(token)).isEqualTo(401);

        bens.ask("accept-call", Map.of("callId", call));

        assertThat(otherBens.await("answered-elsewhere").text("callId")).isEqualTo(call);
        assertThat(mayEnter(tokens.getFirst())).isEqualTo(200);
        assertThat(mayEnter(tokens.getLast())).as("the other device").isEqualTo(401);
        assertThat(code(otherBens.ask("accept-call", Map.of("callId", call)))).isEqualTo("answered-elsewhere");
        assertThat(bens.heardUntilNow()).doesNotContain("answered-elsewhere");
        assertThat(annas.heardUntilNow()).doesNotContain("answered-elsewhere");
    }

    @RepeatedTest(5)
    void ofTwoDevicesThatAnswerAtOnceOneWins() {
        var otherBens = open(ben);
        var call = Map.of("callId", annaRingsBen());

        var answers = atOnce(() -> bens.ask("accept-call", call), () -> otherBens.ask("accept-call", call));

        assertThat(answers).extracting(CallSocketTest::code).containsExactlyInAnyOrder("", "answered-elsewhere");
        annas.await("call-accepted");
        assertThat(annas.heardUntilNow()).doesNotContain("call-accepted");
    }

    @RepeatedTest(5)
    void anAnswerAndACancellationAtOnceAreNotBothDone() {
        var id = annaRingsBen();
        var call = Map.of("callId", id);

        var answers = atOnce(() -> bens.ask("accept-call", call), () -> annas.ask("cancel-call", call));

        var accepted = code(answers.getFirst()).isEmpty();
        assertThat(code(answers.getLast())).isEqualTo(accepted ? "answered-elsewhere" : "");
        assertThat(code(answers.getFirst())).isEqualTo(accepted ? "" : "call-over");
        assertThat(logged(anna, id).path("status").asString()).isEqualTo(accepted ? "IN_PROGRESS" : "MISSED");
        for (var party : List.of(annas, bens)) {
            assertThat(party.heardUntilNow().contains("call-accepted")).isEqualTo(accepted);
            assertThat(party.heardUntilNow().contains("call-ended")).isEqualTo(!accepted);
        }
    }

    @RepeatedTest(5)
    void whatIsDeclinedBeforeItRingsDoesNotRingAfterwards() {
        var asked = CompletableFuture.supplyAsync(
                () -> annas.ask("initiate-call", Map.of("toUserId", bensId)), Thread::startVirtualThread);
        var live = ben.get("/api/calls/live").items();
        while (live.isEmpty()) {
            boolean over = asked.isDone();
            live = ben.get("/api/calls/live").items();
            assertThat(over && live.isEmpty()).as("asked, and nothing rings").isFalse();
        }
        ben.post("/api/calls/" + live.getFirst().path("id").asString() + "/decline");
        asked.join();

        var heard = bens.heardUntilNow();
        assertThat(heard).contains("call-ended");
        assertThat(heard.subList(heard.indexOf("call-ended"), heard.size())).doesNotContain("incoming-call");
    }

    private static List<JsonNode> atOnce(Supplier<JsonNode> one, Supplier<JsonNode> other) {
        var first = CompletableFuture.supplyAsync(one, Thread::startVirtualThread);
        return List.of(first, CompletableFuture.supplyAsync(other, Thread::startVirtualThread)).stream()
                .map(CompletableFuture::join)
                .toList();
    }

    @Test
    void onlyTheCallingDeviceHearsOfItsCallWithAToken() {
        var otherAnnas = open(anna);
        annaRingsBen();
        annas.await("call-initiated");
        bens.await("incoming-call");

        assertThat(otherAnnas.heardUntilNow()).isSubsetOf("presence");
        assertThat(annas.heardUntilNow()).doesNotContain("incoming-call");
        assertThat(bens.heardUntilNow()).doesNotContain("call-initiated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fromUserId", "userId", "tenantId"})
    void whoClaimsToBeSomebodyElseIsRefused(String claim) {
        for (var lie : List.of(claim.equals("tenantId") ? tenant(carla) : bensId, "", 5, true)) {
            assertThat(code(annas.ask("initiate-call", Map.of("toUserId", bensId, claim, lie))))
                    .as("%s", lie)
                    .isEqualTo("forbidden");
        }
        var call = annaRingsBen();
        assertThat(code(bens.ask(
                        "accept-call",
                        Map.of("callId", call, claim, claim.equals("tenantId") ? tenant(carla) : annasId))))
                .isEqualTo("forbidden");
        bens.await("incoming-call");
        assertThat(annas.heardUntilNow()).doesNotContain("call-accepted");
        var truth = Map.of("callId", call, "userId", bensId, "fromUserId", bensId, "tenantId", tenant(ben));
        assertThat(bens.ask("accept-call", truth).path("ok").asBoolean()).isTrue();
    }

    /// Whoever could do it in their own name.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "initiate-call",
                "accept-call",
                "decline-call",
                "cancel-call",
                "end-call",
                "join-call",
                "find-user",
                "set-presence"
            })
    void nothingIsDoneInAnotherName(String event) {
        var call = annaRingsBen();
        bens.await("incoming-call");
        boolean callers = List.of("cancel-call", "join-call").contains(event);
        var socket = callers ? annas : bens;
        var asked = Map.<String, Object>of(
                "callId", call, "toUserId", annasId, "email", "anna@sot.example", "doNotDisturb", true);
        var lies = Map.of("fromUserId", callers ? bensId : annasId, "tenantId", tenant(carla));

        lies.forEach((claim, lie) -> {
            var forged = new HashMap<>(asked);
            forged.put(claim, lie);
            assertThat(code(socket.ask(event, forged))).as(claim).isEqualTo("forbidden");
        });

        assertThat(logged(anna, call).path("status").asString()).isEqualTo("RINGING");
        assertThat(anna.get("/api/calls/live").items()).hasSize(1);
        for (var party : List.of(annas, bens))
            assertThat(party.heardUntilNow()).isSubsetOf("presence", "call-initiated", "incoming-call-" + bensId);
        assertThat(anna.get("/api/users").items())
                .extracting(it -> it.path("presence").asString())
                .doesNotContain("do-not-disturb");
        var truth = new HashMap<>(asked);
        truth.put("doNotDisturb", false);
        truth.put("fromUserId", callers ? annasId : bensId);
        truth.put("tenantId", tenant(anna));
        assertThat(code(socket.ask(event, truth))).isIn("", "caller-busy");
    }

    @Test
    void anotherTenantsPeopleAndCallsDoNotExist() {
        var carlas = open(carla);
        var call = inTalk();
        var room = tenant(anna) + "-" + call;

        assertThat(code(carlas.ask("initiate-call", Map.of("toUserId", bensId))))
                .isEqualTo("not-found");
        for (var event : List.of("accept-call", "decline-call", "cancel-call", "end-call"))
            assertThat(code(carlas.ask(event, Map.of("callId", call))))
                    .as(event)
                    .isEqualTo("not-found");
        assertThat(code(carlas.ask("end-call", Map.of("roomName", room)))).isEqualTo("not-found");
        assertThat(code(annas.ask("end-call", Map.of("roomName", tenant(carla) + "-" + call))))
                .isEqualTo("not-found");

        for (var path : List.of("", "/accept", "/decline", "/cancel", "/end")) {
            var there = "/api/calls/" + call + path;
            assertThat((path.isEmpty() ? carla.get(there) : carla.post(there)).code())
                    .as(path)
                    .isEqualTo("not-found");
        }
        assertThat(carla.post("/api/calls", Map.of("toUserId", bensId)).code()).isEqualTo("not-found");
        assertThat(carla.post("/api/livekit/token", Map.of("roomName", room)).code())
                .isEqualTo("not-found");
        assertThat(carla.post("/api/livekit/rooms", Map.of("callId", call)).code())
                .isEqualTo("not-found");
        assertThat(carla.get("/api/livekit/rooms/active").items()).isEmpty();
        assertThat(carla.get("/api/livekit/rooms/" + room + "/participants").code())
                .isEqualTo("not-found");
        assertThat(carla.get("/api/users").body().toString()).doesNotContain(bensId);
        assertThat(carla.get("/api/calls").body().toString()).doesNotContain(annasId, bensId, call);

        assertThat(annas.ask("end-call", Map.of("callId", call)).path("ok").asBoolean())
                .isTrue();
        assertThat(carlas.heardUntilNow()).isSubsetOf("presence");
        assertThat(carlas.bodiesHeard()).as("her own presence at most").doesNotContain(annasId, bensId, call);
    }

    @Test
    void eachSideDoesWhatIsItsOwn() {
        var call = annaRingsBen();

        assertThat(code(annas.ask("accept-call", Map.of("callId", call)))).isEqualTo("forbidden");
        assertThat(code(annas.ask("decline-call", Map.of("callId", call)))).isEqualTo("forbidden");
        assertThat(code(bens.ask("cancel-call", Map.of("callId", call)))).isEqualTo("forbidden");
        bens.ask("accept-call", Map.of("callId", call));
        assertThat(code(bens.ask("accept-call", Map.of("callId", call)))).isEqualTo("answered-elsewhere");
        annas.ask("end-call", Map.of("callId", call));
        for (var event : List.of("accept-call", "decline-call", "end-call"))
            assertThat(code(bens.ask(event, Map.of("callId", call)))).as(event).isEqualTo("call-over");
        assertThat(code(bens.ask("end-call", Map.of("callId", UUID.randomUUID().toString()))))
                .isEqualTo("not-found");
    }

    @Test
    void nobodyCallsThemselves() {
        var refused = annas.ask("initiate-call", Map.of("toUserId", annasId));

        assertThat(code(refused)).isEqualTo("invalid");
        assertThat(refused.at("/error/message").asString()).contains("toUserId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"initiate-call", "accept-call", "decline-call", "cancel-call", "end-call", "set-presence"})
    void whatHasTheWrongShapeIsNamed(String event) {
        for (var arguments : List.of(
                new Object[] {},
                new Object[] {"text"},
                new Object[] {new JSONArray(List.of(1))},
                new Object[] {5},
                new Object[] {true},
                new Object[] {new byte[] {1, 2}},
                new Object[] {new JSONObject()},
                new Object[] {new JSONObject(Map.of("toUserId", "x", "callId", "x", "doNotDisturb", "yes"))},
                new Object[] {
                    new JSONObject(Map.of("toUserId", "x".repeat(5_000), "callId", 7, "doNotDisturb", List.of(true)))
                })) assertThat(code(annas.ask(event, arguments))).isEqualTo("invalid");
        annas.tell(event, "nobody waits for the answer");
        assertThat(code(annas.ask("initiate-call", Map.of("toUserId", bensId, "media", "smell"))))
                .isEqualTo("invalid");
        assertThat(code(annas.ask(
                        "initiate-call",
                        Map.of(
                                "toUserId",
                                bensId,
                                "contactId",
                                UUID.randomUUID().toString()))))
                .isEqualTo("not-found");
        assertThat(code(annas.ask("end-call", Map.of("roomName", "sot-" + "0".repeat(24)))))
                .isEqualTo("invalid");
    }

    @Test
    void whatIsTooLargeEndsTheConnectionAndNothingElse() {
        tellOf(annas, annasId, bens);
        annas.tell("initiate-call", Map.of("toUserId", "x".repeat(17_000)));

        bens.awaitPresence(annasId, "offline");
        assertThat(bens.heardUntilNow()).doesNotContain("incoming-call");
    }

    @Test
    void anEventThatThereIsNotIsToldWithThoseThatThereAre() {
        try (var socket = SocketClient.of(anna)) {
            for (var event : List.of("iniciate-call", "", "presence", "end-call ")) {
                var answer = socket.ask(event, Map.of("toUserId", bensId));

                assertThat(code(answer)).as(event).isEqualTo("unknown-event");
                assertThat(answer.at("/error/message").asString())
                        .isEqualTo("allowed are accept-call, cancel-call, decline-call, end-call, find-user,"
                                + " initiate-call, join-call, set-presence");
            }
            assertThat(code(socket.ask("end-call", Map.of()))).as("it goes on").isEqualTo("invalid");
        }
    }

    @Test
    void floodsAreToldOfThenCutOff() {
        var flooding = open(carla);
        for (var _ : Collections.nCopies(1_000, 0)) flooding.tell("decline-call", Map.of());

        assertThat(flooding.await("error").text("code")).isEqualTo("too-many-events");
        flooding.await("disconnect");
        open(carla);
    }

    @Test
    void aDeviceThatConnectsIsToldWhatIsTrue() {
        var call = annaRingsBen();

        try (var late = SocketClient.of(ben);
                var annasLate = SocketClient.of(anna)) {
            var item = late.await("live").body().path("items").path(0);
            assertThat(item.path("id").asString()).isEqualTo(call);
            assertThat(item.path("status").asString()).isEqualTo("RINGING");
            assertThat(item.path("direction").asString()).isEqualTo("in");
            assertThat(mayEnter(item.path("token").asString())).isEqualTo(401);
            var own = annasLate.await("live").body().path("items").path(0);
            assertThat(own.path("serverUrl").asString()).startsWith("ws");
            assertThat(own.path("direction").asString()).isEqualTo("out");
            assertThat(own.has("token")).isFalse();
            assertThat(own.path("roomOpen").asBoolean()).isTrue();
            assertThat(item.has("roomOpen")).isFalse();

            late.ask("accept-call", Map.of("callId", call));

            assertThat(mayEnter(item.path("token").asString())).isEqualTo(200);
            bens.await("answered-elsewhere");
        }
    }

    @Test
    void whoHasNoDeviceIsSaidToBeAwayAndIsRungOnTheFirstThatComes() {
        tellOf(bens, bensId, annas);
        bens.close();
        annas.awaitPresence(bensId, "offline");

        var asked = annas.ask("initiate-call", Map.of("toUserId", bensId));

        assertThat(asked.path("connected").isBoolean()).isTrue();
        assertThat(asked.path("connected").asBoolean()).isFalse();
        var call = asked.path("callId").asString();
        assertThat(logged(anna, call).path("status").asString()).isEqualTo("RINGING");
        try (var late = SocketClient.of(ben)) {
            var item = late.await("live").body().path("items").path(0);
            assertThat(item.path("id").asString()).isEqualTo(call);
            annas.awaitPresence(bensId, "available");
            assertThat(late.ask("accept-call", Map.of("callId", call))
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            annas.await("call-accepted");
        }
    }

    @Test
    void colleaguesSeeWhoCanBeCalled() {
        tellOf(bens, bensId, annas);
        bens.close();
        annas.awaitPresence(bensId, "offline");
        var again = open(ben);
        annas.awaitPresence(bensId, "available");
        var call = annaRingsBen();
        again.ask("accept-call", Map.of("callId", call));
        again.awaitPresence(annasId, "in-call");
        annas.awaitPresence(bensId, "in-call");
        assertThat(anna.get("/api/users").items())
                .extracting(it -> it.path("presence").asString())
                .containsOnly("in-call");
    }
}
