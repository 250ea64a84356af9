package org.hausruf.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.hausruf.office.Secret;

/// Holds ID tokens against what was asked for (OpenID Connect Core §3.1.3.7). Thread-safe.
final class IdTokens {
    private static final int MAX_LENGTH = 20_000;

    private final KeySets keys;
    private final InstantSource clock;

    IdTokens(KeySets keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /// What one must be.
    record Wanted(String issuer, String clientId, URI keys, Secret nonce) {}

    /// May fetch keys, so it blocks for a bounded time.
    ///
    /// @return nothing: not a token that says who somebody is
    Optional<JWTClaimsSet> claims(String text, Wanted wanted) {
        if (text.length() > MAX_LENGTH) return Optional.empty();
        try {
            var token = SignedJWT.parse(text);
            if (!isTyped(token) || !isSigned(token, wanted.keys())) return Optional.empty();
            var claims = token.getJWTClaimsSet();
            var isRight = Claims.wrong(claims, wanted.issuer(), wanted.clientId(), clock)
                            .isEmpty()
                    && isForUs(claims, wanted.clientId())
                    && hasNonce(claims, wanted.nonce());
            return isRight ? Optional.of(claims) : Optional.empty();
        } catch (ParseException | RuntimeException e) { // its claims may be anything
            return Optional.empty();
        }
    }

    /// Not an access token (RFC 9068), whatever it says beside.
    private static boolean isTyped(SignedJWT token) {
        var type = token.getHeader().getType();
        return type == null || type.equals(JOSEObjectType.JWT);
    }

    private boolean isSigned(SignedJWT token, URI address) {
        if (keys.isMissing(address, token.getHeader().getKeyID())) keys.fetch(Set.of(address));
        return keys.atHand(address)
                .filter(set -> Signatures.published(token, set) == Signatures.Signature.RIGHT)
                .isPresent();
    }

    /// Made for us, and for nobody else beside without saying that it was us who asked.
    private static boolean isForUs(JWTClaimsSet claims, String clientId) {
        var party = claims.getClaim("azp");
        return party == null ? claims.getAudience().size() == 1 : party.equals(clientId);
    }

    private static boolean hasNonce(JWTClaimsSet claims, Secret nonce) {
        return claims.getClaim("nonce") instanceof String shown
                && MessageDigest.isEqual(shown.getBytes(UTF_8), nonce.value().getBytes(UTF_8));
    }
}
