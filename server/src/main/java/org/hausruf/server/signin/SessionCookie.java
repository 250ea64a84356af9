package org.hausruf.server.signin;

import java.net.URI;
import java.time.Duration;
import org.hausruf.office.Secret;
import org.springframework.http.ResponseCookie;

/// The browser's proof of a sign-in. It counts under `/api` only and is sent nowhere else.
public final class SessionCookie {
    static final String NAME = "hausruf_session";

    private final boolean https;

    public SessionCookie(URI origin) {
        https = origin.getScheme().equals("https");
    }

    public String holding(Secret secret, Duration lifetime) {
        return cookie(secret.value(), lifetime);
    }

    private String cookie(String value, Duration lifetime) {
        return ResponseCookie.from(NAME, value)
                .path("/api")
                .httpOnly(true)
                .sameSite("Lax")
                .secure(https)
                .maxAge(lifetime)
                .build()
                .toString();
    }

    public String forgotten() {
        return cookie("", Duration.ZERO);
    }

    /// The token that pages must show who were given this secret.
    public String csrfToken(Secret secret) {
        return CsrfToken.of(secret);
    }
}
