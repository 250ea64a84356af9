package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who sees the rooms of an office's calls: everybody of that office, whether they have to do with a call or not, and
/// nobody else. Seeing a room opens nothing.
class ActiveRoomsApiTest {
    private static final String ACTIVE = "/api/livekit/rooms/active";
    private static final String GUEST = "gil@guest.example";

    private static final TestServer SERVER = TestServer.start(Map.of());
    private static final RingPeople PEOPLE = new RingPeople(SERVER);
    private static final Client ANNA = PEOPLE.all().get(0).client();
    private static final Client BEN = PEOPLE.all().get(1).client();

    private final String call = ANNA.post("/api/calls", Map.of("toUserId", CallSocketTest.id(BEN)))
            .body()
            .at("/call/id")
            .asString();
    private final String room = PEOPLE.all().getFirst().tenant() + "-" + call;
    private final String participants = "/api/livekit/rooms/" + room + "/participants";

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void hangUp() {
        ANNA.post("/api/calls/" + call + "/end");
    }

    @Test
    void aColleagueWithNoPartInTheCallSeesItsRoomAndGetsNoTokenForIt() {
        BEN.post("/api/calls/" + call + "/accept");
        var token = ANNA.post("/api/livekit/token", Map.of("roomName", room)).text("token");
        for (var colleague : PEOPLE.all().subList(2, 4)) {
            var client = colleague.client();
            try (var _ = Inside.by(SERVER.origin(), token)) { // whoever comes again takes the place
                assertThat(client.get(ACTIVE).items())
                        .extracting(it -> it.path("roomName").asString())
                        .containsExactly(room);
                assertThat(client.get(participants).items())
                        .extracting(it -> it.path("identity").asString())
                        .containsExactly(PEOPLE.all().getFirst().identity());
            }
            for (var answer : List.of(
                    client.post("/api/livekit/token", Map.of("roomName", room)),
                    client.post("/api/livekit/rooms", Map.of("callId", call)),
                    client.get("/api/calls/" + call),
                    client.post("/api/calls/" + call + "/end")))
                assertThat(answer.code()).isEqualTo("not-found");
        }
    }

    @Test
    void anotherOfficesPeopleSeeNothing() {
        for (var stranger : PEOPLE.all().subList(4, 7)) {
            assertThat(stranger.client().get(ACTIVE).items()).as("%s", stranger).isEmpty();
            assertThat(stranger.client().get(participants).code())
                    .as("%s", stranger)
                    .isEqualTo("not-found");
        }
    }

    /// Not even of the office whose guest it is, by what a guest holds: a cookie, and a token of the media server.
    @Test
    void aGuestAndAVisitorSeeNothing() {
        var planned =
                ANNA.post("/api/video-calls", Map.of("title", "With a guest")).text("callId");
        var invite = ANNA.post("/api/video-calls/" + planned + "/invites", Map.of("inviteeEmail", GUEST))
                .text("id");
        var link = InviteLink.of(ANNA, planned, invite);
        var guest = SERVER.visitor();
        var token = guest.post(link.path("claim"), Map.of("token", link.token(), "rejoinSecret", "rejoin".repeat(8)))
                .text("guestToken");
        assertThat(token).isNotEmpty();
        var withToken = SERVER.visitor().without("Origin").with("Authorization", "Bearer " + token);
        for (var nobody : List.of(guest, withToken, SERVER.visitor())) {
            for (var path : List.of(ACTIVE, participants)) {
                var answer = nobody.get(path);
                assertThat(answer.code()).as(path).isEqualTo("not-signed-in");
                assertThat(answer.body().toString()).doesNotContain(call);
            }
        }
    }
}
