package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hausruf.server.mail.FakeResend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The product with Resend: mails go out by it, and its signed reports are shown at the invites.
class ResendApiTest {
    private static final String WEBHOOK = "/api/mail/resend-webhook";
    private static final byte[] KEY = "a webhook key of 24 byte".getBytes(UTF_8);

    private static FakeResend resend;
    private static TestServer server;

    private Client anna;
    private String invites;

    @BeforeAll
    static void start() {
        resend = new FakeResend();
        server = TestServer.start(Map.of(
                "RESEND_API_KEY",
                FakeResend.KEY,
                "HAUSRUF_RESEND_URL",
                resend.url().toString(),
                "RESEND_WEBHOOK_SECRET",
                "whsec_" + Base64.getEncoder().encodeToString(KEY)));
    }

    @AfterAll
    static void stop() {
        server.close();
        resend.close();
    }

    @BeforeEach
    void call() {
        anna = server.anna();
        invites = "/api/video-calls/"
                + anna.post("/api/video-calls", Map.of("title", "Budget")).text("callId") + "/invites";
    }

    private record Sent(String invite, String message) {}

    private Sent invited() {
        var email = UUID.randomUUID() + "@guest.example";
        var answer = anna.post(invites, Map.of("inviteeEmail", email));
        var mail = resend.emails().stream()
                .filter(it -> it.body().path("to").path(0).asString().equals(email))
                .findFirst()
                .orElseThrow();
        assertThat(answer.text("mailState")).isEqualTo("sent");
        return new Sent(answer.text("id"), mail.id());
    }

    private String state(String invite) {
        return anna.get(invites).items().stream()
                .filter(it -> it.path("id").asString().equals(invite))
                .findFirst()
                .orElseThrow()
                .path("mailState")
                .asString();
    }

    private static String event(String type, String message) {
        return event(type, message, "2026-09-22T23:41:12.126Z");
    }

    private static String event(String type, String message, String at) {
        return """
               {"type": "%s", "created_at": "%s", "data": {"broadcast_id": null,
                "created_at": "2026-11-22T23:41:11.894719+00:00", "email_id": "%s", "from": "Anna <anna@sot.example>",
                "to": ["x@guest.example"], "subject": "s",
                "bounce": {"message": "The mailbox does not exist.", "subType": "General", "type": "Permanent"}}}""".formatted(type, at, message);
    }

    private static String now() {
        return Long.toString(Clock.systemUTC().instant().getEpochSecond());
    }

