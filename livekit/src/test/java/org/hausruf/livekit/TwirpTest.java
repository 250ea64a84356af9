package org.hausruf.livekit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import livekit.LivekitModels;
import livekit.LivekitRoom;
import livekit.LivekitRoom.CreateRoomRequest;
import org.hausruf.livekit.token.AccessToken;
import org.hausruf.livekit.token.ServerGrants;
import org.hausruf.livekit.token.VideoGrant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The server APIs as HTTP: who may call what, in which form, and what a bad call is told.
class TwirpTest {
    private static EngineServer server;
    private static TwirpClient twirp;

    @BeforeAll
    static void start() {
        server = EngineServer.start(EngineServer.settings().withLoops(1).withLimits(5, 0), 0);
        twirp = new TwirpClient(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRoomIsMadeAndChangedAndDeleted() {
        var made = twirp.json(
                "RoomService/CreateRoom",
                create(),
                "{\"name\":\"r\",\"emptyTimeout\":900,\"max_participants\":3,\"new\":1}");
        var again = body(twirp.json("RoomService/CreateRoom", create(), "{\"name\":\"r\",\"metadata\":\"m\"}"));

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(body(made).get("empty_timeout").getAsInt()).isEqualTo(900);
        assertThat(body(made).get("departure_timeout").getAsInt()).isEqualTo(20);
        assertThat(body(made).get("num_participants").getAsInt()).isZero();
        assertThat(again.get("sid")).isEqualTo(body(made).get("sid"));
        assertThat(again.get("empty_timeout").getAsInt()).isEqualTo(900);
        assertThat(again.get("max_participants").getAsInt()).isEqualTo(3);
        assertThat(again.get("metadata").getAsString()).isEqualTo("m");
        assertThat(names("{}")).contains("r");
        assertThat(names("{\"names\":[\"r\",\"nobody\"]}")).containsExactly("r");
        assertThat(names("{\"names\":[\"nobody\"]}")).isEmpty();
        assertThat(twirp.json("RoomService/DeleteRoom", create(), "{\"room\":\"r\"}")
                        .statusCode())
                .isEqualTo(200);
        assertRefused(
                twirp.json("RoomService/DeleteRoom", create(), "{\"room\":\"r\"}"),
                404,
                "not_found",
                "requested room does not exist");
    }

    @Test
    void protobufIsAnsweredInProtobuf() throws InvalidProtocolBufferException {
        byte[] answer = twirp.protobuf(
                "RoomService/CreateRoom",
                create(),
                CreateRoomRequest.newBuilder().setName("binary").build());

        assertThat(LivekitModels.Room.parseFrom(answer).getName()).isEqualTo("binary");
        server.engine().deleteRoom("binary");
    }

    /// Those of LiveKit's own description, so that none is forgotten.
    static Stream<String> methods() {
        return LivekitRoom.getDescriptor().findServiceByName("RoomService").getMethods().stream()
                .map(MethodDescriptor::getName);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void nobodyCallsAnythingWithoutTheGrant(String method) {
        server.engine().createRoom(RoomOptions.of("guarded"));
        String body = "{\"room\":\"guarded\",\"name\":\"guarded2\",\"destination_room\":\"there\"}";
        var guest = VideoGrant.join("guarded");
        // what a host's browser holds: may make its own room, no other
        var host = VideoGrant.builder("elsewhere")
                .roomJoin(true)
                .roomCreate(true)
                .roomAdmin(true)
                .canUpdateOwnMetadata(true)
                .build();

        for (String token : new String[] {
            "",
            token(guest),
            token(host),
            token(VideoGrant.admin("another")),
            AccessToken.builder("other", EngineServer.SECRET, "", admin()).sign(Instant.now()),
            AccessToken.builder(EngineServer.KEY, "x".repeat(40), "", admin()).sign(Instant.now()),
            server.engine()
                    .token("", admin())
                    .server(ServerGrants.NONE)
                    .lifetime(Duration.ofHours(-1))
                    .sign(Instant.now()),
        }) {
            var response = twirp.json("RoomService/" + method, token, body);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
            assertThat(body(response).get("code").getAsString()).isEqualTo("unauthenticated");
        }
        assertThat(server.engine().rooms())
                .extracting(RoomInfo::name)
                .contains("guarded")
                .doesNotContain("guarded2");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aGrantForSomethingElseOpensNothing(String method) {
        server.engine().createRoom(RoomOptions.of("guarded"));
        String body = "{\"room\":\"guarded\",\"name\":\"guarded2\",\"destination_room\":\"there\"}";
        var record = new ServerGrants(false, true, false, false, false, "");
        var others = new ServerGrants(false, true, true, true, true, "there");

        for (var grants : List.of(record, others)) assertRefusedWith(grants, method, body);
        if (!method.equals("ListRooms")) assertRefusedWith(ServerGrants.LIST, method, body);
        assertThat(server.engine().rooms())
                .extracting(RoomInfo::name)
                .contains("guarded")
                .doesNotContain("guarded2");
    }

    private static void assertRefusedWith(ServerGrants grants, String method, String body) {
        String token =
                server.engine().token("", VideoGrant.admin("")).server(grants).sign(Instant.now());
        var response = twirp.json("RoomService/" + method, token, body);

        assertThat(response.statusCode()).as(grants + response.body()).isEqualTo(401);
        assertThat(body(response).get("code").getAsString()).isEqualTo("unauthenticated");
    }

    @Test
    void aHostsTokenReachesItsOwnRoomOnly() {
        var host = VideoGrant.builder("own")
                .roomJoin(true)
                .roomCreate(true)
                .canUpdateOwnMetadata(true)
                .build();

        assertThat(twirp.json("RoomService/CreateRoom", token(host), "{\"name\":\"own\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(twirp.json("RoomService/CreateRoom", token(host), "{\"name\":\"other\"}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(twirp.json("RoomService/DeleteRoom", token(host), "{\"room\":\"own\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                              | malformed        | could not be decoded",
                "[]                             | malformed        | could not be decoded",
                "{\"name\":{\"a\":1}}           | malformed        | could not be decoded",
                "{\"empty_timeout\":-1}         | malformed        | could not be decoded",
                "{\"empty_timeout\":1e600000000} | malformed      | could not be decoded",
                "{\"newer\":\"1e600000000\"} | malformed      | could not be decoded",
                "{}                             | invalid_argument | no room name",
                "{\"name\":\"x\",\"roomPreset\":\"p\"} | invalid_argument | unknown room configuration",
                "{\"name\":\"x\",\"egress\":{}} | unimplemented    | does not record",
            })
    void aBadRequestIsRefusedWithAReason(String json, String code, String text) {
        var response = twirp.json("RoomService/CreateRoom", create(), json);

        assertThat(body(response).get("code").getAsString()).isEqualTo(code);
        assertThat(body(response).get("msg").getAsString()).contains(text);
    }

    @Test
    void namesAndMetadataHaveBounds() {
        String name = "{\"name\":\"" + "n".repeat(257) + "\"}";
        String metadata = "{\"name\":\"x\",\"metadata\":\"" + "ä".repeat(256 * 1024 + 1) + "\"}";

        assertRefused(
                twirp.json("RoomService/CreateRoom", create(), name), 400, "invalid_argument", "room name length");
        assertRefused(
                twirp.json("RoomService/CreateRoom", create(), metadata), 400, "invalid_argument", "metadata size");
    }

    @Test
    void aBodyBeyondTheLimitIsNotTaken() {
        var response = twirp.send(twirp.request("RoomService/CreateRoom", create())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[(10 << 20) + 1])));

        assertRefused(response, 413, "malformed", "larger than");
    }

    @Test
    void whatIsNoCallIsABadRoute() {
        assertRefused(twirp.send(twirp.request("RoomService/ListRooms", list())), 404, "bad_route", "only POST");
        assertRefused(twirp.json("RoomService/Nothing", list(), "{}"), 404, "bad_route", "no handler");
        assertRefused(twirp.json("Nothing/ListRooms", list(), "{}"), 404, "bad_route", "no handler");
        assertRefused(
                twirp.send(twirp.request("RoomService/ListRooms", list()).POST(BodyPublishers.ofString("{}"))),
                404,
                "bad_route",
                "Content-Type");
        assertRefused(
                twirp.send(twirp.request("RoomService/ListRooms", list())
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}"))),
                404,
                "bad_route",
                "Content-Type");
    }

    @Test
    void theNodesLimitOfRoomsHoldsForCallersAndForWhoeverJoins() {
        for (int i = 0; !server.engine().full(); i++) server.engine().createRoom(RoomOptions.of("full" + i));

        assertRefused(
                twirp.json("RoomService/CreateRoom", create(), "{\"name\":\"one-more\"}"),
                429,
                "resource_exhausted",
                "limit");
        assertThat(SignalClient.refusal(server, token(VideoGrant.join("one-more"))))
                .isEqualTo(503);
        assertThat(twirp.json("RoomService/CreateRoom", create(), "{\"name\":\"full0\"}")
                        .statusCode())
                .isEqualTo(200);
        server.engine().rooms().forEach(room -> server.engine().deleteRoom(room.name()));
    }

    @Test
    void whatIsNotThereIsSaid() {
        var record = server.engine()
                .token("", VideoGrant.create())
                .server(new ServerGrants(false, true, true, true, true, ""))
                .sign(Instant.now());

        assertThat(twirp.json("Egress/ListEgress", record, "{}").body()).isEqualTo("{\"items\":[]}");
        assertThat(twirp.json("SIP/ListSIPDispatchRule", record, "{}").statusCode())
                .isEqualTo(200);
        assertRefused(
                twirp.json("Egress/StartRoomCompositeEgress", record, "{\"room_name\":\"r\"}"),
                501,
                "unimplemented",
                "does not record");
        assertRefused(twirp.json("Ingress/CreateIngress", record, "{}"), 501, "unimplemented", "ingress");
        assertRefused(twirp.json("Egress/ListEgress", create(), "{}"), 401, "unauthenticated", "permissions denied");
        assertRefused(
                twirp.json("SIP/CreateSIPParticipant", create(), "{}"), 401, "unauthenticated", "permissions denied");
    }

    @Test
    void pagesOfOtherOriginsMayAsk() {
        var preflight = twirp.send(twirp.request("RoomService/ListRooms", "")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://elsewhere.example"));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void callsAreCounted() {
        twirp.json("RoomService/ListRooms", list(), "{}");

        assertThat(server.http().twirp().counts()).anySatisfy((count, sum) -> {
            assertThat(count.method()).isEqualTo("ListRooms");
            assertThat(count.code()).isEqualTo("ok");
            assertThat(sum).isPositive();
        });
    }

    private static java.util.List<String> names(String query) {
        return body(twirp.json("RoomService/ListRooms", list(), query)).get("rooms").getAsJsonArray().asList().stream()
                .map(room -> room.getAsJsonObject().get("name").getAsString())
                .toList();
    }

    private static void assertRefused(HttpResponse<String> response, int status, String code, String text) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(body(response).get("code").getAsString()).isEqualTo(code);
        assertThat(body(response).get("msg").getAsString()).contains(text);
        assertThat(response.body().getBytes(UTF_8).length).isLessThan(1_000);
    }

    private static JsonObject body(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    private static VideoGrant admin() {
        return VideoGrant.admin("guarded");
    }

    private static String create() {
        return token(VideoGrant.create());
    }

    private static String list() {
        return server.engine()
                .token("", VideoGrant.admin(""))
                .server(ServerGrants.LIST)
                .sign(Instant.now());
    }

    private static String token(VideoGrant grant) {
        return server.engine().token("somebody", grant).sign(Instant.now());
    }
}
