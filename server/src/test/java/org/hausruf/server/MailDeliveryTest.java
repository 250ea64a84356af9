package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.Map;
import org.hausruf.testkit.FreePort;
import org.junit.jupiter.api.Test;

class MailDeliveryTest {
    static String text(MimeMessage mail) throws MessagingException, IOException {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
    }

    @Test
    void anInviteGoesOutByMailAndADeadMailServerIsTold() throws MessagingException, IOException {
        var port = FreePort.next(); // it comes back there
        var mailServer = MailServer.at(port);
        mailServer.start();
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

            var link = InviteLink.in(text(mail));
            var asked = server.visitor().post(link.path("new-link"), Map.of("token", link.token()));
            assertThat(asked.status()).isEqualTo(503);
            assertThat(asked.code()).isEqualTo("mail-failed");
            assertThat(asked.body().toString())
                    .as("why is not the guest's business")
                    .doesNotContain("unreachable", "gina");
            assertThat(anna.get(invites).items())
                    .allMatch(i -> i.path("sendError").asString("").equals("unreachable"));

            var restarted = MailServer.at(port);
            restarted.start();
            try {
                var again = anna.post(invites + "/" + failed.text("id") + "/resend");

                assertThat(again.text("sentAt")).isNotEmpty();
                assertThat(again.body().path("sendError").isNull()).isTrue();
                assertThat(restarted.getReceivedMessages()).hasSize(1);
                var mailed = server.visitor().post(link.path("new-link"), Map.of("token", link.token()));
                assertThat(mailed.status()).isEqualTo(202);
                assertThat(mailed.body().path("mailInApp").asBoolean()).isFalse();
                assertThat(restarted.getReceivedMessages()).hasSize(2);
            } finally {
                restarted.stop();
            }
        } finally {
            mailServer.stop();
        }
    }
}
