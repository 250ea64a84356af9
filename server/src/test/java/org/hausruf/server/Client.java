package org.hausruf.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser or a program, as far as HTTP can tell: keeps cookies by path, sends the CSRF token it was given, and lets
/// each of that be left out or forged.
final class Client {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private record Cookie(String value, String path) {}

    private final URI origin;
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String accessToken = "";

    Client(URI origin) {
        this.origin = origin;
        headers.put("Origin", origin.toString());
    }

    record Answer(int status, HttpHeaders headers, JsonNode body) {
        String code() {
            return body.path("code").asString("");
        }

        /// The first wrong field of a problem.
        String field() {
            return body.path("errors").path(0).path("field").asString("");
        }

        String text(String member) {
            return body.path(member).asString("");
        }

        List<String> members() {
            return List.copyOf(body.propertyNames());
        }

        List<JsonNode> items() {
            return StreamSupport.stream(body.path("items").spliterator(), false).toList();
        }
    }

    Answer signIn(String email, String password) {
        var answer = post("/api/session", Map.of("email", email, "password", password));
        headers.put("X-CSRF-Token", answer.text("csrfToken"));
        accessToken = answer.text("accessToken");
        return answer;
    }

    /// The same person as a program: with the bearer token instead of the cookie, and no browser's headers.
    Client asProgram() {
        return new Client(origin).without("Origin").with("Authorization", "Bearer " + accessToken);
    }

    URI origin() {
        return origin;
    }

    Client with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    Client without(String header) {
        headers.remove(header);
        return this;
    }

    Client withCookie(String name, String value) {
        cookies.put(name, new Cookie(value, "/"));
        return this;
    }

    String cookie(String name) {
        return Objects.requireNonNull(cookies.get(name)).value();
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer post(String path) {
        return post(path, Map.of());
    }

    Answer post(String path, Map<String, ?> body) {
        return postText(path, JSON.writeValueAsString(body));
    }

    Answer put(String path, Map<String, ?> body) {
        headers.putIfAbsent("Content-Type", "application/json");
        return send("PUT", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    Answer patch(String path, Map<String, ?> body) {
        headers.putIfAbsent("Content-Type", "application/json");
        return send("PATCH", path, BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    Answer postText(String path, String body) {
        headers.putIfAbsent("Content-Type", "application/json");
        return send("POST", path, BodyPublishers.ofString(body));
    }

    Answer send(String method, String path, HttpRequest.BodyPublisher body) {
        var request = HttpRequest.newBuilder(origin.resolve(path)).method(method, body);
        headers.forEach(request::header);
        var cookieHeader = cookies.entrySet().stream()
                .filter(c -> path.startsWith(c.getValue().path()))
                .map(c -> c.getKey() + "=" + c.getValue().value())
                .collect(Collectors.joining("; "));
        if (!cookieHeader.isEmpty()) request.header("Cookie", cookieHeader);
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(response.statusCode(), response.headers(), json(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        var parts = setCookie.split(";\\s*", -1);
        var equals = parts[0].indexOf('=');
        var path = "/";
        for (var part : parts) {
            if (part.startsWith("Path=")) path = part.substring("Path=".length());
        }
        cookies.put(parts[0].substring(0, equals), new Cookie(parts[0].substring(equals + 1), path));
    }

    private static JsonNode json(String body) {
        var isJson = body.startsWith("{") || body.startsWith("[");
        return isJson ? JSON.readTree(body) : JSON.getNodeFactory().stringNode(body);
    }
}
