package org.hausruf.livekit.http;

import jakarta.servlet.http.HttpServletResponse;

/// Pages of any origin may read every answer: what counts is a token, which a browser never sends by itself.
final class Cors {
    private Cors() {}

    static void allowAnyOrigin(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Origin", "*");
        response.setHeader("Access-Control-Expose-Headers", "*");
    }

    /// `*` does not cover `Authorization` (Fetch §3.2.3), so that is named.
    static void preflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", "OPTIONS, HEAD, GET, POST, PATCH, DELETE");
        response.setHeader("Access-Control-Allow-Headers", "Authorization, *");
        response.setHeader("Access-Control-Max-Age", "86400");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
