package org.hausruf.server.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.Delivery.Failed;
import org.hausruf.office.mail.Delivery.Failure;
import org.hausruf.office.mail.Mail;
import org.hausruf.server.config.AllowedTargets;
import org.hausruf.server.config.MailSettings;
import org.hausruf.server.outbound.OutboundHttp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is sent to Resend, by a server that takes nothing but what its documentation names; and what its refusals mean.
class ResendOutboxTest {
    private static final List<Duration> TWO_RETRIES = List.of(Duration.ZERO, Duration.ZERO);

    private final FakeResend resend = new FakeResend();
    private final OutboundHttp http =
            OutboundHttp.start(AllowedTargets.host("127.0.0.1"), InstantSource.fixed(Instant.EPOCH));

    @AfterEach
    void close() {
        http.close();
        resend.close();
    }

    private Delivery send(Mail mail) {
        return send(resend.url(), FakeResend.KEY, mail);
    }

    private Delivery send(URI url, String key, Mail mail) {
        var settings = new MailSettings.Resend(url, key, Optional.empty());
        return new ResendOutbox(http, settings, Optional.empty(), TWO_RETRIES).send(new UUID(0, 7), mail);
    }

    private static Mail mail(String name) {
        return new Mail(
                new Mail.Person(name, new EmailAddress("kanzlei@sot.example")),
                new Mail.Person("Marlène Voß", new EmailAddress("marlene@voss.example")),
                new EmailAddress("anna@sot.example"),
                "Anna lädt Sie ein",
                "<p>Guten Tag <img src=\"cid:mark\"></p>",
                "Guten Tag",
                new Mail.Picture("image/png", new byte[] {1, 2, 3}),
                null,
                Instant.EPOCH);
    }

    @Test
    void aMailIsTakenAsDocumented() {
        var delivery = send(mail("Kanzlei Müller"));

        var email = resend.emails().getFirst();
        assertThat(delivery).isEqualTo(new Delivery.Sent(email.id()));
        var body = email.body();
        assertThat(body.path("from").asString()).isEqualTo("\"Kanzlei Müller\" <kanzlei@sot.example>");
        assertThat(body.path("to").path(0).asString()).isEqualTo("marlene@voss.example");
        assertThat(body.path("reply_to").asString()).isEqualTo("anna@sot.example");
        assertThat(body.path("subject").asString()).isEqualTo("Anna lädt Sie ein");
        assertThat(body.path("html").asString()).contains("cid:mark");
        assertThat(body.path("text").asString()).isEqualTo("Guten Tag");
        var picture = body.path("attachments").path(0);
        assertThat(picture.path("content").asString()).isEqualTo("AQID");
        assertThat(picture.path("content_id").asString()).isEqualTo("mark");
        assertThat(picture.path("filename").asString()).isEqualTo("mark.png");
    }

    @Test
    void aNameIsNeverASecondAddress() {
        assertThat(send(mail("x\" <evil@x.example>, \"y\\"))).isInstanceOf(Delivery.Sent.class);

        assertThat(resend.emails().getFirst().body().path("from").asString())
                .isEqualTo("\"x\\\" <evil@x.example>, \\\"y\\\\\" <kanzlei@sot.example>");
        assertThat(ResendOutbox.person(new Mail.Person("", new EmailAddress("a@b.example"))))
                .isEqualTo("a@b.example");
    }

    @Test
    void aWrongKeyIsASignInThatIsRefused() {
        assertThat(send(resend.url(), "re_other", mail("x"))).isEqualTo(new Failed(Failure.SIGN_IN_REFUSED));
        assertThat(resend.requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | validation_error | The sot.example domain is not verified. Please, add and verify it. | SENDER_REFUSED",
                "403 | validation_error | You can only send testing emails to your own email address. | RECIPIENT_REFUSED",
                "403 | invalid_from_address | The from address is not valid. | SENDER_REFUSED",
                "422 | invalid_from_address | Invalid `from` field. | SENDER_REFUSED",
                "422 | validation_error | Invalid `to` field. | RECIPIENT_REFUSED",
                "403 | invalid_to_address | You can only send testing emails. | RECIPIENT_REFUSED",
                "401 | restricted_api_key | This API key is restricted. | SIGN_IN_REFUSED",
                "401 | something_new | No. | SIGN_IN_REFUSED",
                "400 | validation_error | We found an error with one or more fields. | REFUSED",
                "422 | missing_required_field | Missing. | REFUSED",
                "451 | security_error | We may have found a security issue. | REFUSED",
                "429 | daily_quota_exceeded | You have reached your daily quota. | LATER",
                "429 | monthly_quota_exceeded | You have reached your monthly quota. | LATER"
            })
    void whatIsRefusedForGoodIsSaidAndNotRepeated(int status, String name, String message, Failure why) {
        resend.refuse(status, name, message, null);

        assertThat(send(mail("x"))).isEqualTo(new Failed(why));
        assertThat(resend.requests()).isEqualTo(1);
        assertThat(resend.emails()).isEmpty();
    }

