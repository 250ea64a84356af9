package org.hausruf.socketio.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Pages of which origins may speak to the server, by polling or WebSocket: those of its own address, and those that a
/// list allows. Immutable. Who names no origin is no browser; cookies are never asked for.
final class Origins {
    private final Predicate<String> allowed;

    Origins(Predicate<String> allowed) {
        this.allowed = allowed;
    }

    /// Sets the headers that let the page read the answer.
    ///
    /// @return false: it may not speak
    boolean admit(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin == null || !isForeign(request)) return true;
        if (!allowed.test(origin)) return false;
        response.setHeader("Access-Control-Allow-Origin", origin);
        return true;
    }

    /// Whether a browser names a page of another address.
    static boolean isForeign(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && !isSame(origin, request.getHeader("Host"));
    }

    /// The answer to the question that a browser asks before a request.
    static void preflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", "GET, POST");
        response.setHeader("Access-Control-Allow-Headers", "Content-Type, Authorization");
        response.setHeader("Access-Control-Max-Age", "600");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }

    /// By host and port: the scheme may have been another one before a proxy.
    private static boolean isSame(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null
                    && host != null
                    && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
