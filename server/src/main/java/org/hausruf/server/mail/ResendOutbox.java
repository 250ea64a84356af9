package org.hausruf.server.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.Delivery.Failure;
import org.hausruf.office.mail.Mail;
import org.hausruf.office.mail.Outbox;
import org.hausruf.server.config.MailSettings;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.outbound.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Hands mails to Resend (`POST /emails`), with a short retry where it is away or says "later". Each mail has a key of
/// its own (`Idempotency-Key`), so that one whose answer was lost is not sent twice. Nothing is kept. Immutable.
public final class ResendOutbox implements Outbox {
    /// Before the second and the third try: the host is looking at a spinner.
    static final List<Duration> PAUSES = List.of(Duration.ofMillis(500), Duration.ofSeconds(2));

    /// Who is told to wait longer is told so; the next try is theirs.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(ResendOutbox.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MESSAGE_ID = "[!-~]{1,100}";

    private final OutboundHttp http;
    private final MailSettings.Resend resend;
    private final Optional<EmailAddress> from;
    private final List<Duration> pauses;

    /// @param http that reaches that service
    /// @param from the address of the installation
    public ResendOutbox(OutboundHttp http, MailSettings.Resend resend, Optional<EmailAddress> from) {
        this(http, resend, from, PAUSES);
    }

    ResendOutbox(OutboundHttp http, MailSettings.Resend resend, Optional<EmailAddress> from, List<Duration> pauses) {
        this.http = http;
        this.resend = resend;
        this.from = from;
        this.pauses = List.copyOf(pauses);
    }

    @Override
    public Optional<EmailAddress> installationFrom() {
        return from;
    }

    /// What became of one try.
    private sealed interface Try {
        Delivery delivery();

        default boolean isUnclear() {
            return delivery() instanceof Delivery.Failed(var why) && why == Failure.UNCLEAR;
        }

        record Done(Delivery delivery) implements Try {}

        /// @param after that, at least
        record Again(Failure failure, Duration after) implements Try {
            @Override
            public Delivery delivery() {
                return new Delivery.Failed(failure);
            }
        }
    }

    @Override
    public Delivery send(UUID id, Mail mail) {
        var headers = Map.of(
                "Authorization",
                "Bearer " + resend.apiKey(),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                UUID.randomUUID().toString());
        var body = JSON.writeValueAsBytes(body(mail));
        var last = trySending(headers, body);
        boolean mayHaveArrived = last.isUnclear();
        for (var pause : pauses) {
            if (!(last instanceof Try.Again again) || again.after().compareTo(PATIENCE) > 0) break;
            if (!waited(again.after().compareTo(pause) > 0 ? again.after() : pause)) break;
            last = trySending(headers, body);
            mayHaveArrived |= last.isUnclear();
        }
        var delivery = last.delivery();
        if (mayHaveArrived) delivery = unlessUnclear(delivery);
        if (delivery instanceof Delivery.Failed(var why)) LOG.warn("mail failed id={} why={}", id, why.slug());
        return delivery;
    }

    /// After a try that may have arrived: only who takes the mail, or refuses it for good, says what became of it.
    private static Delivery unlessUnclear(Delivery last) {
        var saysNothing =
                last instanceof Delivery.Failed(var why) && (why == Failure.UNREACHABLE || why == Failure.LATER);
        return saysNothing ? new Delivery.Failed(Failure.UNCLEAR) : last;
    }

    private Try trySending(Map<String, String> headers, byte[] body) {
        return switch (http.post(URI.create(resend.url() + "/emails"), headers, body)) {
            case Outcome.Answered answer
            when answer.isSuccess() -> new Try.Done(new Delivery.Sent(messageId(answer.head())));
            case Outcome.Answered answer -> refused(answer);
            case Outcome.Refused _ -> new Try.Done(new Delivery.Failed(Failure.UNREACHABLE));
            case Outcome.Failed failed ->
                new Try.Again(failed.mayHaveArrived() ? Failure.UNCLEAR : Failure.UNREACHABLE, Duration.ZERO);
        };
    }

