package org.hausruf.server.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.hausruf.office.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/// By what a browser is known between leaving for a provider and coming back. `Lax`, as it comes back from elsewhere;
/// named as [SessionCookie] is. Immutable.
public final class ProviderCookie {
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final boolean https;
    private final String name;

    public ProviderCookie(URI origin) {
        https = origin.getScheme().equals("https");
        name = (https ? "__Secure-" : "") + "hausruf_provider";
    }

    /// Of two different ones none counts.
    public @Nullable Secret of(HttpServletRequest request) {
        var values = Arrays.stream(Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .distinct()
                .toList();
        return values.size() == 1 ? new Secret(values.getFirst()) : null;
    }

    public String holding(Secret secret) {
        return cookie(secret.value(), LIFETIME);
    }

    public String forgotten() {
        return cookie("", Duration.ZERO);
    }

    private String cookie(String value, Duration lifetime) {
        return ResponseCookie.from(name, value)
                .path("/api/sign-in/oidc")
                .httpOnly(true)
                .sameSite("Lax")
                .secure(https)
                .maxAge(lifetime)
                .build()
                .toString();
    }
}
