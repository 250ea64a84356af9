package org.hausruf.socketio.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// What is said over HTTP.
final class Answers {
    private Answers() {}

    /// Refusals with the numbers and words of Engine.IO.
    enum Problem {
        UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
        UNKNOWN_SESSION(400, 1, "Session ID unknown"),
        BAD_METHOD(400, 2, "Bad handshake method"),
        BAD_REQUEST(400, 3, "Bad request"),
        FORBIDDEN(403, 4, "Forbidden"),
        UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version"),
        WRONG_CONTENT(415, 3, "Content type: text/plain in UTF-8"),
        TOO_LARGE(413, 3, "Payload too large"),
        SHARE_TAKEN(429, 3, "Too many connections of this address that have not signed in"),
        FULL(503, 3, "Too many connections");

        private final int status;
        private final int code;
        private final String message;

        Problem(int status, int code, String message) {
            this.status = status;
            this.code = code;
            this.message = message;
        }
    }

    static void text(HttpServletResponse response, int status, byte[] body) throws IOException {
        write(response, status, "text/plain; charset=UTF-8", body);
    }

    static void refusal(HttpServletResponse response, Problem problem) throws IOException {
        String body = "{\"code\":" + problem.code + ",\"message\":\"" + problem.message + "\"}";
        write(response, problem.status, "application/json", body.getBytes(UTF_8));
    }

    private static void write(HttpServletResponse response, int status, String type, byte[] body) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(body);
    }
}
