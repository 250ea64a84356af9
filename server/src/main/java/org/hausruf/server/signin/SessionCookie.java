package org.hausruf.server.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hausruf.office.Secret;
import org.springframework.http.ResponseCookie;

/// The browser's proof of a sign-in. It counts under `/api` only and is sent nowhere else. Over HTTPS its name begins
/// with `__Secure-`, which no page fetched without can set.
public final class SessionCookie {
    private final boolean https;
    private final String name;

    public SessionCookie(URI origin) {
        https = origin.getScheme().equals("https");
        name = (https ? "__Secure-" : "") + "hausruf_session";
    }

    /// All that a request carries, without repetitions. More than one is one too many: a page of a neighbouring name
    /// may have set it.
    Set<String> of(HttpServletRequest request) {
        return Arrays.stream(Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .collect(Collectors.toSet());
    }

    public String holding(Secret secret, Duration lifetime) {
        return cookie(secret.value(), lifetime);
    }

    private String cookie(String value, Duration lifetime) {
        return ResponseCookie.from(name, value)
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
