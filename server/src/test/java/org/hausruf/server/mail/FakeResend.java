package org.hausruf.server.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Resend as far as its documentation of `POST /emails` says: names and types of the body's members, what must be
/// there, the key, idempotency, and its errors. It is stricter than Resend may be: what is not documented is refused.
/// Guarded by itself.
public final class FakeResend implements AutoCloseable {
    public static final String KEY = "re_test_123";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> TEXTS = Set.of("from", "subject", "html", "text", "scheduled_at");
    private static final Set<String> ADDRESSES = Set.of("to", "cc", "bcc", "reply_to");
    private static final Set<String> OF_ATTACHMENTS =
            Set.of("content", "filename", "path", "content_type", "content_id");
    private static final String ADDRESS = "[^\\s<>@\",]+@[^\\s<>@\",]+";
    private static final String PERSON = "(\"([^\"\\\\]|\\\\[\"\\\\])*\"|[^<>\",]+) <" + ADDRESS + ">|" + ADDRESS;

    private final HttpServer http;
    private final List<Email> emails = new ArrayList<>();
    private final Map<String, Email> byKey = new HashMap<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private int requests;

    /// @param id as it was answered
    public record Email(String id, JsonNode body) {}

    private record Answer(int status, String body, @Nullable String retryAfter, boolean taken) {}

    public FakeResend() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /// What was taken, in the order of its coming.
    public synchronized List<Email> emails() {
        return List.copyOf(emails);
    }

    public synchronized int requests() {
        return requests;
    }

    /// Refuses the next request so, whatever it is.
    public synchronized void refuse(int status, String name, String message, @Nullable String retryAfter) {
        answers.add(new Answer(status, error(status, name, message), retryAfter, false));
    }

    /// Takes the next one, but answers that something broke.
    public synchronized void takeAndBreak() {
        answers.add(new Answer(500, "<html>", null, true));
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests++;
            var body = exchange.getRequestBody().readAllBytes();
            var answer = answers.isEmpty() ? null : answers.remove();
            if (answer != null && answer.retryAfter() != null)
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            if (answer == null) answer = take(exchange, body);
            else if (answer.taken()) take(exchange, body);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer take(HttpExchange exchange, byte[] bytes) {
        var headers = exchange.getRequestHeaders();
        if (!exchange.getRequestURI().getPath().equals("/emails"))
            return refused(404, "not_found", "The requested endpoint does not exist.");
        if (!exchange.getRequestMethod().equals("POST"))
            return refused(405, "method_not_allowed", "Method is not allowed for the requested path.");
        var authorization = headers.getFirst("Authorization");
        if (authorization == null)
            return refused(401, "missing_api_key", "Missing API key in the authorization header");
        if (!authorization.equals("Bearer " + KEY)) return refused(403, "invalid_api_key", "API key is invalid");
        if (!"application/json".equals(headers.getFirst("Content-Type")))
            return refused(422, "validation_error", "not JSON");
        JsonNode body;
        try {
            body = JSON.readTree(bytes);
        } catch (JacksonException e) {
            return refused(422, "validation_error", "not JSON");
        }
        var wrong = wrong(body);
        if (wrong != null) return refused(422, "validation_error", wrong);
        var key = headers.getFirst("Idempotency-Key");
        if (key != null && (key.isEmpty() || key.length() > 256))
            return refused(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
        var known = key == null ? null : byKey.get(key);
        if (known != null && !known.body().equals(body))
            return refused(409, "invalid_idempotent_request", "Same idempotency key used with another payload.");
        var email = known == null ? new Email(UUID.randomUUID().toString(), body) : known;
        if (known == null) emails.add(email);
        if (key != null) byKey.put(key, email);
        return new Answer(200, JSON.writeValueAsString(Map.of("id", email.id())), null, true);
    }

    private static Answer refused(int status, String name, String message) {
        return new Answer(status, error(status, name, message), null, false);
    }

    private static String error(int status, String name, String message) {
        return JSON.writeValueAsString(Map.of("statusCode", status, "name", name, "message", message));
    }

    private static @Nullable String wrong(JsonNode body) {
        if (!body.isObject()) return "no object";
        for (var required : List.of("from", "to", "subject"))
            if (!body.has(required)) return "Missing `" + required + "` field.";
        if (!body.has("html") && !body.has("text")) return "Missing `html` or `text` field.";
        for (var member : body.properties()) {
            var name = member.getKey();
            var value = member.getValue();
            var right = switch (name) {
                case "headers" ->
                    value.isObject()
                            && value.properties().stream()
                                    .allMatch(it -> it.getValue().isString());
                case "tags" -> value.isArray();
                case "attachments" -> value.isArray() && value.valueStream().allMatch(FakeResend::isAttachment);
                default ->
                    (TEXTS.contains(name) && value.isString()) || (ADDRESSES.contains(name) && areAddresses(value));
            };
            if (!right) return "Invalid `" + name + "` field.";
        }
        if (!body.path("from").asString().matches(PERSON))
            return "Invalid `from` field. The email address needs to follow the `email@example.com` or"
                    + " `Name <email@example.com>` format.";
        return null;
    }

    private static boolean areAddresses(JsonNode value) {
        if (value.isString()) return value.asString().matches(PERSON);
        return value.isArray()
                && value.size() >= 1
                && value.size() <= 50
                && value.valueStream()
                        .allMatch(it -> it.isString() && it.asString().matches(PERSON));
    }

    private static boolean isAttachment(JsonNode value) {
        if (!value.isObject() || value.has("content") == value.has("path")) return false;
        if (!value.properties().stream()
                .allMatch(it ->
                        OF_ATTACHMENTS.contains(it.getKey()) && it.getValue().isString())) return false;
        try {
            return !value.has("content")
                    || Base64.getDecoder().decode(value.path("content").asString()).length > 0;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
