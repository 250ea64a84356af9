package org.hausruf.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.VideoGrant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is not let in, and what it is told. Rooms do not make themselves here.
class RefusalTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TestClock clock = new TestClock();
    private final EngineServer server = EngineServer.start(
            EngineServer.settings().withAutoCreateRooms(false).withLoops(1), 0, clock);

    @BeforeEach
    void openRoom() {
        server.engine().createRoom(RoomOptions.of("open"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aGoodTokenIsValid() {
        var response = validate(token("anna", "open"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("success");
        assertThat(server.engine().participants("open")).isEmpty();
    }

    @Test
    void aRoomThatDoesNotExistIsNotMade() {
        assertRefused(token("anna", "closed"), 404, "requested room does not exist");
        assertThat(server.engine().rooms()).extracting(RoomInfo::name).containsExactly("open");
    }

    @Test
    void theRightToCreateMakesTheRoom() {
        var grant = VideoGrant.builder("new").roomJoin(true).roomCreate(true).build();
        try (var anna = SignalClient.connect(server, sign(grant))) {
            anna.await(MessageCase.JOIN);
        }
    }

    @Test
    void aGateKeepsOutWhomATokenWouldLetIn() {
        server.engine()
                .guard(grants -> grants.identity().equals("ben")
                        ? Optional.of(new ConnectResult.Refused(401, "not today"))
                        : Optional.empty());

        assertRefused(token("ben", "open"), 401, "not today");
        assertThat(validate(token("anna", "open")).statusCode()).isEqualTo(200);
        try (var anna = SignalClient.connect(server, token("anna", "open"))) {
            anna.await(MessageCase.JOIN);
        }
    }

    @Test
    void noTokenIsNoPermission() {
        assertRefused("", 401, "permissions denied");
    }

    @Test
    void noRightToJoinIsNoPermission() {
        var grant = VideoGrant.builder("open").roomCreate(true).roomAdmin(true).build();
        assertRefused(sign(grant), 401, "permissions denied");
    }

    @Test
    void namesHaveBounds() {
        assertRefused(token("", "open"), 400, "identity");
        assertRefused(token("a".repeat(257), "open"), 400, "identity");
        assertRefused(token("anna", ""), 400, "room name");
        assertRefused(token("anna", "r".repeat(257)), 400, "room name");
    }

    @Test
    void tokensOutOfTimeOrOfAnotherKeyAreRefused() {
        String early = token("anna", "open");
        var grant = VideoGrant.join("open");

        assertRefused(
                AccessToken.builder("other", "secret", "anna", grant).sign(clock.instant()), 401, "invalid API key");
        assertRefused(
                AccessToken.builder(EngineServer.KEY, "another", "anna", grant).sign(clock.instant()),
                401,
                "invalid authorization token: signature");
        assertRefused(early.substring(0, early.indexOf('.')), 401, "invalid authorization token: malformed");
        clock.advance(Duration.ofHours(7));
        assertRefused(early, 401, "invalid authorization token: token is expired");
        clock.advance(Duration.ofHours(-8));
        assertRefused(early, 401, "invalid authorization token: token is not valid yet");
    }

    @Test
    void aFullRoomTakesNobodyElse() {
        server.engine().createRoom(new RoomOptions("small", 300, 20, 1, ""));
        try (var anna = SignalClient.connect(server, token("anna", "small"))) {
            anna.await(MessageCase.JOIN);

            assertThat(SignalClient.refusal(server, token("bert", "small"))).isEqualTo(503);
            // Whoever comes back takes its own place.
            SignalClient.connect(server, token("anna", "small")).close();
        }
    }

    @Test
    void aDeletedRoomPutsEveryoneOutAndStaysClosedToOldTokens() {
        String old = token("anna", "open");
        try (var anna = SignalClient.connect(server, old)) {
            anna.await(MessageCase.JOIN);
            clock.advance(Duration.ofSeconds(5));
            String refreshed = token("anna", "open");

            assertThat(server.engine().deleteRoom("open")).isTrue();

            assertThat(anna.await(MessageCase.LEAVE).getLeave().getReason()).isEqualTo(DisconnectReason.ROOM_DELETED);
            assertRefused(old, 404, "requested room does not exist");
            server.engine().createRoom(RoomOptions.of("open"));
            assertRefused(old, 404, "requested room does not exist");
            assertRefused(refreshed, 404, "requested room does not exist");
            clock.advance(Duration.ofSeconds(1));
            assertThat(validate(token("anna", "open")).statusCode()).isEqualTo(200);
        }
        assertThat(server.engine().deleteRoom("never was")).isFalse();
    }

    @Test
    void aRemovedParticipantStaysOutWithItsOldTokens() {
        String old = token("anna", "open");
        try (var anna = SignalClient.connect(server, old)) {
            anna.await(MessageCase.JOIN);

            assertThat(server.engine().removeParticipant("open", "anna")).isTrue();

            assertThat(anna.await(MessageCase.LEAVE).getLeave().getReason())
                    .isEqualTo(DisconnectReason.PARTICIPANT_REMOVED);
            assertRefused(old, 401, "participant was removed");
            assertThat(validate(token("bert", "open")).statusCode()).isEqualTo(200);
            clock.advance(Duration.ofSeconds(1));
            assertThat(validate(token("anna", "open")).statusCode()).isEqualTo(200);
        }
        assertThat(server.engine().removeParticipant("open", "anna")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rtc/v1", "/rtc/v1/validate"})
    void singleConnectionPathsAreAbsentForEveryOrigin(String path) {
        var response = get(path, token("anna", "open"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("requested room does not exist");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    }

    @Test
    void withoutUpgradeThereIsNothing() {
        assertThat(get("/rtc", token("anna", "open")).statusCode()).isEqualTo(404);
        assertThat(server.engine().participants("open")).isEmpty();
    }

    @Test
    void browsersMayAskFirst() {
        var request = HttpRequest.newBuilder(uri("/rtc/validate", ""))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build();

        var response = send(request);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("Authorization, *");
    }

    @Test
    void theHeaderCountsBeforeTheQuery() {
        var good = HttpRequest.newBuilder(uri("/rtc/validate", "nonsense"))
                .header("Authorization", "Bearer " + token("anna", "open"))
                .build();
        var otherScheme = HttpRequest.newBuilder(uri("/rtc/validate", token("anna", "open")))
                .header("Authorization", "Basic abc")
                .build();

        assertThat(send(good).statusCode()).isEqualTo(200);
        assertThat(send(otherScheme).statusCode()).isEqualTo(401);
    }

    private void assertRefused(String token, int status, String text) {
        var response = validate(token);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains(text);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(SignalClient.refusal(server, token)).isEqualTo(status);
    }

    private HttpResponse<String> validate(String token) {
        return get("/rtc/validate", token);
    }

    private HttpResponse<String> get(String path, String token) {
        return send(HttpRequest.newBuilder(uri(path, token)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private URI uri(String path, String token) {
        return URI.create(SignalClient.url("http", server, path, token));
    }

    private String token(String identity, String room) {
        return server.engine().token(identity, VideoGrant.join(room)).sign(clock.instant());
    }

    private String sign(VideoGrant grant) {
        return server.engine().token("anna", grant).sign(clock.instant());
    }
}
