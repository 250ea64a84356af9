package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Addresses as which an office's mail goes out, by HTTP and with a real mail server.
class SenderApiTest {
    private static final Pattern LINK = Pattern.compile("/portal/sender#([0-9a-f-]{36})\\.([0-9a-f]{64})");

    private static GreenMail mails;
    private static TestServer server;

    @BeforeAll
    static void start() {
        mails = MailServer.at(0);
        mails.start();
        server = TestServer.start(
                Map.of("HAUSRUF_SMTP_URL", "smtp://127.0.0.1:" + mails.getSmtp().getPort()));
    }

    @AfterAll
    static void stop() {
        server.close();
        mails.stop();
    }

    private static MimeMessage lastTo(String address) {
        var all = mails.getReceivedMessagesForDomain(address);
        return all[all.length - 1];
    }

    private static String tokenTo(String address) throws Exception {
        var link = LINK.matcher(MailDeliveryTest.text(lastTo(address)));
        assertThat(link.find()).isTrue();
        return link.group(2);
    }

    private static String newAddress() {
        return UUID.randomUUID() + "@sot.example";
    }

    private static String call(Client host) {
        return "/api/video-calls/"
                + host.post("/api/video-calls", Map.of("title", "Budget")).text("callId") + "/invites";
    }

    @Test
    void anAdminAddsOneItsReaderConfirmsAndAHostSendsAsIt() throws Exception {
        var anna = server.anna();
        var address = newAddress();

        var added = anna.post("/api/senders", Map.of("email", address, "displayName", "Kanzlei"));
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.body().path("verifiedAt").isNull()).isTrue();
        assertThat(added.body().toString())
                .as("the link goes to its reader alone")
                .doesNotContain(tokenTo(address));
        var invites = call(server.ben());
        var ben = server.ben();
        var early = ben.post(invites, Map.of("inviteeEmail", "one@guest.example", "senderId", added.text("id")));
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("sender-not-verified");

        var link = "/api/sender-links/" + added.text("id");
        var token = Map.of("token", tokenTo(address));
        var preview = server.visitor().post(link + "/preview", token);
        assertThat(preview.text("email")).isEqualTo(address);
        assertThat(preview.body().at("/tenant/name").asString()).isEqualTo("System of a Town");
        assertThat(server.visitor().post(link + "/confirm", token).status()).isEqualTo(204);
        assertThat(server.visitor().post(link + "/confirm", token).code()).isEqualTo("link-unknown");

        assertThat(ben.get("/api/senders/choices").items())
                .anyMatch(it -> it.path("email").asString().equals(address));
        var sent = ben.post(invites, Map.of("inviteeEmail", "two@guest.example", "senderId", added.text("id")));
        assertThat(sent.text("mailState")).isEqualTo("sent");
        assertThat(lastTo("two@guest.example").getFrom()[0]).hasToString("Kanzlei <" + address + ">");
        assertThat(lastTo("two@guest.example").getReplyTo()[0]).hasToString("ben@sot.example");

