package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hausruf.livekit.token.WebhookToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ringing calls whose rooms are on a LiveKit server elsewhere.
class CallRemoteTest {
    private final MovableClock clock = new MovableClock();
    private final LiveKitStandIn media = new LiveKitStandIn(clock);
    private final TestServer server = TestServer.start(media.settings(), clock);
    private final Client anna = server.anna();
    private final Client ben = server.ben();
    private final String bensId = CallSocketTest.id(ben);

    @AfterEach
    void stop() {
        server.close();
        media.close();
    }

    /// From now on nobody takes an earlier answer for one of now.
    private void mediaGoesAway() {
        media.goesAway();
        clock.advance(Duration.ofMinutes(1));
    }

    @Test
    void thereIsNoRoomBeforeTheAnswerAndNoneAfterTheEnd() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var asked = annas.ask("initiate-call", Map.of("toUserId", bensId));
            var call = asked.path("callId").asString();
            var room = asked.path("roomName").asString();
            assertThat(asked.path("serverUrl").asString())
                    .isEqualTo(media.api().toString().replaceFirst("^http", "ws"));
            assertThat(bens.await("incoming-call").text("roomName")).isEqualTo(room);
            assertThat(media.rooms).doesNotContainKey(room);
            assertThat(asked.path("roomOpen").asBoolean(true)).isFalse();

            assertThat(bens.ask("accept-call", Map.of("callId", call))
                            .path("token")
                            .asString())
                    .isNotEmpty();

            assertThat(media.rooms).containsKey(room);
            media.enters(room, LiveKitStandIn.person("PA_a", "x:" + "y"));
            var inside =
                    anna.get("/api/livekit/rooms/" + room + "/participants").items();
            assertThat(inside).hasSize(1);
            assertThat(inside.getFirst().path("isSpeaking").isNull()).isTrue();

            bens.ask("end-call", Map.of("callId", call));

