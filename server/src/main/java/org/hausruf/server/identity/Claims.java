package org.hausruf.server.identity;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hausruf.server.identity.Verdict.Why;
import org.jspecify.annotations.Nullable;

/// Reads what a signed token says.
final class Claims {
    /// Clocks differ.
    private static final Duration LEEWAY = Duration.ofMinutes(1);

    private Claims() {}

    /// What is wrong with issuer, audience and times.
    static Optional<Why> wrong(JWTClaimsSet claims, String issuer, String audience, InstantSource clock) {
        var now = Date.from(clock.instant());
        var verifier =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", "iat", "sub")) {
                    @Override
                    protected Date currentTime() {
                        return now;
                    }
                };
        verifier.setMaxClockSkew(Math.toIntExact(LEEWAY.toSeconds()));
        try {
            verifier.verify(claims, null);
        } catch (ExpiredJWTException e) {
            return Optional.of(Why.EXPIRED);
        } catch (BadJWTException e) {
            return Optional.of(Why.NOT_FOR_US);
        }
        var isFromTheFuture =
                claims.getIssueTime().toInstant().isAfter(clock.instant().plus(LEEWAY));
        return isFromTheFuture ? Optional.of(Why.NOT_FOR_US) : Optional.empty();
    }

    /// A text by its name, or by the way to it: `app_metadata.tenant_id`. A name that has dots itself comes first.
    static Optional<String> text(JWTClaimsSet claims, String name) {
        Object direct = claims.getClaim(name);
        return direct instanceof String text ? Optional.of(text) : text(claims.getClaims(), name);
    }

    private static Optional<String> text(Map<?, ?> object, String path) {
        @Nullable Object here = object;
        for (var step : path.split("\\.", -1)) here = here instanceof Map<?, ?> map ? map.get(step) : null;
        return here instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
