package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VideoCallApiTest {
    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();

    @Test
    void aNewCallComesWithAHostsTokenForItsRoomOnly() {
        var created = anna.post("/api/video-calls", Map.of("title", "Stand-up"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.members()).containsExactlyInAnyOrder("callId", "roomName", "hostToken", "serverUrl");
        assertThat(created.text("roomName")).startsWith("sot-");
        assertThat(created.text("serverUrl"))
                .isEqualTo("ws://" + server.origin().getAuthority());
        var claims = claims(created.text("hostToken"));
        assertThat(claims.path("sub").asString()).isEqualTo("anna@sot.example");
        assertThat(claims.at("/video/room").asString()).isEqualTo(created.text("roomName"));
        assertThat(claims.at("/video/roomJoin").asBoolean()).isTrue();
        assertThat(claims.at("/video/roomCreate").asBoolean()).isTrue();
        assertThat(claims.at("/attributes/hausruf.role").asString()).isEqualTo("host");
        assertThat(claims.at("/video/canUpdateOwnMetadata").asBoolean(true)).isFalse();
        assertThat(claims.path("exp").asLong() - claims.path("nbf").asLong()).isEqualTo(600);
    }

    @Test
    void aCallIsADraftUntilItsHostIsThereAndListedAsOpen() {
        var id = create("Quarterly");

        var call = anna.get("/api/video-calls/" + id);

        assertThat(call.text("status")).isEqualTo("draft");
        assertThat(call.text("title")).isEqualTo("Quarterly");
        assertThat(call.text("createdAt")).endsWith("Z");
        assertThat(call.body().path("durationSeconds").isNull()).isTrue();
        assertThat(ids(anna.get("/api/video-calls?state=open&limit=100"))).contains(id);
        assertThat(ids(anna.get("/api/video-calls?state=past&limit=100"))).doesNotContain(id);
    }

    @Test
    void anEmptyTitleBecomesVideocallWithDateAndTime() {
        assertThat(titleOf(Map.of("title", "  "))).startsWith("Videocall am ").endsWith(" Uhr");
        assertThat(titleOf(Map.of("locale", "en"))).startsWith("Video call on ");
    }

    @Test
    void anUnknownLocaleIsNamed() {
        var refused = anna.post("/api/video-calls", Map.of("title", "x", "locale", "fr"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").asString()).isEqualTo("locale");
    }

    private String titleOf(Map<String, String> wanted) {
        var id = anna.post("/api/video-calls", wanted).text("callId");
        return anna.get("/api/video-calls/" + id).text("title");
    }

    @Test
    void markupInATitleStaysText() {
        var id = create("<script>alert(1)</script> & co");

        assertThat(anna.get("/api/video-calls/" + id).text("title")).isEqualTo("<script>alert(1)</script> & co");
    }

    @Test
    void theHostGetsFreshTokensUntilTheCallIsOver() {
        var id = create("Short");
        assertThat(anna.post("/api/video-calls/" + id + "/token").text("hostToken"))
                .isNotEmpty();

        var ended = anna.post("/api/video-calls/" + id + "/end");

        assertThat(ended.members()).containsExactlyInAnyOrder("callId", "status", "endsAt");
        assertThat(ended.text("status")).isEqualTo("ended");
        assertThat(ended.text("endsAt")).endsWith("Z");
        var refused = anna.post("/api/video-calls/" + id + "/token");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("call-ended");
        assertThat(ids(anna.get("/api/video-calls?state=past&limit=100"))).contains(id);
    }

    @Test
    void endingTwiceIsAnsweredLikeOnce() {
        var id = create("Twice");
        var first = anna.post("/api/video-calls/" + id + "/end");

        assertThat(anna.post("/api/video-calls/" + id + "/end").body()).isEqualTo(first.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/token", "/end", "/invites", "/participants"})
    void nobodyElseSeesOrTouchesACall(String deed) {
        var id = create("Mine");
        var path = "/api/video-calls/" + id + deed;
        var reads = !List.of("/token", "/end").contains(deed);

        for (var stranger : List.of(server.ben(), server.carla())) {
            assertThat((reads ? stranger.get(path) : stranger.post(path)).code())
                    .isEqualTo("not-found");
        }
        var visitor = server.visitor();
        assertThat((reads ? visitor.get(path) : visitor.post(path)).code()).isEqualTo("not-signed-in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-a-uuid", "00000000-0000-0000-0000-000000000000", "%27%20or%201=1"})
    void anUnknownIdIsNotFound(String id) {
        assertThat(anna.get("/api/video-calls/" + id).code()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=all", "limit=0", "limit=101", "limit=ten", "cursor=%2e%2e", "cursor=AAAA"})
    void aWrongParameterIsNamedWithWhatIsAllowed(String query) {
        var answer = anna.get("/api/video-calls?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(query.substring(0, query.indexOf('=')));
        assertThat(answer.body().at("/errors/0/allowed").asString()).isNotEmpty();
    }

    @Test
    void anOverlongOrTwoLineTitleIsRefused() {
        for (var title : List.of("x".repeat(5_000), "two\nlines", "bell\u0007")) {
            var answer = anna.post("/api/video-calls", Map.of("title", title));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field()).isEqualTo("title");
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() {
        var host = server.signedIn("deniz@synapse.example");
        for (int i = 0; i < 5; i++) host.post("/api/video-calls", Map.of("title", "Call " + i));

        var first = host.get("/api/video-calls?state=open&limit=2");
        var second = host.get("/api/video-calls?state=open&limit=2&cursor=" + first.text("nextCursor"));

        assertThat(ids(first)).hasSize(2);
        assertThat(ids(second)).hasSize(2).doesNotContainAnyElementsOf(ids(first));
    }

    @Test
    void nobodyHasBeenInANewCall() {
        assertThat(anna.get("/api/video-calls/" + create("Empty") + "/participants")
                        .items())
                .isEmpty();
    }

    @Test
    void anUnknownCallCannotBeInvitedTo() {
        var answer = anna.post(
                "/api/video-calls/" + UUID.randomUUID() + "/invites", Map.of("inviteeEmail", "g@guest.example"));

        assertThat(answer.code()).isEqualTo("not-found");
    }

    private String create(String title) {
        return anna.post("/api/video-calls", Map.of("title", title)).text("callId");
    }

    private static List<String> ids(Client.Answer page) {
        return page.items().stream().map(c -> c.path("id").asString()).toList();
    }

    static JsonNode claims(String token) {
        var payload = token.split("\\.", -1)[1];
        return new JsonMapper().readTree(new String(Base64.getUrlDecoder().decode(payload), UTF_8));
    }
}
