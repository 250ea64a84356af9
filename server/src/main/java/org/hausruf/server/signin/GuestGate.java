package org.hausruf.server.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.office.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/// What guests are held to before office sees them: a number of attempts per address, and a cookie that goes back to
/// their own invite and nowhere else.
public final class GuestGate {
    /// A call is over after a day at the latest, unless somebody stays inside.
    private static final Duration COOKIE_LIFETIME = Duration.ofDays(2);

    private final RateLimits limits;
    private final ClientAddresses addresses;
    private final boolean https;
    private final String name;

    public GuestGate(RateLimits limits, ClientAddresses addresses, URI origin) {
        this.limits = limits;
        this.addresses = addresses;
        this.https = origin.getScheme().equals("https");
        this.name = (https ? "__Secure-" : "") + "hausruf_guest";
    }

    /// Counts one attempt of this address, or refuses it.
    public void count(HttpServletRequest request) {
        limits.take(Limit.CLAIM, addresses.key(request));
    }

    /// Counts one question of somebody who waits in a lobby.
    public void countWait(HttpServletRequest request) {
        limits.take(Limit.WAIT, addresses.key(request));
    }

    /// By which a guest comes back. Of two different ones none counts.
    public @Nullable String secret(HttpServletRequest request) {
        var cookies = Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]);
        var values = Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .distinct()
                .toList();
        return values.size() == 1 ? values.getFirst() : null;
    }

    /// Holds that secret.
    public String cookie(UUID invite, Secret rejoinSecret) {
        return ResponseCookie.from(name, rejoinSecret.value())
                .path("/api/invites/" + invite)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(https)
                .maxAge(COOKIE_LIFETIME)
                .build()
                .toString();
    }
}
