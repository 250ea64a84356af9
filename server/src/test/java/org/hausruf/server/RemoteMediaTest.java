package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import livekit.LivekitModels.ParticipantInfo;
import org.hausruf.livekit.token.TokenVerifier;
import org.hausruf.livekit.token.Verification.Accepted;
import org.hausruf.livekit.token.WebhookToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The product with its rooms on a LiveKit server elsewhere, as people and that server see it over HTTP.
class RemoteMediaTest {
    private static final String WEBHOOK = "/api/livekit/webhook";
    private static final String GUEST = "gil@guest.example";

    private final LiveKitStandIn liveKit = new LiveKitStandIn();
    private final TestServer server = TestServer.start(liveKit.settings());
    private final Client anna = server.anna();

    @AfterEach
    void stop() {
        server.close();
        liveKit.close();
    }

    @Test
    void hostsAndGuestsGetTokensForARoomThatIsThere() {
        var call = anna.post("/api/video-calls", Map.of("title", "t"));
        var room = call.text("roomName");
        var guest = claimed(call);

        assertThat(liveKit.rooms).containsKey(room);
        for (var token : new String[] {call.text("hostToken"), guest.text("guestToken")}) {
            var verification =
                    new TokenVerifier(LiveKitStandIn.KEY, LiveKitStandIn.SECRET).verify(token, Instant.now());
            var grants = ((Accepted) verification).grants();
            assertThat(grants.video().room()).isEqualTo(room);
            assertThat(grants.video().roomJoin()).isTrue();
            assertThat(grants.video().roomCreate()).isFalse();
            assertThat(grants.video().roomAdmin()).isFalse();
            assertThat(grants.expiresAt())
                    .isBetween(Instant.now().plusSeconds(540), Instant.now().plusSeconds(601));
        }
        assertThat(call.text("serverUrl")).isEqualTo(liveKit.settings().get("LIVEKIT_URL"));
        assertThat(guest.text("serverUrl")).isEqualTo(liveKit.settings().get("LIVEKIT_URL"));
        assertThat(anna.get("/sign-in").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains(
                                liveKit.settings().get("LIVEKIT_URL"),
                                liveKit.api().toString()));
        assertThat(anna.get("/rtc").status()).as("no engine in here").isEqualTo(404);
    }

    @Test
    void webhooksSayWhoComesAndGoes() {
        var call = anna.post("/api/video-calls", Map.of("title", "t"));
        var joined = event("EV_1", "participant_joined", call.text("roomName"), "PA_1", "anna@sot.example");

        assertThat(hear(joined).status()).isEqualTo(200);
        assertThat(path(call).text("status")).isEqualTo("active");
        assertThat(present(call)).isEqualTo(1);

        assertThat(hear(event("EV_2", "participant_left", call.text("roomName"), "PA_1", "anna@sot.example"))
                        .status())
                .isEqualTo(200);
        assertThat(present(call)).isZero();
    }

    @Test
    void aForgedWebhookChangesNothing() {
        var call = anna.post("/api/video-calls", Map.of("title", "t"));
        var body = event("EV_1", "participant_joined", call.text("roomName"), "PA_1", "anna@sot.example");
        var bytes = body.getBytes(UTF_8);
        var now = Instant.now();

        for (var authorization : new String[] {
            "",
            "nonsense",
            call.text("hostToken"),
            WebhookToken.sign(LiveKitStandIn.KEY, "x".repeat(32), bytes, now),
            WebhookToken.sign("otherkey", LiveKitStandIn.SECRET, bytes, now),
            WebhookToken.sign(LiveKitStandIn.KEY, LiveKitStandIn.SECRET, bytes, now.minusSeconds(600)),
            WebhookToken.sign(LiveKitStandIn.KEY, LiveKitStandIn.SECRET, bytes, now.plusSeconds(600)),
            WebhookToken.sign(LiveKitStandIn.KEY, LiveKitStandIn.SECRET, (body + " ").getBytes(UTF_8), now)
        }) {
            var answer = hear(body, authorization);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("webhook-refused");
        }
        assertThat(anna.postText(WEBHOOK, body).status()).as("a sign-in").isEqualTo(401);
        assertThat(present(call)).isZero();
    }

