package org.hausruf.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.hausruf.office.Secret;
import org.springframework.http.ResponseCookie;

/// What guests are held to before office sees them: a number of attempts per address, and a cookie that goes back to
/// their own invite and nowhere else.
public final class GuestGate {
    /// Holds the secret by which a guest comes back.
    public static final String COOKIE = "hausruf_guest";

    /// A call is over after a day at the latest, unless somebody stays inside.
    private static final Duration COOKIE_LIFETIME = Duration.ofDays(2);

    private final RateLimits limits;
    private final ClientAddresses addresses;
    private final boolean https;

    public GuestGate(RateLimits limits, ClientAddresses addresses, URI origin) {
        this.limits = limits;
        this.addresses = addresses;
        this.https = origin.getScheme().equals("https");
    }

    /// Counts one attempt of this address, or refuses it.
    public void count(HttpServletRequest request) {
        limits.take(Limit.CLAIM, addresses.key(request));
    }

    public String cookie(UUID invite, Secret rejoinSecret) {
        return ResponseCookie.from(COOKIE, rejoinSecret.value())
                .path("/api/invites/" + invite)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(https)
                .maxAge(COOKIE_LIFETIME)
                .build()
                .toString();
    }
}