    @Test
    void laterIsTriedAgain() {
        resend.refuse(429, "rate_limit_exceeded", "Too many requests.", "0");
        resend.refuse(503, "", "", null);

        assertThat(send(mail("x"))).isInstanceOf(Delivery.Sent.class);
        assertThat(resend.requests()).isEqualTo(3);

        for (int i = 0; i < 3; i++) resend.refuse(500, "application_error", "An unexpected error.", null);
        assertThat(send(mail("x"))).isEqualTo(new Failed(Failure.LATER));
        assertThat(resend.requests()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "500, application_error",
        "500, internal_server_error",
        "500, invalid_from_address",
        "502, ''",
        "503, restricted_api_key",
        "504, validation_error",
        "599, something_new"
    })
    void aServerThatFailsItselfIsAskedLaterWhateverItSays(int status, String name) {
        for (int i = 0; i < 3; i++) resend.refuse(status, name, "Invalid `to` field.", null);

        assertThat(send(mail("x"))).isEqualTo(new Failed(Failure.LATER));
        assertThat(resend.requests()).isEqualTo(3);
        assertThat(send(mail("x"))).isInstanceOf(Delivery.Sent.class);
    }

    @Test
    void whoIsToldToWaitLongIsToldSoAtOnce() {
        resend.refuse(429, "rate_limit_exceeded", "Too many requests.", "60");

        assertThat(send(mail("x"))).isEqualTo(new Failed(Failure.LATER));
        assertThat(resend.requests()).isEqualTo(1);
    }

    @Test
    void aLostAnswerSendsNothingTwice() {
        resend.takeAndBreak();

        var delivery = send(mail("x"));

        assertThat(resend.requests()).isEqualTo(2);
        assertThat(resend.emails()).hasSize(1);
        assertThat(delivery)
                .isEqualTo(new Delivery.Sent(resend.emails().getFirst().id()));
    }

    @Test
    void twoMailsAreTwo() {
        assertThat(send(mail("x"))).isInstanceOf(Delivery.Sent.class);
        assertThat(send(mail("x"))).isInstanceOf(Delivery.Sent.class);

        assertThat(resend.emails()).hasSize(2);
    }

    @Test
    void whereNobodyAnswersItIsUnreachable() {
        resend.close();

        assertThat(send(mail("x"))).isEqualTo(new Failed(Failure.UNREACHABLE));
    }

    @Test
    void whoHangsUpWithTheMailMayHaveTakenIt() throws Exception {
        try (var deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!deaf.isClosed()) {
                    try (var client = deaf.accept()) {
                        var _ = client.getInputStream().read(new byte[8_192]);
                    } catch (IOException closed) {
                        // by the test's end, or by who sent
                    }
                }
            });

            assertThat(send(URI.create("http://127.0.0.1:" + deaf.getLocalPort()), FakeResend.KEY, mail("x")))
                    .isEqualTo(new Failed(Failure.UNCLEAR));
        }
    }

    /// The first try may have arrived; what the next ones say does not change that, unless they say what became of it.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nobody is there | | UNCLEAR",
                "429 | rate_limit_exceeded | UNCLEAR",
                "429 | daily_quota_exceeded | UNCLEAR",
                "503 | | UNCLEAR",
                "403 | invalid_from_address | SENDER_REFUSED",
                "422 | missing_required_field | REFUSED"
            })
    void whatMayHaveArrivedStaysUnclear(String status, @Nullable String name, Failure why) throws Exception {
        var answer = status.startsWith("nobody")
                ? null
                : "HTTP/1.1 %s X\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(status, error(name).length(), error(name));
        try (var moody = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    hear(moody, (here, _) -> {
                        if (answer == null) here.close();
                    });
                    while (answer != null)
                        hear(moody, (_, client) -> client.getOutputStream().write(answer.getBytes(UTF_8)));
                } catch (IOException closed) {
                    // by the test's end
                }
            });

            assertThat(send(URI.create("http://127.0.0.1:" + moody.getLocalPort()), FakeResend.KEY, mail("x")))
                    .isEqualTo(new Failed(why));
        }
    }

    private static String error(@Nullable String name) {
        return "{\"name\": \"" + (name == null ? "" : name) + "\"}";
    }

    private interface Reaction {
        void to(ServerSocket here, Socket client) throws IOException;
    }

    /// @param reaction to a whole request, before it is hung up
    private static void hear(ServerSocket server, Reaction reaction) throws IOException {
        try (var client = server.accept()) {
            var in = client.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) throw new IOException("no whole request");
                head.append((char) next);
            }
            var length = head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
            var _ = in.readNBytes(Integer.parseInt(length));
            reaction.to(server, client);
        }
    }

    /// Resend's address is set by the operator, and nothing but that host is reached beside public ones.
    @Test
    void noOtherHostOfTheOperatorsNetworkIsReached() {
        assertThat(send(URI.create("http://localhost:" + resend.url().getPort()), FakeResend.KEY, mail("x")))
                .isEqualTo(new Failed(Failure.UNREACHABLE));
        assertThat(resend.requests()).isZero();
    }
}
