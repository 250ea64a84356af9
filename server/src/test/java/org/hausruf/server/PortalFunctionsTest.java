package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalFunctionsTest {
    private static final String PREFIX = "/functions/v1/sot-videocall-";

    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();
    private final Client portal = anna.asProgram();

    @Test
    void theFourNamesAnswerWithExactlyTheirMembers() {
        var created = portal.post(PREFIX + "create", Map.of("title", "From the portal"));
        assertThat(created.members()).containsExactlyInAnyOrder("callId", "roomName", "hostToken", "serverUrl");
        var call = created.text("callId");

        var sent = portal.post(
                PREFIX + "invite-send", Map.of("callId", call, "inviteeEmail", "p@guest.example", "inviteeName", "P"));
        assertThat(sent.members()).containsExactlyInAnyOrder("inviteId", "status", "expiresAt");
        assertThat(sent.text("status")).isEqualTo("sent");

        var link = InviteLink.of(anna, call, sent.text("inviteId"));
        var validated = server.visitor()
                .without("Origin")
                .post(PREFIX + "invite-validate", Map.of("inviteId", link.inviteId(), "token", link.token()));
        assertThat(validated.members())
                .containsExactlyInAnyOrder("callId", "roomName", "guestToken", "hostName", "serverUrl");

        var ended = portal.post(PREFIX + "end", Map.of("callId", call));
        assertThat(ended.members()).containsExactlyInAnyOrder("callId", "status", "endsAt");
        assertThat(ended.text("status")).isEqualTo("ended");
    }

    @Test
    void aGuestWhoBringsASecretOfTheirOwnComesBackByIt() {
        var call = portal.post(PREFIX + "create").text("callId");
        var sent = portal.post(PREFIX + "invite-send", Map.of("callId", call, "inviteeEmail", "back@guest.example"));
        var link = InviteLink.of(anna, call, sent.text("inviteId"));
        var secret = "s".repeat(43);
        var claim = Map.of("inviteId", link.inviteId(), "token", link.token(), "rejoinSecret", secret);
        var back = Map.of("inviteId", link.inviteId(), "rejoinSecret", secret);
        var guest = server.visitor().without("Origin");
        assertThat(guest.post(PREFIX + "invite-validate", back).code())
                .as("nothing is claimed yet")
                .isEqualTo("invite-unknown");

        var first = guest.post(PREFIX + "invite-validate", claim);
        var lostAnswer = guest.post(PREFIX + "invite-validate", claim);
        var later = guest.post(PREFIX + "invite-validate", back);

        for (var answer : List.of(first, lostAnswer, later)) {
            assertThat(answer.members())
                    .containsExactlyInAnyOrder("callId", "roomName", "guestToken", "hostName", "serverUrl");
        }
        var tokenAlone = Map.of("inviteId", link.inviteId(), "token", link.token());
        assertThat(guest.post(PREFIX + "invite-validate", tokenAlone).code()).isEqualTo("invite-used");
        var otherSecret = Map.of("inviteId", link.inviteId(), "rejoinSecret", "t".repeat(43));
        assertThat(guest.post(PREFIX + "invite-validate", otherSecret).code()).isEqualTo("invite-unknown");
        assertThat(guest.post(PREFIX + "invite-validate", Map.of("inviteId", link.inviteId()))
                        .field())
                .isEqualTo("token");

        portal.post(PREFIX + "end", Map.of("callId", call));
        assertThat(guest.post(PREFIX + "invite-validate", back).code()).isEqualTo("call-over");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "invite-send", "end"})
    void aBearerTokenIsNeededAndACookieIsNone(String name) {
        assertThat(anna.post(PREFIX + name).code()).isEqualTo("not-signed-in");
        assertThat(server.visitor().post(PREFIX + name).code()).isEqualTo("not-signed-in");
    }

    @ParameterizedTest
    @CsvSource({"invite-send,callId", "invite-validate,inviteId", "end,callId"})
    void aWrongIdIsNamed(String name, String field) {
        var body = Map.of(field, "17", "token", "x", "inviteeEmail", "a@guest.example");

        assertThat(portal.post(PREFIX + name, body).field()).isEqualTo(field);
    }

    @Test
    void anotherHostsCallIsUnknown() {
        var call = portal.post(PREFIX + "create").text("callId");

        for (var stranger :
                new Client[] {server.ben().asProgram(), server.carla().asProgram()}) {
            assertThat(stranger.post(PREFIX + "end", Map.of("callId", call)).code())
                    .isEqualTo("not-found");
            var invite = Map.of("callId", call, "inviteeEmail", "stranger@guest.example");
            assertThat(stranger.post(PREFIX + "invite-send", invite).code()).isEqualTo("not-found");
        }
        assertThat(anna.get("/api/video-calls/" + call + "/invites").items()).isEmpty();
        assertThat(anna.get("/api/video-calls/" + call).text("status")).isEqualTo("draft");
    }
}