    private static String signature(byte[] key, String id, String timestamp, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return "v1,"
                    + Base64.getEncoder()
                            .encodeToString(mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As Resend sends it: no cookie, no origin.
    private static Client.Answer report(String id, String timestamp, String signature, String body) {
        return server.visitor()
                .without("Origin")
                .with("Content-Type", "application/json")
                .with("svix-id", id)
                .with("svix-timestamp", timestamp)
                .with("svix-signature", signature)
                .send("POST", WEBHOOK, BodyPublishers.ofString(body));
    }

    private static Client.Answer report(String body) {
        var id = "msg_" + UUID.randomUUID();
        var timestamp = now();
        return report(id, timestamp, signature(KEY, id, timestamp, body), body);
    }

    @Test
    void whatBecomesOfAMailIsShownAtItsInvite() {
        var sent = invited();

        assertThat(report(event("email.delivery_delayed", sent.message())).status())
                .isEqualTo(204);
        assertThat(state(sent.invite())).isEqualTo("delayed");
        assertThat(report(event("email.delivered", sent.message())).status()).isEqualTo(204);
        assertThat(state(sent.invite())).isEqualTo("delivered");
        assertThat(report(event("email.complained", sent.message())).status()).isEqualTo(204);
        assertThat(state(sent.invite())).isEqualTo("complained");
        assertThat(report(event("email.bounced", sent.message())).status()).isEqualTo(204);
        assertThat(state(sent.invite())).isEqualTo("bounced");

        var again = anna.post(invites + "/" + sent.invite() + "/resend");
        assertThat(again.text("mailState")).isEqualTo("sent");
        assertThat(report(event("email.bounced", sent.message())).status()).isEqualTo(204);
        assertThat(state(sent.invite())).as("a report of the mail before").isEqualTo("sent");
    }

    @Test
    void aColleaguesInvitationIsReportedOnToo() {
        var email = UUID.randomUUID() + "@sot.example";
        anna.post("/api/people/invites", Map.of("email", email, "role", "member"));
        var mail = resend.emails().getLast();

        report(event("email.bounced", mail.id()));

        var shown = anna.get("/api/people")
                .body()
                .path("invites")
                .valueStream()
                .filter(it -> it.path("email").asString().equals(email))
                .findFirst()
                .orElseThrow();
        assertThat(shown.path("mailState").asString()).isEqualTo("bounced");
    }

    @Test
    void forgedStaleAndTwistedReportsAreRefused() {
        var sent = invited();
        var body = event("email.bounced", sent.message());
        var time = now();
        var old = Long.toString(
                Clock.systemUTC().instant().minus(Duration.ofMinutes(6)).getEpochSecond());
        var early = Long.toString(
                Clock.systemUTC().instant().plus(Duration.ofMinutes(6)).getEpochSecond());
        var good = signature(KEY, "m", time, body);

        assertThat(report("m", time, signature("another key".getBytes(UTF_8), "m", time, body), body)
                        .code())
                .isEqualTo("mail-report-refused");
        assertThat(report("m", old, signature(KEY, "m", old, body), body).status())
                .as("stale")
                .isEqualTo(401);
        assertThat(report("m", early, signature(KEY, "m", early, body), body).status())
                .as("from the future")
                .isEqualTo(401);
        assertThat(report("other", time, good, body).status()).as("another id").isEqualTo(401);
        assertThat(report("m", time, good, body + " ").status())
                .as("another body")
                .isEqualTo(401);
        assertThat(report("m", time, good.substring(3), body).status())
                .as("no version")
                .isEqualTo(401);
        assertThat(report("m", time, good.replace("v1,", "v2,"), body).status())
                .as("another version")
                .isEqualTo(401);
        assertThat(report("m", time, "", body).status()).as("none").isEqualTo(401);
        assertThat(report("m", "9".repeat(40), good, body).status())
                .as("no time")
                .isEqualTo(401);
        assertThat(report("m", time, "v1,x ".repeat(20) + good, body).status())
                .as("too many")
                .isEqualTo(401);
        assertThat(anna.post(WEBHOOK).status()).as("signed in").isEqualTo(401);
        assertThat(state(sent.invite())).isEqualTo("sent");

        assertThat(report("m", time, "v1,x " + good, body).status())
                .as("one of several, while a secret is changed")
                .isEqualTo(204);
        assertThat(state(sent.invite())).isEqualTo("bounced");
    }

    @Test
    void aCopyOfAReportChangesNothing() {
        var sent = invited();
        var body = event("email.delivered", sent.message());
        var time = now();
        var good = signature(KEY, "m", time, body);
        report("m", time, good, body);
        report(event("email.bounced", sent.message()));

        assertThat(report("m", time, good, body).status()).isEqualTo(204);
        assertThat(state(sent.invite())).isEqualTo("bounced");
    }

    @Test
    void unknownMailsAndEventsAreTakenAndIgnored() {
        var sent = invited();

        assertThat(report(event("email.bounced", UUID.randomUUID().toString())).status())
                .isEqualTo(204);
        assertThat(report(event("email.bounced", "")).status()).isEqualTo(204);
        assertThat(report(event("email.bounced", "x".repeat(1_000))).status()).isEqualTo(204);
        assertThat(report(event("email.bounced", "\\u0000")).status()).isEqualTo(204);
        assertThat(report(event("email.opened", sent.message())).status()).isEqualTo(204);
        assertThat(report("{\"type\": 7, \"data\": [\"" + sent.message() + "\"]}")
                        .status())
                .isEqualTo(204);
        assertThat(report("[]").status()).isEqualTo(204);
        assertThat(report("no JSON").status()).isEqualTo(400);
        assertThat(state(sent.invite())).isEqualTo("sent");
    }

    @Test
    void aReportThatOvertakesItsMailIsAskedForAgain() throws SQLException {
        var sent = invited();
        var justNow = Clock.systemUTC().instant().toString();
        var report = event("email.bounced", sent.message(), justNow);
        setMessage(sent, "null");

        var early = report(report);
        assertThat(early.status()).isEqualTo(503);
        assertThat(early.code()).isEqualTo("mail-not-yet-known");
        assertThat(state(sent.invite())).isEqualTo("sent");

        setMessage(sent, "'" + sent.message() + "'");
        assertThat(report(report).status()).isEqualTo(204);
        assertThat(state(sent.invite())).isEqualTo("bounced");
        assertThat(report(report).status()).as("known, and nothing new").isEqualTo(204);
        assertThat(report(event("email.bounced", UUID.randomUUID().toString(), "no time"))
                        .status())
                .isEqualTo(204);
        var before = Clock.systemUTC().instant().minus(Duration.ofMinutes(3)).toString();
        assertThat(report(event("email.bounced", UUID.randomUUID().toString(), before))
                        .status())
                .as("somebody else's mail, for good")
                .isEqualTo(204);
    }

    private static void setMessage(Sent sent, String id) throws SQLException {
        var owner = server.database().owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false); // else the product would run without the policies meanwhile
            statement.execute("alter table video_call_invites no force row level security");
            statement.execute(
                    "update video_call_invites set message_id = %s where id = '%s'".formatted(id, sent.invite()));
            statement.execute("alter table video_call_invites force row level security");
            connection.commit();
        }
    }

    @Test
    void aHugeBodyIsNotRead() {
        var body = "{\"type\": \"" + "x".repeat(70_000) + "\"}";

        assertThat(report(body).status()).isEqualTo(413);
    }

    @Test
    void aReportReachesNoOtherOffice() {
        var sent = invited();
        var carla = server.carla();
        var call = carla.post("/api/video-calls", Map.of("title", "Hers")).text("callId");
        var hers = "/api/video-calls/" + call + "/invites";
        carla.post(hers, Map.of("inviteeEmail", "gerta@guest.example"));

        report(event("email.bounced", sent.message()));

        assertThat(carla.get(hers).items().getFirst().path("mailState").asString())
                .isEqualTo("sent");
        assertThat(state(sent.invite())).isEqualTo("bounced");
    }

    @Test
    void refusalsAreSaidAtTheInvite() {
        resend.refuse(403, "validation_error", "The sot.example domain is not verified.", null);

        var refused = anna.post(invites, Map.of("inviteeEmail", "gina@guest.example"));

        assertThat(refused.status()).isEqualTo(201);
        assertThat(refused.text("mailState")).isEqualTo("refused");
        assertThat(refused.text("sendError")).isEqualTo("sender-refused");
        assertThat(anna.post(invites + "/" + refused.text("id") + "/resend").text("mailState"))
                .isEqualTo("sent");
    }

    @Test
    void withoutASecretNothingIsListenedTo() {
        assertThat(TestServer.shared().visitor().without("Origin").post(WEBHOOK).code())
                .isEqualTo("not-found");
    }
}