    @Test
    void whoIsRefusedComesToReadItHoweverMuchTheySend() {
        for (var authorization : List.of("", "nonsense")) {
            var answer = hear("x".repeat(900_000), authorization);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.code()).isEqualTo("webhook-refused");
        }
    }

    @Test
    void whatIsNotOursOrNoEventDoesNoHarm() {
        assertThat(hear(event("EV_1", "participant_joined", "sot-" + "0".repeat(24), "PA_1", "anna@sot.example"))
                        .status())
                .isEqualTo(200);
        assertThat(hear(event("EV_2", "participant_joined", "standup", "PA_1", "x"))
                        .status())
                .isEqualTo(200);
        assertThat(hear("{\"id\":\"EV_3\",\"event\":\"brand_new\",\"unknown\":{}}")
                        .status())
                .isEqualTo(200);
        assertThat(hear("{\"id\":").field()).isEqualTo("body");
        assertThat(hear("{\"event\":\"room_started\"}").field()).isEqualTo("body");
        assertThat(hear(" ".repeat(8 << 20) + " ").status()).isEqualTo(413);
        assertThat(hear("x".repeat(100_000), "forged").status()).isEqualTo(401);
        assertThat(liveKit.removed).isEmpty();
    }

    @Test
    void anEventWithAllTheMetadataThatARoomMayHaveIsHeard() {
        var call = anna.post("/api/video-calls", Map.of("title", "t"));
        var joined = event("EV_1", "participant_joined", call.text("roomName"), "PA_1", "anna@sot.example")
                .replace("\"sid\":", "\"metadata\":\"" + "\\u0001".repeat(512 * 1024) + "\",\"sid\":");

        assertThat(hear(joined).status()).isEqualTo(200);
        assertThat(present(call)).isEqualTo(1);
    }

    @Test
    void absurdEventsDoNoHarmAndLeaveNoTrace() {
        var call = anna.post("/api/video-calls", Map.of("title", "t"));
        var room = call.text("roomName");

        try (var log = EveryLog.atDebug()) {
            for (var sid : List.of("PA_\\u0000", "P".repeat(300)))
                assertThat(hear(event("EV_" + sid.length(), "participant_joined", room, sid, "anna@sot.example"))
                                .status())
                        .isEqualTo(200);
            assertThat(hear(event("EV_1", "participant_joined", room, "PA_0", "anna\\u0000"))
                            .status())
                    .isEqualTo(200);
            assertThat(present(call)).isZero();
            for (var time : List.of("9223372036854775807", "-9223372036854775808", "-99999999999")) {
                for (var kind : List.of("participant_joined", "participant_left")) {
                    var body = event("EV_" + kind + time, kind, room, "PA_1", "anna@sot.example")
                            .replaceAll("(createdAt|joinedAt)\":\"\\d+", "$1\":\"" + time);
                    assertThat(hear(body).status()).as(body).isEqualTo(200);
                }
            }
            assertThat(log.lines()).noneMatch(line -> line.contains("\tat "));
        }
        assertThat(present(call)).isZero();
    }

    @Test
    void aRevokedGuestIsPutOutAndStaysOut() {
        var call = anna.post("/api/video-calls", Map.of("title", "t"));
        var room = call.text("roomName");
        claimed(call);
        liveKit.enters(room, LiveKitStandIn.person("PA_gil", GUEST));
        hear(event("EV_1", "participant_joined", room, "PA_gil", GUEST));
        var invites = "/api/video-calls/" + call.text("callId") + "/invites";
        var invite = anna.get(invites).items().getFirst().path("id").asString();

        anna.post(invites + "/" + invite + "/revoke");
        assertThat(liveKit.rooms.get(room)).isEmpty();

        liveKit.enters(room, LiveKitStandIn.person("PA_gil2", GUEST));
        hear(event("EV_2", "participant_joined", room, "PA_gil2", GUEST));
        assertThat(liveKit.rooms.get(room)).as("by the token they still have").isEmpty();
    }

    @Test
    void endingACallEndsItsRoom() {
        var call = anna.post("/api/video-calls", Map.of("title", "t"));

        assertThat(anna.post("/api/video-calls/" + call.text("callId") + "/end").text("status"))
                .isEqualTo("ended");

        assertThat(liveKit.rooms).doesNotContainKey(call.text("roomName"));
    }

    @Test
    void whileTheServerIsAwayEverybodyIsToldAndNothingIsUsedUp() {
        var call = anna.post("/api/video-calls", Map.of("title", "t"));
        var callPath = "/api/video-calls/" + call.text("callId");
        var invite =
                anna.post(callPath + "/invites", Map.of("inviteeEmail", GUEST)).text("id");
        var link = InviteLink.of(anna, call.text("callId"), invite);
        var claim = Map.of("token", link.token(), "rejoinSecret", "s".repeat(43));
        var calls = anna.get("/api/video-calls").items().size();
        liveKit.goesAway();

        for (var answer : new Client.Answer[] {
            anna.post(callPath + "/token"),
            anna.post("/api/video-calls", Map.of("title", "another")),
            server.visitor().post(link.path("claim"), claim),
            anna.asProgram()
                    .post(
                            "/functions/v1/sot-videocall-invite-validate",
                            Map.of("inviteId", invite, "token", link.token()))
        }) {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("media-server-unreachable");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        }
        assertThat(anna.get("/api/video-calls").items()).hasSize(calls);
        assertThat(anna.get("/readyz").code()).isEqualTo("media-server-unreachable");
        assertThat(anna.get("/livez").status()).isEqualTo(200);

        liveKit.comesBack();
        assertThat(server.visitor().post(link.path("claim"), claim).text("guestToken"))
                .isNotEmpty();
        assertThat(anna.get("/readyz").status()).isEqualTo(200);
    }

    @Test
    void theServerNeedNotBeThereAtTheStart() {
        try (var away = new LiveKitStandIn()) {
            away.goesAway();
            try (var early = TestServer.start(away.settings())) {
                assertThat(early.anna()
                                .post("/api/video-calls", Map.of("title", "t"))
                                .code())
                        .isEqualTo("media-server-unreachable");

                away.comesBack();
                assertThat(early.anna()
                                .post("/api/video-calls", Map.of("title", "t"))
                                .status())
                        .isEqualTo(201);
            }
        }
    }

    private Client.Answer claimed(Client.Answer call) {
        var invite = anna.post("/api/video-calls/" + call.text("callId") + "/invites", Map.of("inviteeEmail", GUEST))
                .text("id");
        var link = InviteLink.of(anna, call.text("callId"), invite);
        return server.visitor().post(link.path("claim"), Map.of("token", link.token(), "rejoinSecret", "s".repeat(43)));
    }

    private Client.Answer path(Client.Answer call) {
        return anna.get("/api/video-calls/" + call.text("callId"));
    }

    private int present(Client.Answer call) {
        return path(call).body().path("presentCount").asInt();
    }

    private Client.Answer hear(String body) {
        return hear(
                body,
                WebhookToken.sign(LiveKitStandIn.KEY, LiveKitStandIn.SECRET, body.getBytes(UTF_8), Instant.now()));
    }

    private Client.Answer hear(String body, String authorization) {
        return server.visitor()
                .without("Origin")
                .with("Content-Type", "application/webhook+json")
                .with("Authorization", authorization)
                .postText(WEBHOOK, body);
    }

    private static String event(String id, String name, String room, String sid, String identity) {
        return """
                {"id":"%s","event":"%s","createdAt":"%d","room":{"name":"%s"},
                 "participant":{"sid":"%s","identity":"%s","state":"%s","joinedAt":"%d"}}
                """.formatted(
                        id,
                        name,
                        Instant.now().getEpochSecond(),
                        room,
                        sid,
                        identity,
                        ParticipantInfo.State.ACTIVE,
                        Instant.now().getEpochSecond());
    }
}
