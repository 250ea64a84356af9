package org.hausruf.server.mail;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.hausruf.office.mail.MailState;
import org.hausruf.office.sender.MailReports;
import org.hausruf.server.config.MailSettings;
import org.hausruf.server.config.Settings;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `/api/mail/resend-webhook`: where Resend reports what became of mails. Its signature counts and nothing else;
/// one report that comes twice changes nothing.
///
/// A report may overtake the id of its mail on that one's way into the database. So one that has just happened, to a
/// mail that is not known, is not taken: Resend sends it again, after seconds, then after minutes. Then it is taken,
/// known or not. Of many mails nobody keeps what becomes of them (those of a new password, those to hosts): their
/// reports are answered 503 for [#MAY_OVERTAKE] first, too, as nothing tells them from those that come too early.
@RestController
public final class ResendWebhookController {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, MailState> STATES = Map.of(
            "email.delivered", MailState.DELIVERED,
            "email.delivery_delayed", MailState.DELAYED,
            "email.bounced", MailState.BOUNCED,
            "email.complained", MailState.COMPLAINED);
    /// Longer than any commit takes.
    static final Duration MAY_OVERTAKE = Duration.ofMinutes(2);

    private static final int MAX_ID_LENGTH = 100;

    private final Optional<SvixSignature> signature;
    private final MailReports reports;
    private final Clock clock;

    public ResendWebhookController(Settings settings, MailReports reports, Clock clock) {
        this.signature = settings.mail()
                .resend()
                .flatMap(MailSettings.Resend::webhookKey)
                .map(SvixSignature::new);
        this.reports = reports;
        this.clock = clock;
    }

    @PostMapping("/api/mail/resend-webhook")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void receive(
            @RequestHeader(name = "svix-id", defaultValue = "") String id,
            @RequestHeader(name = "svix-timestamp", defaultValue = "") String timestamp,
            @RequestHeader(name = "svix-signature", defaultValue = "") String signatures,
            HttpServletRequest request)
            throws IOException {
        var key = signature.orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND).exception());
        var body = request.getInputStream().readAllBytes(); // bounded by the server, as all bodies are
        if (!key.signs(id, timestamp, signatures, body, clock.instant()))
            throw Problem.of(ProblemCode.MAIL_REPORT_REFUSED).exception();
        var event = event(body);
        var state = STATES.get(event.path("type").asString(""));
        var message = event.path("data").path("email_id").asString("");
        if (state != null && !message.isEmpty() && message.length() <= MAX_ID_LENGTH && isPrintable(message)) {
            var wasKnown = reports.isKnown(message);
            if (!reports.write(message, state) && !wasKnown && isYoung(event))
                throw Problem.of(ProblemCode.MAIL_NOT_YET_KNOWN).exception();
        }
    }

    private boolean isYoung(JsonNode event) {
        try {
            var age = Duration.between(Instant.parse(event.path("created_at").asString("")), clock.instant());
            return age.abs().compareTo(MAY_OVERTAKE) < 0;
        } catch (DateTimeParseException noTime) {
            return false;
        }
    }

    /// PostgreSQL takes no zero in a text.
    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static JsonNode event(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            throw Problem.invalid("body", "is no event", "an event of Resend's as JSON")
                    .exception();
        }
    }
}