    /// By the names of Resend's errors, and by the status where a name says nothing of whose fault it is. Some come
    /// under more than one status. But what a server says that fails itself is nothing against the mail.
    private static Try refused(Outcome.Answered answer) {
        var error = json(answer.head());
        var name = error.path("name").asString("");
        var message = error.path("message").asString("").toLowerCase(Locale.ROOT);
        var retryAfter = answer.retryAfter();
        var after = retryAfter == null ? Duration.ZERO : retryAfter;
        if (answer.status() >= 500) return new Try.Again(Failure.LATER, after);
        return switch (name) {
            case "missing_api_key", "invalid_api_key", "restricted_api_key", "suspended_api_key" ->
                failed(Failure.SIGN_IN_REFUSED);
            case "invalid_from_address" -> failed(Failure.SENDER_REFUSED);
            case "invalid_to_address" -> failed(Failure.RECIPIENT_REFUSED);
            case "daily_quota_exceeded", "monthly_quota_exceeded" -> failed(Failure.LATER); // not for hours
            case "concurrent_idempotent_requests" -> new Try.Again(Failure.LATER, after);
            default -> byStatus(answer.status(), message, after);
        };
    }

    private static Try byStatus(int status, String message, Duration after) {
        if (status == 429) return new Try.Again(Failure.LATER, after);
        if (status == 401) return failed(Failure.SIGN_IN_REFUSED);
        // "validation_error": only its words say which field, or that the domain is not one of the account's.
        if (message.contains("`to`") || message.contains("testing emails")) return failed(Failure.RECIPIENT_REFUSED);
        if (message.contains("`from`") || message.contains("domain is not verified"))
            return failed(Failure.SENDER_REFUSED);
        return failed(Failure.REFUSED);
    }

    private static Try failed(Failure failure) {
        return new Try.Done(new Delivery.Failed(failure));
    }

    private static @Nullable String messageId(String answer) {
        var id = json(answer).path("id").asString("");
        return id.matches(MESSAGE_ID) ? id : null;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException notJson) {
            return JSON.createObjectNode(); // a proxy's page, for instance: the status counts
        }
    }

    /// A pause as long as Resend asks for, on the thread of who waits for this mail anyway.
    private static boolean waited(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static JsonNode body(Mail mail) {
        var body = JSON.createObjectNode()
                .put("from", person(mail.from()))
                .put("subject", mail.subject())
                .put("html", mail.html())
                .put("text", mail.text())
                .put("reply_to", mail.replyTo().value());
        body.putArray("to").add(mail.to().address().value());
        var attachments = JSON.createArrayNode();
        var mark = mail.mark();
        if (mark != null) {
            var name = "mark." + mark.mediaType().replaceFirst(".*/", "");
            attach(attachments, name, mark.mediaType(), mark.bytes()).put("content_id", "mark");
        }
        var calendar = mail.calendar();
        if (calendar != null) {
            var type = "text/calendar; charset=utf-8; method=" + calendar.method();
            attach(attachments, Mail.Calendar.FILE, type, calendar.text().getBytes(UTF_8));
        }
        if (!attachments.isEmpty()) body.set("attachments", attachments);
        return body;
    }

    private static ObjectNode attach(ArrayNode attachments, String name, String mediaType, byte[] bytes) {
        return attachments
                .addObject()
                .put("filename", name)
                .put("content", Base64.getEncoder().encodeToString(bytes))
                .put("content_type", mediaType);
    }

    /// As RFC 5322 §3.4 has it, with a quoted name: so nothing in a name is a second address.
    static String person(Mail.Person person) {
        return person.name().isEmpty()
                ? person.address().value()
                : "\"" + person.name().replaceAll("([\"\\\\])", "\\\\$1") + "\" <"
                        + person.address().value() + ">";
    }
}
