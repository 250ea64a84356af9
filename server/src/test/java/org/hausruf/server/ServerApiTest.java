package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.MethodDescriptor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import livekit.LivekitRoom;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.ServerGrants;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.testkit.FreePort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// LiveKit's server APIs in the product: the operator's key manages every room, nobody else manages any.
class ServerApiTest {
    private static final String KEY = "operatorkey";
    private static final String SECRET = "operator-secret-of-32-characters!";
    private static final int METRICS = FreePort.next();
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of(
                "LIVEKIT_API_KEY", KEY, "LIVEKIT_API_SECRET", SECRET, "HAUSRUF_METRICS", "127.0.0.1:" + METRICS));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theOperatorListsAndEndsRooms() {
        var call = created(server.anna());

        assertThat(rooms()).contains(call.room());
        assertThat(call("DeleteRoom", token(VideoGrant.create()), "{\"room\":\"" + call.room() + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(rooms()).doesNotContain(call.room());
        // the call itself is the office's: asking for a token makes its room again
        assertThat(server.anna()
                        .post("/api/video-calls/" + call.id() + "/token", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(rooms()).contains(call.room());
    }

    @Test
    void ringingCallsHaveRoomsForTenThatWaitFiveMinutes() {
        var ben = CallSocketTest.id(server.ben());
        var rung = server.anna().post("/api/calls", Map.of("toUserId", ben));

        var room = listed().filter(it -> it.path("name").asString().equals(rung.text("roomName")))
                .findFirst()
                .orElseThrow();

        assertThat(room.path("empty_timeout").asInt()).isEqualTo(300);
        assertThat(room.path("max_participants").asInt()).isEqualTo(10);
    }

    /// Those of LiveKit's own description, so that none is forgotten.
    static Stream<String> methods() {
        return LivekitRoom.getDescriptor().findServiceByName("RoomService").getMethods().stream()
                .map(MethodDescriptor::getName);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nobodyElseManagesAnyRoom(String method) {
        var own = created(server.anna());
        var other = created(server.carla());
        var everything = VideoGrant.builder(own.room())
                .roomJoin(true)
                .roomCreate(true)
                .roomAdmin(true)
                .canUpdateOwnMetadata(true)
                .build();
        var past = Instant.now().minus(Duration.ofHours(1));
        var bodies = Stream.of(own, other)
                .map(call -> "{\"room\":\"%1$s\",\"name\":\"%1$s\",\"identity\":\"anna@sot.example\"}"
                        .formatted(call.room()))
                .toList();

        for (var token : List.of(
                own.hostToken(), // what a host's browser holds, with roomCreate
                token(VideoGrant.join(own.room())), // what a guest's holds
                token(everything), // nor would it help to grant a participant more
                token(VideoGrant.admin("sot-another")),
                token(VideoGrant.join(other.room())),
                builder(KEY, "x".repeat(40), everything(own)).sign(Instant.now()),
                builder("otherkey", SECRET, everything(own)).sign(Instant.now()),
                builder(KEY, SECRET, everything(own))
                        .lifetime(Duration.ofMinutes(10))
                        .sign(past),
                "nonsense")) {
            for (var body : bodies) {
                var answer = call(method, token, body);
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.text("code")).isEqualTo("unauthenticated");
            }
        }
        assertThat(rooms()).contains(own.room(), other.room());
    }

    @Test
    void aSignInCountsForNothing() {
        var answer = server.anna()
                .with("Content-Type", "application/json")
                .postText("/twirp/livekit.RoomService/ListRooms", "{}");

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void bodiesMayBeLargeWithATokenAndHaveABoundOfTheirOwn() {
        var call = created(server.anna());
        var admin = token(VideoGrant.admin(call.room()));
        var large = "{\"room\":\"" + call.room() + "\",\"metadata\":\"" + "m".repeat(100_000) + "\"}";

        assertThat(call("UpdateRoomMetadata", admin, large).status()).isEqualTo(200);
        assertThat(call("UpdateRoomMetadata", admin, " ".repeat((10 << 20) + 1)).status())
                .isEqualTo(413);
    }

    @Test
    void metricsCountTheRoomsAndWhatTheOperatorAsks() throws Exception {
        created(server.anna());
        rooms();

        var uri = URI.create("http://127.0.0.1:" + METRICS + "/metrics");
        var page = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .containsPattern("\\nlivekit_room_total\\{[^}]*} [1-9]")
                .containsPattern("\\nlivekit_node_twirp_request_status\\{[^}]*,service=\"RoomService\","
                        + "method=\"ListRooms\",status=\"success\",code=\"ok\"} [1-9]");
    }

    @Test
    void theLogLeadsFromACallToItsRoom() {
        try (var log = EveryLog.atDebug()) {
            var call = created(server.anna());

            assertThat(log.lines())
                    .anyMatch(line -> line.contains("call created")
                            && line.contains("call=\"" + call.id() + '"')
                            && line.contains("room_name=\"" + call.room() + '"'))
                    .anyMatch(
                            line -> line.matches(".* room started room_sid=RM_\\w+ room_name=" + call.room() + " .*"));
        }
    }

    private record Call(String id, String room, String hostToken) {}

    private static Call created(Client host) {
        var body = host.post("/api/video-calls", Map.of("title", "t")).body();
        return new Call(
                body.path("callId").asString(),
                body.path("roomName").asString(),
                body.path("hostToken").asString());
    }

    private static List<String> rooms() {
        return listed().map(room -> room.path("name").asString()).toList();
    }

    private static Stream<JsonNode> listed() {
        var list = builder(KEY, SECRET, VideoGrant.admin(""))
                .server(ServerGrants.LIST)
                .sign(Instant.now());
        return call("ListRooms", list, "{}").body().path("rooms").valueStream();
    }

    private static VideoGrant everything(Call call) {
        return VideoGrant.admin(call.room());
    }

    private static AccessToken.Builder builder(String key, String secret, VideoGrant grant) {
        return AccessToken.builder(key, secret, "anna@sot.example", grant);
    }

    private static String token(VideoGrant grant) {
        return builder(KEY, SECRET, grant).sign(Instant.now());
    }

    private static Client.Answer call(String method, String token, String body) {
        return server.visitor()
                .with("Authorization", "Bearer " + token)
                .with("Content-Type", "application/json")
                .postText("/twirp/livekit.RoomService/" + method, body);
    }
}
