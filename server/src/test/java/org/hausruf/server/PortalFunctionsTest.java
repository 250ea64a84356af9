package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

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
        }
    }
}
