package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailDeliveryTest {
    @Test
    void anInviteGoesOutByMailAndADeadMailServerIsTold() throws MessagingException {
        var mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mailServer.start();
        var port = mailServer.getSmtp().getPort();
        try (var server = TestServer.start(Map.of("HAUSRUF_SMTP_URL", "smtp://127.0.0.1:" + port))) {
            var anna = server.anna();
            var call = anna.post("/api/video-calls", Map.of("title", "Budget")).text("callId");
            var invites = "/api/video-calls/" + call + "/invites";

            var sent = anna.post(invites, Map.of("inviteeEmail", "gina@guest.example"));

            assertThat(sent.text("sentAt")).isNotEmpty();
            assertThat(sent.body().path("mailInApp").asBoolean()).isFalse();
            assertThat(anna.get(invites + "/" + sent.text("id") + "/mail").code())
                    .isEqualTo("not-found");
            var mail = mailServer.getReceivedMessages()[0];
            assertThat(mail.getAllRecipients()[0]).hasToString("gina@guest.example");
            assertThat(mail.getFrom()[0].toString()).contains("@sot.example");

            mailServer.stop();
            var failed = anna.post(invites, Map.of("inviteeEmail", "hans@guest.example"));

            assertThat(failed.status()).isEqualTo(201);
            assertThat(failed.text("sendError")).isEqualTo("unreachable");
            assertThat(failed.body().path("sentAt").isNull()).isTrue();

            var restarted = new GreenMail(new ServerSetup(port, null, ServerSetup.PROTOCOL_SMTP));
            restarted.start();
            try {
                var again = anna.post(invites + "/" + failed.text("id") + "/resend");

                assertThat(again.text("sentAt")).isNotEmpty();
                assertThat(again.body().path("sendError").isNull()).isTrue();
                assertThat(restarted.getReceivedMessages()).hasSize(1);
            } finally {
                restarted.stop();
            }
        } finally {
            mailServer.stop();
        }
    }
}