            annas.await("call-ended");
            assertThat(media.nextDeleted()).isEqualTo(room);
        }
    }

    @Test
    void whatRingsOpensNoRoomThatTheCallerHasMade() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var call = annas.ask("initiate-call", Map.of("toUserId", bensId))
                    .path("callId")
                    .asString();
            var tenant = ben.get("/api/session").body().at("/tenant/id").asString();
            var room = anna.post("/api/livekit/rooms", Map.of("callId", call)).text("roomName");
            assertThat(media.rooms).containsKey(room);

            media.enters(room, LiveKitStandIn.person("PA_b", tenant + ":" + bensId));
            joined(room, "PA_b", tenant + ":" + bensId);
            assertThat(media.rooms.get(room)).isEmpty();

            bens.ask("accept-call", Map.of("callId", call));
            media.enters(room, LiveKitStandIn.person("PA_c", tenant + ":" + bensId));
            joined(room, "PA_c", tenant + ":" + bensId);
            assertThat(media.rooms.get(room)).hasSize(1);
        }
    }

    @Test
    void whatTheMediaServerSaysOfTheCalleeIsInTheLogOnce() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var room = theyTalk(annas, bens);
            var tenant = ben.get("/api/session").body().at("/tenant/id").asString();
            assertThat(logged(room)).containsExactly(LiveKitStandIn.sid(room), null, null);

            joined(room, "PA_a", tenant + ":" + CallSocketTest.id(anna));
            told("track_published", room, "PA_a", tenant + ":" + CallSocketTest.id(anna), "TR_a");
            assertThat(logged(room)).containsExactly(LiveKitStandIn.sid(room), null, null);
            joined(room, "PA_b", tenant + ":" + bensId);
            told("track_published", room, "PA_b", tenant + ":" + bensId, "TR_b");
            told("track_published", room, "PA_b", tenant + ":" + bensId, "TR_later");

            assertThat(logged(room)).containsExactly(LiveKitStandIn.sid(room), tenant + ":" + bensId, "TR_b");
            assertThat(anna.post("/api/livekit/rooms", Map.of("callId", room.substring(37)))
                            .text("sid"))
                    .isEqualTo(LiveKitStandIn.sid(room));
        }
    }

    /// {@return what the log has of the media side: the room's id, the callee's identity and first track}
    private List<@Nullable String> logged(String room) {
        var call = anna.get("/api/calls/" + room.substring(37)).body().path("call");
        assertThat(ben.get("/api/calls?limit=1").items().getFirst().path("trackSid"))
                .isEqualTo(call.path("trackSid"));
        assertThat(call.path("recordingUrl").isNull()).isTrue();
        var said = new ArrayList<@Nullable String>();
        for (var member : List.of("roomSid", "participantIdentity", "trackSid")) {
            said.add(call.path(member).asStringOpt().orElse(null));
        }
        return said;
    }

    private void joined(String room, String sid, String identity) {
        told("participant_joined", room, sid, identity, "");
    }

    /// As its server tells it.
    private void told(String event, String room, String sid, String identity, String track) {
        var now = clock.instant();
        var body = """
                {"id":"EV_%s%s","event":"%s","createdAt":"%d","room":{"name":"%s"},"track":{"sid":"%s"},
                 "participant":{"sid":"%s","identity":"%s","state":"ACTIVE","joinedAt":"%d"}}
                """.formatted(
                        sid, track, event, now.getEpochSecond(), room, track, sid, identity, now.getEpochSecond());
        var token = WebhookToken.sign(LiveKitStandIn.KEY, LiveKitStandIn.SECRET, body.getBytes(UTF_8), now);
        var heard = server.visitor()
                .without("Origin")
                .with("Content-Type", "application/webhook+json")
                .with("Authorization", token)
                .postText("/api/livekit/webhook", body);
        assertThat(heard.status()).isLessThan(300);
    }

    @Test
    void withoutAMediaServerNothingRingsAndNothingIsLogged() {
        try (var annas = SocketClient.of(anna).fresh()) {
            mediaGoesAway();

            var refused = annas.ask("initiate-call", Map.of("toUserId", bensId));

            assertThat(refused.at("/error/code").asString()).isEqualTo("unavailable");
            assertThat(anna.post("/api/calls", Map.of("toUserId", bensId)).code())
                    .isEqualTo("media-server-unreachable");
            assertThat(anna.get("/api/livekit/rooms/active").code()).isEqualTo("media-server-unreachable");
            assertThat(anna.get("/api/calls").items()).isEmpty();
        }
    }

    @Test
    void endingACallNeedsNoMediaServerWhichDeletesTheRoomWhenItIsBack() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var room = theyTalk(annas, bens);
            mediaGoesAway();

            assertThat(annas.ask("end-call", Map.of("roomName", room))
                            .path("ok")
                            .asBoolean())
                    .isTrue();
            bens.await("call-ended");
            assertThat(media.rooms).containsKey(room);

            media.comesBack();
            assertThat(media.nextDeleted()).isEqualTo(room);
        }
    }

    @Test
    void aRoomWhoseCallARestartHasEndedIsDeletedWhenTheMediaServerIsBack() {
        String room;
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            room = theyTalk(annas, bens);
        }
        mediaGoesAway();
        server.restart();
        assertThat(anna.get("/api/calls").items().getFirst().path("status").asString())
                .isEqualTo("COMPLETED");

        media.comesBack();

        assertThat(media.nextDeleted()).isEqualTo(room);
    }

    @Test
    void aRoomThatWasNotDeletedIsDeletedLater() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var room = theyTalk(annas, bens);
            media.neverAnswers("DeleteRoom");
            annas.ask("end-call", Map.of("roomName", room));
            assertThat(media.nextUnanswered()).isEqualTo("DeleteRoom");

            media.answersAgain();

            assertThat(media.nextDeleted()).isEqualTo(room);
        }
    }

    @Test
    void roomsOfLiveCallsAndOfOthersStay() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var live = theyTalk(annas, bens);
            var over = anna.get("/api/session").body().at("/tenant/id").asString() + "-" + UUID.randomUUID();
            var stranger = UUID.randomUUID() + "-" + UUID.randomUUID();
            for (var room : List.of(over, stranger, "standup")) media.enters(room, LiveKitStandIn.person("PA_x", "x"));

            var second = leftBehind();

            assertThat(media.nextDeleted()).isEqualTo(second);
            assertThat(media.rooms).containsOnlyKeys(live, over, stranger, "standup");
        }
    }

    /// A room that is there after its call.
    private String leftBehind() {
        var carla = server.carla();
        var deniz = server.signedIn("deniz@synapse.example");
        var room = carla.post("/api/calls", Map.of("toUserId", CallSocketTest.id(deniz)));
        carla.post("/api/calls/" + room.body().at("/call/id").asString() + "/cancel");
        media.enters(room.text("roomName"), LiveKitStandIn.person("PA_d", "x"));
        return room.text("roomName");
    }

    /// {@return their room}
    private String theyTalk(SocketClient annas, SocketClient bens) {
        var asked = annas.ask("initiate-call", Map.of("toUserId", bensId));
        bens.ask("accept-call", Map.of("callId", asked.path("callId").asString()));
        return asked.path("roomName").asString();
    }

    @Test
    void whoeverEndsACallWaitsForNoMediaServer() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var call = annas.ask("initiate-call", Map.of("toUserId", bensId))
                    .path("callId")
                    .asString();
            bens.ask("accept-call", Map.of("callId", call));
            media.neverAnswers("DeleteRoom");

            annas.ask("end-call", Map.of("callId", call));

            assertThat(bens.await("call-ended").text("reason")).isEqualTo("completed");
            assertThat(media.nextUnanswered()).isEqualTo("DeleteRoom");
        }
    }

    @Test
    void otherDevicesStopRingingBeforeThereIsARoom() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh();
                var bensPhone = SocketClient.of(ben).fresh()) {
            var call = annas.ask("initiate-call", Map.of("toUserId", bensId))
                    .path("callId")
                    .asString();
            media.neverAnswers("CreateRoom");

            var refused = bens.ask("accept-call", Map.of("callId", call));

            assertThat(refused.at("/error/code").asString()).isEqualTo("unavailable");
            assertThat(bensPhone.await("answered-elsewhere").text("callId")).isEqualTo(call);
            assertThat(bens.await("call-ended").text("reason")).isEqualTo("failed");
            assertThat(bens.heardUntilNow()).doesNotContain("answered-elsewhere");
        }
    }

    @Test
    void whatWasNotAnsweredHasNoRoomToDelete() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var first = annas.ask("initiate-call", Map.of("toUserId", bensId))
                    .path("callId")
                    .asString();
            bens.ask("decline-call", Map.of("callId", first));
            var second = annas.ask("initiate-call", Map.of("toUserId", bensId));
            bens.ask("accept-call", Map.of("callId", second.path("callId").asString()));
            assertThat(media.hasHeard("DeleteRoom")).isFalse();

            bens.ask("end-call", Map.of("callId", second.path("callId").asString()));

            assertThat(media.nextDeleted()).isEqualTo(second.path("roomName").asString());
        }
    }

    /// Its last answer still counts when it is needed for a room.
    @Test
    void anAnswerForWhichThereIsNoRoomHasFailedAndTheNextCallWorks() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var call = annas.ask("initiate-call", Map.of("toUserId", bensId))
                    .path("callId")
                    .asString();
            media.neverAnswers("CreateRoom");

            var refused = bens.ask("accept-call", Map.of("callId", call));

            assertThat(refused.at("/error/code").asString()).isEqualTo("unavailable");
            for (var party : List.of(annas, bens)) {
                var ended = party.await("call-ended-" + call);
                assertThat(ended.text("reason")).isEqualTo("failed");
                assertThat(ended.body().path("durationSeconds").isNull()).isTrue();
            }
            for (var party : List.of(anna, ben)) {
                var logged = party.get("/api/calls/" + call).body().path("call");
                assertThat(logged.path("status").asString()).isEqualTo("FAILED");
                assertThat(logged.path("endReason").asString()).isEqualTo("failed");
                assertThat(party.get("/api/calls/live").items()).isEmpty();
            }
            assertThat(annas.heardUntilNow()).doesNotContain("call-accepted");
            media.answersAgain();
            assertThat(media.rooms).containsKey(theyTalk(annas, bens));
        }
    }

    @Test
    void roomsAreMadeForTenAndWaitFiveMinutes() {
        try (var annas = SocketClient.of(anna).fresh();
                var bens = SocketClient.of(ben).fresh()) {
            var room = theyTalk(annas, bens);

            assertThat(media.asked(room).getEmptyTimeout()).isEqualTo(300);
            assertThat(media.asked(room).getMaxParticipants()).isEqualTo(10);
        }
    }
}
