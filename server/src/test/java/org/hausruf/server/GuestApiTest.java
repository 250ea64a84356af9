package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestApiTest {
    private static final String SECRET = "s".repeat(43);

    /// Not the shared one: with what this asks of invites, others would come to the limit of their one address.
    private static final TestServer SERVER = TestServer.start(Map.of());

    private final Client anna = SERVER.anna();
    private final Client guest = SERVER.visitor();
    private String call = "";
    private String invite = "";
    private InviteLink link = new InviteLink("", "");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void anInvite() {
        call = anna.post("/api/video-calls", Map.of("title", "Demo")).text("callId");
        invite = anna.post(
                        "/api/video-calls/" + call + "/invites",
                        Map.of("inviteeEmail", "gina@guest.example", "inviteeName", "Gina"))
                .text("id");
        link = InviteLink.of(anna, call, invite);
    }

    @Test
    void thePreviewShowsTitleHostAndBrandingAndMarksTheInviteOpened() {
        var preview = guest.post(link.path("preview"), Map.of("token", link.token()));

        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.text("callTitle")).isEqualTo("Demo");
        assertThat(preview.text("inviteeName")).isEqualTo("Gina");
        assertThat(preview.body().path("hostPresent").asBoolean()).isFalse();
        assertThat(preview.body().at("/tenant/name").asString()).isEqualTo("System of a Town");
        assertThat(inviteStatus()).isEqualTo("opened");
    }

    @Test
    void theGuestClaimsOnceAndGetsATokenToJoinOnly() {
        var claimed = claim(SECRET);

        assertThat(claimed.status()).isEqualTo(200);
        assertThat(claimed.members())
                .contains("callId", "roomName", "guestToken", "hostName", "serverUrl", "callTitle", "tenant");
        assertThat(claimed.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("hausruf_guest=")
                .contains("Path=/api/invites/" + invite, "HttpOnly", "SameSite=Strict");
        var claims = VideoCallApiTest.claims(claimed.text("guestToken"));
        assertThat(claims.path("sub").asString()).isEqualTo("gina@guest.example");
        assertThat(claims.at("/video/roomJoin").asBoolean()).isTrue();
        assertThat(claims.at("/video/roomCreate").asBoolean()).isFalse();
        assertThat(claims.at("/attributes/hausruf.role").asString()).isEqualTo("guest");
        assertThat(claims.at("/video/canUpdateOwnMetadata").asBoolean(true)).isFalse();
        assertThat(claims.path("exp").asLong() - claims.path("nbf").asLong()).isEqualTo(600);
        assertThat(inviteStatus()).isEqualTo("joined");
    }

    @Test
    void theSameGuestComesBackByCookieOrSecret() {
        claim(SECRET);

        assertThat(guest.post(link.path("rejoin")).status()).isEqualTo(200);
        assertThat(SERVER.visitor()
                        .post(link.path("rejoin"), Map.of("rejoinSecret", SECRET))
                        .text("guestToken"))
                .isNotEmpty();
        assertThat(claim(SECRET).status()).as("a claim whose answer was lost").isEqualTo(200);
    }

    @Test
    void somebodyElseWithTheSameLinkIsTooLateAndToldWhomToAsk() {
        claim(SECRET);

        var second = SERVER.visitor()
                .post(link.path("claim"), Map.of("token", link.token(), "rejoinSecret", "t".repeat(43)));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("invite-used");
        assertThat(second.members()).contains("tenant", "hostName", "hostEmail", "callTitle", "expiresAt");
        assertThat(SERVER.visitor()
                        .post(link.path("rejoin"), Map.of("rejoinSecret", "t".repeat(43)))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoHasLostTheSecretIsToldThatTheInviteWasUsedAndNoMore() {
        var stranger = SERVER.visitor();
        assertThat(stranger.post(link.path("rejoin")).code())
                .as("not claimed yet")
                .isEqualTo("invite-unknown");
        claim(SECRET);

        var used = stranger.post(link.path("rejoin"));
        assertThat(used.status()).isEqualTo(409);
        assertThat(used.code()).isEqualTo("invite-used");
        assertThat(used.members()).doesNotContain("tenant", "hostName", "hostEmail", "callTitle");

        anna.post("/api/video-calls/" + call + "/end");
        var over = stranger.post(link.path("rejoin"));
        assertThat(over.status()).isEqualTo(410);
        assertThat(over.code()).isEqualTo("call-over");
        assertThat(stranger.post("/api/invites/" + UUID.randomUUID() + "/rejoin")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"preview", "claim", "new-link"})
    void anUnknownInviteAndAWrongTokenAreToldApartByNothing(String deed) {
        var wrong = Map.of("token", "0".repeat(64), "rejoinSecret", SECRET);

        var wrongToken = guest.post(link.path(deed), wrong);
        var unknown = guest.post("/api/invites/" + UUID.randomUUID() + "/" + deed, wrong);

        assertThat(wrongToken.status()).isEqualTo(404);
        assertThat(wrongToken.body()).isEqualTo(unknown.body());
        assertThat(inviteStatus()).isEqualTo("sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preview", "claim", "rejoin", "new-link"})
    void openingALinkNeverDoesAnything(String deed) {
        for (var method : List.of("GET", "HEAD")) {
            var answer = guest.send(method, link.path(deed) + "?token=" + link.token(), BodyPublishers.noBody());

            assertThat(answer.status()).isEqualTo(405);
        }
        assertThat(guest.get("/portal/office/videocalls/join/" + invite + "?t=" + link.token())
                        .status())
                .isEqualTo(200);
        assertThat(inviteStatus()).isEqualTo("sent");
    }

    @Test
    void nobodyEntersACallThatIsOver() {
        claim(SECRET);
        anna.post("/api/video-calls/" + call + "/end");

        for (var deed : List.of("preview", "claim", "new-link")) {
            var answer = guest.post(link.path(deed), Map.of("token", link.token(), "rejoinSecret", SECRET));

            assertThat(answer.status()).as(deed).isEqualTo(410);
            assertThat(answer.code()).isEqualTo("call-over");
        }
        assertThat(guest.post(link.path("rejoin")).status()).isEqualTo(410);
    }

    @Test
    void afterTwoHoursTheLinkIsExpired() {
        var clock = new MovableClock();
        try (var later = TestServer.start(Map.of(), clock)) {
            var host = later.anna();
            var id = host.post("/api/video-calls", Map.of("title", "Demo")).text("callId");
            var sent = host.post("/api/video-calls/" + id + "/invites", Map.of("inviteeEmail", "gina@guest.example"))
                    .text("id");
            var old = InviteLink.of(host, id, sent);
            var claim = Map.of("token", old.token(), "rejoinSecret", SECRET);
            clock.advance(Duration.ofMinutes(119));
            assertThat(later.visitor().post(old.path("preview"), claim).status())
                    .isEqualTo(200);

            clock.advance(Duration.ofMinutes(1));

            for (var deed : List.of("preview", "claim")) {
                var answer = later.visitor().post(old.path(deed), claim);
                assertThat(answer.status()).as(deed).isEqualTo(410);
                assertThat(answer.code()).isEqualTo("invite-expired");
                assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
            }
            var validated = later.visitor()
                    .without("Origin")
                    .post(
                            "/functions/v1/sot-videocall-invite-validate",
                            Map.of("inviteId", old.inviteId(), "token", old.token()));
            assertThat(validated.code()).isEqualTo("invite-expired");
        }
    }

    @Test
    void aRevokedGuestHasNoWayBack() {
        claim(SECRET);
        anna.post("/api/video-calls/" + call + "/invites/" + invite + "/revoke");

        assertThat(guest.post(link.path("rejoin")).code()).isEqualTo("invite-revoked");
        assertThat(claim(SECRET).code()).isEqualTo("invite-revoked");
    }

    @Test
    void aNewLinkGoesToTheInvitedAddressOnly() {
        claim(SECRET);

        var answer = SERVER.visitor().post(link.path("new-link"), Map.of("token", link.token()));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().toString())
                .as("the host passes it on, as there is no mail server")
                .isEqualTo("{\"mailInApp\":true}");

        var fresh = InviteLink.of(anna, call, invite);
        assertThat(fresh.token()).isNotEqualTo(link.token());
    }

    @Test
    void aGuestChoosesTheNameToBeCalledBy() {
        var claimed = guest.post(
                link.path("claim"), Map.of("token", link.token(), "rejoinSecret", SECRET, "displayName", "Gigi"));

        assertThat(claimed.text("displayName")).isEqualTo("Gigi");
        assertThat(VideoCallApiTest.claims(claimed.text("guestToken"))
                        .path("name")
                        .asString())
                .isEqualTo("Gigi");
    }

    @Test
    void missingAndMisshapenFieldsAreNamed() {
        assertThat(guest.post(link.path("claim"), Map.of("rejoinSecret", SECRET))
                        .field())
                .isEqualTo("token");
        assertThat(guest.post(link.path("claim"), Map.of("token", link.token())).field())
                .isEqualTo("rejoinSecret");
        assertThat(claim("short").field()).isEqualTo("rejoinSecret");
        assertThat(claim("x".repeat(10_000)).field()).isEqualTo("rejoinSecret");
        assertThat(guest.postText(link.path("preview"), "{\"token\":true}").field())
                .isEqualTo("token");
        assertThat(inviteStatus()).isEqualTo("sent");
    }

    @Test
    void aGuestsTokensOpenNothingOfTheOffice() {
        var token = claim(SECRET).text("guestToken");

        var answer = SERVER.visitor().with("Authorization", "Bearer " + token).get("/api/video-calls/" + call);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(guest.get("/api/video-calls/" + call).status()).isEqualTo(401);
    }

    @Test
    void tryingTokensIsLimitedPerInvite() {
        var answer = guest.post(link.path("claim"), Map.of("token", "0".repeat(64), "rejoinSecret", SECRET));
        for (int i = 0; i < 60 && answer.status() == 404; i++) {
            answer = guest.post(link.path("claim"), Map.of("token", "0".repeat(64), "rejoinSecret", SECRET));
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
    }

    private Client.Answer claim(String secret) {
        return guest.post(link.path("claim"), Map.of("token", link.token(), "rejoinSecret", secret));
    }

    private String inviteStatus() {
        return anna.get("/api/video-calls/" + call + "/invites")
                .items()
                .getFirst()
                .path("status")
                .asString();
    }
}
