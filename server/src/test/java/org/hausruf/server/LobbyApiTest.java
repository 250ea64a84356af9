package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LobbyApiTest {
    private static final String SECRET = "s".repeat(43);
    private static final String VALIDATE = "/functions/v1/sot-videocall-invite-validate";

    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();
    private final Client guest = server.visitor();
    private String call = "";
    private String invite = "";
    private InviteLink link = new InviteLink("", "");

    @BeforeEach
    void anInviteToACallWithALobby() {
        call = anna.post("/api/video-calls", Map.of("title", "Demo", "lobby", true))
                .text("callId");
        invite = anna.post(
                        "/api/video-calls/" + call + "/invites",
                        Map.of("inviteeEmail", "gina@guest.example", "inviteeName", "Gina"))
                .text("id");
        link = InviteLink.of(anna, call, invite);
    }

    @Test
    void aCallSaysWhetherItHasALobby() {
        var without = anna.post("/api/video-calls", Map.of("title", "Open")).text("callId");

        assertThat(anna.get("/api/video-calls/" + call).body().path("lobby").asBoolean())
                .isTrue();
        assertThat(anna.get("/api/video-calls/" + without).body().path("lobby").asBoolean(true))
                .isFalse();
        assertThat(anna.get("/api/video-calls/" + without + "/lobby").items()).isEmpty();
        assertThat(anna.post("/api/video-calls", Map.of("lobby", "perhaps")).field())
                .isEqualTo("lobby");
    }

    @Test
    void aGuestWaitsWithoutAnythingThatOpensTheRoomUntilTheHostLetsThemIn() {
        var claimed = claim();

        assertThat(claimed.status()).isEqualTo(202);
        assertThat(claimed.members())
                .containsExactlyInAnyOrder(
                        "inLobby", "callTitle", "hostName", "hostPresent", "plannedFor", "displayName", "tenant");
        assertThat(claimed.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("hausruf_guest=")
                .contains("Path=/api/invites/" + invite, "HttpOnly", "SameSite=Strict");
        assertThat(invited().path("status").asString()).isEqualTo("joined");
        assertThat(invited().path("lobby").asString()).isEqualTo("waiting");
        for (var answer : everyWayIn()) {
            assertThat(answer.status()).isIn(200, 202, 409);
            assertThat(answer.body().toString()).doesNotContain("guestToken", "serverUrl", "eyJ");
        }
        var waits = guest.post(link.path("wait"));
        assertThat(waits.members()).containsExactlyInAnyOrder("state", "hostPresent");
        assertThat(waits.text("state")).isEqualTo("waiting");

        var waiting = anna.get(lobby("")).items();
        assertThat(waiting).hasSize(1);
        assertThat(waiting.getFirst().path("displayName").asString()).isEqualTo("Gina");
        assertThat(waiting.getFirst().path("inviteId").asString()).isEqualTo(invite);
        var admitted = anna.post(lobby("/" + invite + "/admit"));
        assertThat(admitted.status()).isEqualTo(200);
        assertThat(admitted.items()).isEmpty();

        assertThat(guest.post(link.path("wait")).text("state")).isEqualTo("admitted");
        var entered = guest.post(link.path("rejoin"));
        assertThat(entered.status()).isEqualTo(200);
        assertThat(VideoCallApiTest.claims(entered.text("guestToken"))
                        .path("sub")
                        .asString())
                .isEqualTo("gina@guest.example");
        assertThat(claim().status()).as("a claim whose answer was lost").isEqualTo(200);
        assertThat(invited().path("lobby").asString()).isEqualTo("admitted");
    }

    @Test
    void whoIsDeclinedStaysOutByEveryWay() {
        claim();

        assertThat(anna.post(lobby("/" + invite + "/decline")).status()).isEqualTo(200);

        for (var answer : everyWayIn()) {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("invite-declined");
        }
        for (var deed : List.of("wait", "preview", "new-link")) {
            var answer = guest.post(link.path(deed), Map.of("token", link.token(), "rejoinSecret", SECRET));
            assertThat(answer.code()).as(deed).isEqualTo("invite-declined");
        }
        assertThat(anna.post(lobby("/" + invite + "/admit")).status()).isEqualTo(404);
        assertThat(invited().path("status").asString()).isEqualTo("revoked");
        assertThat(invited().path("lobby").asString()).isEqualTo("declined");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admit", "decline"})
    void nobodyButTheHostDecides(String deed) {
        claim();
        var path = lobby("/" + invite + "/" + deed);

        for (var stranger : List.of(server.ben(), server.carla())) {
            assertThat(stranger.post(path).code()).isEqualTo("not-found");
            assertThat(stranger.get(lobby("")).code()).isEqualTo("not-found");
        }
        assertThat(guest.post(path).status()).as("herself").isEqualTo(401);
        assertThat(guest.with("Authorization", "Bearer " + SECRET).post(path).status())
                .isEqualTo(401);
        assertThat(guest.get(lobby("")).status()).isEqualTo(401);
        assertThat(server.anna().without("X-CSRF-Token").post(path).code()).isEqualTo("csrf");
        var elsewhere = anna.post("/api/video-calls", Map.of("title", "Other", "lobby", true))
                .text("callId");
        assertThat(anna.post("/api/video-calls/" + elsewhere + "/lobby/" + invite + "/" + deed)
                        .code())
                .isEqualTo("not-found");
        assertThat(anna.post(lobby("/" + UUID.randomUUID() + "/" + deed)).code())
                .isEqualTo("not-found");
        assertThat(anna.get(lobby("")).items()).hasSize(1);
    }

    @Test
    void aSecretOfAnotherCallOrTenantOrAForgedOneOpensNothing() {
        claim();
        anna.post(lobby("/" + invite + "/admit"));
        var carla = server.carla();
        var hers = carla.post("/api/video-calls", Map.of("title", "Hers", "lobby", true))
                .text("callId");
        var herInvite = carla.post("/api/video-calls/" + hers + "/invites", Map.of("inviteeEmail", "g@guest.example"))
                .text("id");
        var other = InviteLink.of(carla, hers, herInvite);
        var theirs = "t".repeat(43);
        server.visitor().post(other.path("claim"), Map.of("token", other.token(), "rejoinSecret", theirs));

        for (var deed : List.of("wait", "rejoin")) {
            for (var forged : List.of(theirs, "x".repeat(43), link.token())) {
                assertThat(server.visitor()
                                .post(link.path(deed), Map.of("rejoinSecret", forged))
                                .code())
                        .isEqualTo("invite-unknown");
            }
            assertThat(server.visitor()
                            .post(other.path(deed), Map.of("rejoinSecret", SECRET))
                            .code())
                    .isEqualTo("invite-unknown");
            assertThat(server.visitor()
                            .post("/api/invites/" + UUID.randomUUID() + "/" + deed, Map.of("rejoinSecret", SECRET))
                            .code())
                    .isEqualTo("invite-unknown");
            assertThat(server.visitor().post(link.path(deed)).code()).isEqualTo("invite-used");
        }
        assertThat(guest.get(link.path("wait")).status()).isEqualTo(405);
    }

    @Test
    void theEndOfTheCallIsToldToWhoWaits() {
        claim();

        anna.post("/api/video-calls/" + call + "/end");

        assertThat(guest.post(link.path("wait")).code()).isEqualTo("call-over");
        assertThat(anna.get(lobby("")).items()).isEmpty();
        assertThat(anna.post(lobby("/" + invite + "/admit")).code()).isEqualTo("call-ended");
    }

    @Test
    void aWithdrawnInviteIsToldToWhoWaits() {
        claim();

        anna.post("/api/video-calls/" + call + "/invites/" + invite + "/revoke");

        for (var answer : everyWayIn()) assertThat(answer.code()).isEqualTo("invite-revoked");
        assertThat(guest.post(link.path("wait")).code()).isEqualTo("invite-revoked");
        assertThat(anna.post(lobby("/" + invite + "/admit")).code()).isEqualTo("not-found");
    }

    @Test
    void thePortalsNamesAnswerWithARefusalUntilTheGuestIsLetIn() {
        var program = server.visitor().without("Origin");
        var tokenAlone = Map.of("inviteId", invite, "token", link.token());
        assertThat(program.post(VALIDATE, tokenAlone).field()).isEqualTo("rejoinSecret");
        assertThat(invited().path("status").asString()).as("nothing is used up").isEqualTo("sent");
        var withSecret = Map.of("inviteId", invite, "token", link.token(), "rejoinSecret", SECRET);

        assertThat(program.post(VALIDATE, withSecret).code()).isEqualTo("in-lobby");
        anna.post(lobby("/" + invite + "/admit"));

        for (var body : List.of(withSecret, Map.of("inviteId", invite, "rejoinSecret", SECRET))) {
            assertThat(program.post(VALIDATE, body).members())
                    .containsExactlyInAnyOrder("callId", "roomName", "guestToken", "hostName", "serverUrl");
        }
    }

    @Test
    void theAuditLogTellsWhoWasLetIn() {
        claim();
        anna.post(lobby("/" + invite + "/admit"));

        var line = anna.get("/api/audit-log?event=guest-admitted").items().getFirst();

        assertThat(line.at("/object/id").asString()).isEqualTo(invite);
        assertThat(line.toString()).contains(call).doesNotContain("gina", "Gina", "Demo");
    }

    private Client.Answer claim() {
        return guest.post(link.path("claim"), Map.of("token", link.token(), "rejoinSecret", SECRET));
    }

    /// Whatever gives out media tokens to guests, with the best that this one has.
    private List<Client.Answer> everyWayIn() {
        var program = server.visitor().without("Origin");
        var answers = new ArrayList<Client.Answer>();
        answers.add(claim());
        answers.add(guest.post(link.path("rejoin")));
        answers.add(server.visitor().post(link.path("rejoin"), Map.of("rejoinSecret", SECRET)));
        answers.add(program.post(VALIDATE, Map.of("inviteId", invite, "token", link.token(), "rejoinSecret", SECRET)));
        answers.add(program.post(VALIDATE, Map.of("inviteId", invite, "rejoinSecret", SECRET)));
        return answers;
    }

    private String lobby(String rest) {
        return "/api/video-calls/" + call + "/lobby" + rest;
    }

    private JsonNode invited() {
        return anna.get("/api/video-calls/" + call + "/invites").items().getFirst();
    }
}
