package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InviteApiTest {
    private final TestServer server = TestServer.shared();
    private final Client anna = server.anna();
    private final String call =
            anna.post("/api/video-calls", Map.of("title", "Planning")).text("callId");
    private final String invites = "/api/video-calls/" + call + "/invites";

    @Test
    void withoutAMailServerTheHostReadsTheMailInTheApp() {
        var invite = invite("gina@guest.example");

        assertThat(invite.status()).isEqualTo(201);
        assertThat(invite.text("status")).isEqualTo("sent");
        assertThat(invite.body().path("mailInApp").asBoolean()).isTrue();
        assertThat(invite.body().path("sentAt").isNull()).isTrue();
        var mail = anna.get(invites + "/" + invite.text("id") + "/mail");
        assertThat(mail.members()).containsExactlyInAnyOrder("from", "to", "subject", "html", "text");
        assertThat(mail.text("to")).contains("gina@guest.example");
        assertThat(InviteLink.in(mail.text("html"))).isEqualTo(InviteLink.in(mail.text("text")));
    }

    @Test
    void noAnswerButTheMailCarriesTheToken() {
        var sent = invite("hans@guest.example");
        var link = InviteLink.of(anna, call, sent.text("id"));

        assertThat(sent.body().toString()).doesNotContain(link.token());
        assertThat(anna.get(invites).body().toString())
                .contains(link.inviteId())
                .doesNotContain(link.token());
    }

    @Test
    void oneAddressHasOneLiveInvitePerCall() {
        invite("twice@guest.example");

        var second = invite("Twice@Guest.example");

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("invite-exists");
    }

    @Test
    void theHostCannotBeTheirOwnGuest() {
        var answer = invite("anna@sot.example");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("inviteeEmail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "guest",
                "guest@",
                "@guest.example",
                "guest@guest",
                "a@b.example,c@d.example",
                "Guest <guest@guest.example>",
                "guest@guest.example\r\nBcc: all@guest.example",
                "guest@guest.example\n",
                "gu est@guest.example",
                "guest@guest..example",
                "guest\u0000@guest.example"
            })
    void whatIsNoAddressIsRefusedWithWhatIsAllowed(String address) {
        var answer = invite(address);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo("inviteeEmail");
        assertThat(answer.body().at("/errors/0/allowed").asString()).isNotEmpty();
    }

    @Test
    void overlongFieldsAreRefused() {
        assertThat(invite("x".repeat(300) + "@guest.example").field()).isEqualTo("inviteeEmail");
        assertThat(anna.post(invites, Map.of("inviteeEmail", "l@guest.example", "inviteeName", "x".repeat(1_000)))
                        .field())
                .isEqualTo("inviteeName");
        assertThat(anna.post(invites, Map.of("inviteeEmail", "l@guest.example", "locale", "fr"))
                        .field())
                .isEqualTo("locale");
        assertThat(anna.post(invites, Map.of("inviteeName", "Nobody")).field()).isEqualTo("inviteeEmail");
    }

    @Test
    void markupInTitlesAndNamesIsEscapedInTheMail() {
        var titled =
                anna.post("/api/video-calls", Map.of("title", "<b>Budget</b>")).text("callId");
        var path = "/api/video-calls/" + titled + "/invites";
        var invite = anna.post(
                path, Map.of("inviteeEmail", "markup@guest.example", "inviteeName", "<img src=x onerror=alert(1)>"));

        var html = anna.get(path + "/" + invite.text("id") + "/mail").text("html");

        assertThat(html).contains("&lt;b&gt;Budget").doesNotContain("<img src=x", "<b>Budget");
    }

    @Test
    void sendingAgainMakesANewTokenAndVoidsTheOld() {
        var id = invite("again@guest.example").text("id");
        var old = InviteLink.of(anna, call, id);

        for (int time = 0; time < 3; time++) {
            assertThat(anna.post(invites + "/" + id + "/resend").status()).isEqualTo(200);

            var fresh = InviteLink.of(anna, call, id);
            assertThat(fresh.token()).isNotEqualTo(old.token());
            assertThat(preview(old).code()).isEqualTo("invite-unknown");
            assertThat(preview(fresh).status()).isEqualTo(200);
            old = fresh;
        }
    }

    @Test
    void aRevokedInviteIsDeadAndItsAddressFree() {
        var id = invite("revoked@guest.example").text("id");
        var link = InviteLink.of(anna, call, id);

        assertThat(anna.post(invites + "/" + id + "/revoke").text("status")).isEqualTo("revoked");

        var resent = anna.post(invites + "/" + id + "/resend");
        assertThat(resent.status()).isEqualTo(409);
        assertThat(resent.code()).isEqualTo("invite-revoked");
        assertThat(resent.text("detail")).contains("invited anew");
        assertThat(preview(link).code()).isEqualTo("invite-revoked");
        assertThat(anna.get(invites + "/" + id + "/mail").code()).isEqualTo("not-found");
        assertThat(invite("revoked@guest.example").status()).isEqualTo(201);
    }

    @Test
    void strangersNeitherSeeNorSendInvites() {
        var id = invite("private@guest.example").text("id");

        for (var stranger : List.of(server.ben(), server.carla())) {
            assertThat(stranger.get(invites).code()).isEqualTo("not-found");
            assertThat(stranger.post(invites, Map.of("inviteeEmail", "x@guest.example"))
                            .code())
                    .isEqualTo("not-found");
            assertThat(stranger.get(invites + "/" + id + "/mail").code()).isEqualTo("not-found");
            assertThat(stranger.post(invites + "/" + id + "/resend").code()).isEqualTo("not-found");
            assertThat(stranger.post(invites + "/" + id + "/revoke").code()).isEqualTo("not-found");
        }
    }

    @Test
    void anInviteOfAnotherCallIsUnknownHere() {
        var id = invite("elsewhere@guest.example").text("id");
        var other = anna.post("/api/video-calls").text("callId");

        assertThat(anna.post("/api/video-calls/" + other + "/invites/" + id + "/revoke")
                        .code())
                .isEqualTo("not-found");
    }

    @Test
    void nobodyIsInvitedToACallThatIsOver() {
        anna.post("/api/video-calls/" + call + "/end");

        assertThat(invite("late@guest.example").code()).isEqualTo("call-ended");
    }

    @Test
    void invitesAreLimitedPerCall() {
        var host = server.signedIn("deniz@synapse.example");
        var path = "/api/video-calls/" + host.post("/api/video-calls").text("callId") + "/invites";
        var answer = host.post(path, Map.of("inviteeEmail", "guest0@guest.example"));
        for (int i = 1; i < 100 && answer.status() == 201; i++) {
            answer = host.post(path, Map.of("inviteeEmail", "guest" + i + "@guest.example"));
        }

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
    }

    private Client.Answer invite(String email) {
        return anna.post(invites, Map.of("inviteeEmail", email));
    }

    private Client.Answer preview(InviteLink link) {
        return server.visitor().post(link.path("preview"), Map.of("token", link.token()));
    }
}