        assertThat(anna.get("/api/audit-log").items().stream()
                        .map(it -> it.path("event").asString()))
                .contains("sender-added", "sender-verified");
        assertThat(anna.delete("/api/senders/" + added.text("id")).status()).isEqualTo(204);
        assertThat(ben.post(invites, Map.of("inviteeEmail", "x@guest.example", "senderId", added.text("id")))
                        .field())
                .isEqualTo("senderId");
        assertThat(anna.get("/api/audit-log").items().getFirst().path("event").asString())
                .isEqualTo("sender-removed");
    }

    @Test
    void wrongTokensAreAllAnsweredAlike() throws Exception {
        var address = newAddress();
        var added = server.anna().post("/api/senders", Map.of("email", address, "displayName", "Kanzlei"));
        var link = "/api/sender-links/" + added.text("id");
        var wrong = Map.of("token", "0".repeat(64));

        assertThat(server.visitor().post(link + "/confirm", wrong).code()).isEqualTo("link-unknown");
        assertThat(server.visitor()
                        .post("/api/sender-links/" + UUID.randomUUID() + "/confirm", Map.of("token", tokenTo(address)))
                        .code())
                .isEqualTo("link-unknown");
        assertThat(server.visitor().post(link + "/confirm").field()).isEqualTo("token");
        assertThat(server.anna().post(link + "/confirm", wrong).code())
                .as("an admin's session opens no link")
                .isEqualTo("link-unknown");
        assertThat(server.visitor().get(link + "/confirm").status()).isEqualTo(405);
    }

    @Test
    void anotherOfficesSenderIsNeitherSeenNorUsed() throws Exception {
        var address = newAddress();
        var added = server.anna().post("/api/senders", Map.of("email", address, "displayName", "Kanzlei"));
        server.visitor().post("/api/sender-links/" + added.text("id") + "/confirm", Map.of("token", tokenTo(address)));
        var carla = server.carla();
        var one = "/api/senders/" + added.text("id");

        assertThat(carla.get("/api/senders").items()).isEmpty();
        assertThat(carla.get("/api/senders/choices").items()).isEmpty();
        assertThat(carla.post(one + "/default").status()).isEqualTo(404);
        assertThat(carla.post(one + "/resend").status()).isEqualTo(404);
        assertThat(carla.delete(one).status()).isEqualTo(404);
        var used = carla.post(call(carla), Map.of("inviteeEmail", "x@guest.example", "senderId", added.text("id")));
        assertThat(used.status()).isEqualTo(400);
        assertThat(used.field()).isEqualTo("senderId");
        assertThat(carla.post(call(carla), Map.of("inviteeEmail", "x@guest.example", "senderId", "x"))
                        .field())
                .isEqualTo("senderId");
    }

    @Test
    void membersAndStrangersKeepNone() {
        var wanted = Map.of("email", newAddress(), "displayName", "Kanzlei");

        assertThat(server.ben().post("/api/senders", wanted).code()).isEqualTo("forbidden");
        assertThat(server.ben().get("/api/senders").code()).isEqualTo("forbidden");
        assertThat(server.visitor().get("/api/senders").code()).isEqualTo("not-signed-in");
        assertThat(server.visitor().get("/api/senders/choices").code()).isEqualTo("not-signed-in");
        assertThat(server.anna()
                        .post("/api/senders", Map.of("email", newAddress(), "displayName", "x\r\nBcc: a@b.example"))
                        .field())
                .isEqualTo("displayName");
    }

    @Test
    void aRefusedAddressIsShownAsRefusedAndSentAgain() throws Exception {
        try (var picky = new PickyMailServer();
                var strict = TestServer.start(Map.of("HAUSRUF_SMTP_URL", "smtp://127.0.0.1:" + picky.port()))) {
            var anna = strict.anna();
            var invites = call(anna);

            var refused = anna.post(invites, Map.of("inviteeEmail", "nobody@guest.example"));
            assertThat(refused.text("mailState")).isEqualTo("refused");
            assertThat(refused.text("sendError")).isEqualTo("recipient-refused");
            assertThat(refused.body().path("sentAt").isNull()).isTrue();
            var later = anna.post(invites, Map.of("inviteeEmail", "later@guest.example"));
            assertThat(later.text("mailState")).isEqualTo("refused");
            assertThat(later.text("sendError")).isEqualTo("later");
            var colleague = anna.post("/api/people/invites", Map.of("email", "nobody@sot.example", "role", "member"));
            assertThat(colleague.text("mailState")).isEqualTo("refused");
            assertThat(colleague.text("sendError")).isEqualTo("recipient-refused");

            picky.takeAll = true;
            var again = anna.post(invites + "/" + refused.text("id") + "/resend");
            assertThat(again.text("mailState")).isEqualTo("sent");
            assertThat(again.body().path("sendError").isNull()).isTrue();
            assertThat(anna.post("/api/people/invites/" + colleague.text("id") + "/resend")
                            .text("mailState"))
                    .isEqualTo("sent");
        }
    }

    /// Takes mail (RFC 5321) but for nobody, and later for some.
    private static final class PickyMailServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        volatile boolean takeAll;

        PickyMailServer() throws IOException {
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve() {
            while (!socket.isClosed()) {
                try {
                    var client = socket.accept();
                    Thread.ofVirtual().start(() -> talk(client));
                } catch (IOException closed) {
                    return;
                }
            }
        }

        private void talk(Socket client) {
            try (client;
                    var in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                say(client, "220 ready");
                for (Iterator<String> lines = in.lines().iterator(); lines.hasNext(); ) {
                    var line = lines.next();
                    say(client, reply(line));
                    if (line.equals("DATA")) {
                        while (!lines.next().equals(".")) {}
                        say(client, "250 taken");
                    }
                }
            } catch (IOException | java.io.UncheckedIOException gone) {
                // so is this talk
            }
        }

        private String reply(String line) {
            if (line.equals("DATA")) return "354 go on";
            if (line.equals("QUIT")) return "221 bye";
            if (takeAll || !line.startsWith("RCPT")) return "250 fine";
            if (line.contains("<nobody@")) return "550 5.1.1 no such user";
            return line.contains("<later@") ? "451 4.7.1 greylisted" : "250 fine";
        }

        private static void say(Socket client, String line) throws IOException {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
