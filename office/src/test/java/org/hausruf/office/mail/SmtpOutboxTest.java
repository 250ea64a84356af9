package org.hausruf.office.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.hausruf.office.Language;
import org.hausruf.office.MailServer;
import org.hausruf.office.MoodyRelay;
import org.hausruf.office.MoodyRelay.Mood;
import org.hausruf.office.mail.Delivery.Failed;
import org.hausruf.office.mail.Delivery.Failure;
import org.hausruf.testkit.FreePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmtpOutboxTest {
    private static final String HANGS_UP = "";
    private static final UUID INVITE = new UUID(0, 7);
    private static final List<Duration> TWO_RETRIES = List.of(Duration.ZERO, Duration.ZERO);

    private GreenMail server;

    @BeforeEach
    void start() {
        server = MailServer.at(0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Delivery send(String url, Mail mail) {
        return new SmtpOutbox(SmtpServer.parse(url).orElseThrow(), Optional.empty(), TWO_RETRIES).send(INVITE, mail);
    }

    private String url() {
        return "smtp://127.0.0.1:" + server.getSmtp().getPort();
    }

    private static Mail mail() {
        return MailFixture.invitation(Language.DE, "Marlène Voß", "Dach").mail();
    }

    @Test
    void mailArrivesWithTextPageAndPicture() throws Exception {
        assertThat(send(url(), mail())).isEqualTo(new Delivery.Sent());

        var received = server.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Anna Berger lädt Sie zu einem Videocall ein");
        assertThat(received.getFrom()[0]).hasToString("Anna Berger <office@sot.example>");
        assertThat(received.getReplyTo()[0]).hasToString("anna@sot.example");
        assertThat(received.getAllRecipients()).hasSize(1);
        assertThat(received.getHeader("Message-ID", null)).matches("<[0-9a-f-]{36}@sot\\.example>");
        assertThat(received.getHeader("Date")).hasSize(1);
        var alternatives = (MimeMultipart) received.getContent();
        assertThat(alternatives.getBodyPart(0).getContent()).asString().contains(MailFixture.TOKEN);
        var page = (MimeMultipart) alternatives.getBodyPart(1).getContent();
        assertThat(page.getBodyPart(0).getContentType()).startsWith("text/html");
        assertThat(page.getBodyPart(0).getContent())
                .asString()
                .contains("cid:mark")
                .contains("lädt Sie");
        assertThat(page.getBodyPart(1).getHeader("Content-ID")).containsExactly("<mark>");
        assertThat(page.getBodyPart(1).getDisposition()).isEqualTo(BodyPart.INLINE);
    }

    @Test
    void namesThatLookLikeHeadersStayNames() throws Exception {
        var mail = MailFixture.invitation(Language.DE, "x\", Bcc: <evil@x.example>; \"", "Dach")
                .mail();

        assertThat(send(url(), mail)).isEqualTo(new Delivery.Sent());

        MimeMessage received = server.getReceivedMessages()[0];
        assertThat(received.getAllRecipients()).hasSize(1);
        assertThat(received.getHeader("Bcc")).isNull();
    }

    @Test
    void signsInWhereItMust() {
        server.setUser("office@sot.example", "office", "right password");

        assertThat(send(url().replace("://", "://office:right%20password@"), mail()))
                .isEqualTo(new Delivery.Sent());
    }

    @Test
    void absentServerIsUnreachable() {
        assertThat(send("smtp://127.0.0.1:" + FreePort.next(), mail())).isEqualTo(new Failed(Failure.UNREACHABLE));
    }

    @Test
    void refusalsAreToldApartAndNotRepeated() throws IOException {
        assertThat(refusedBy("RCPT", "550 no such user")).isEqualTo(new Outcome(Failure.RECIPIENT_REFUSED, 1));
        assertThat(refusedBy("MAIL", "550 not you")).isEqualTo(new Outcome(Failure.SENDER_REFUSED, 1));
        assertThat(refusedBy("DATA", "554 no")).isEqualTo(new Outcome(Failure.REFUSED, 1));
    }

    @Test
    void laterIsTriedAgain() throws IOException {
        assertThat(refusedBy("RCPT", "451 greylisted")).isEqualTo(new Outcome(Failure.LATER, 3));
        assertThat(refusedBy("MAIL", "421 busy")).isEqualTo(new Outcome(Failure.LATER, 3));
    }

    @Test
    void whatTheServerHadWholeAndDidNotConfirmIsNotSentAgain() {
        for (var mood : new Mood[] {Mood.BREAKS, Mood.SILENT}) {
            var before = server.getReceivedMessages().length;
            try (var relay = new MoodyRelay(server.getSmtp().getPort())) {
                relay.mood("marlene@voss.example", mood);

                assertThat(send(relay.url(), mail())).as(mood.name()).isEqualTo(new Failed(Failure.UNCLEAR));
                assertThat(relay.tries("marlene@voss.example")).isEqualTo(1);
            }
            assertThat(server.getReceivedMessages()).hasSize(before + 1);
        }
    }

    @Test
    void whoHangsUpBeforeTheMailIsUnreachable() throws IOException {
        assertThat(refusedBy("MAIL", HANGS_UP)).isEqualTo(new Outcome(Failure.UNREACHABLE, 3));
        assertThat(refusedBy("DATA", HANGS_UP)).isEqualTo(new Outcome(Failure.UNREACHABLE, 3));
    }

    @Test
    void passwordIsNotSentToAServerWithoutTls() throws IOException {
        try (var refusing = new RefusingServer("AUTH", "535 no")) {
            assertThat(send("smtp+starttls://office:secret@127.0.0.1:" + refusing.port(), mail()))
                    .isInstanceOf(Failed.class);
            assertThat(refusing.heard()).doesNotContain("AUTH");
        }
    }

    private record Outcome(Failure failure, int connections) {}

    private Outcome refusedBy(String command, String answer) throws IOException {
        try (var refusing = new RefusingServer(command, answer)) {
            var delivery = send("smtp://127.0.0.1:" + refusing.port(), mail());
            return new Outcome(((Failed) delivery).why(), refusing.connections());
        }
    }

    /// Speaks just enough SMTP to refuse one command.
    private static final class RefusingServer implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final AtomicInteger connections = new AtomicInteger();
        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final String command;
        private final String answer;

        RefusingServer(String command, String answer) throws IOException {
            this.command = command;
            this.answer = answer;
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        int connections() {
            return connections.get();
        }

        String heard() {
            return String.join("\n", heard);
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (var client = socket.accept();
                        var in = new BufferedReader(
                                new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
                    connections.incrementAndGet();
                    var out = client.getOutputStream();
                    out.write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
                    for (Iterator<String> lines = in.lines().iterator(); lines.hasNext(); ) {
                        var line = lines.next();
                        heard.add(line);
                        if (line.startsWith(command) && answer.equals(HANGS_UP)) break;
                        var reply = line.startsWith(command) ? answer : "250 fine";
                        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException | java.io.UncheckedIOException gone) {
                    heard.add("(gone)");
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
