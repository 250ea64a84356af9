package org.hausruf.server.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.hausruf.office.Secret;

/// Checks signatures. Which algorithms count is the choice of the kind of key, so that no public key ever serves as a
/// shared secret, and `none` is nobody's.
final class Signatures {
    private static final Set<JWSAlgorithm> WITH_PUBLISHED_KEYS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /// Access tokens and ID tokens, RFC 9068 and RFC 7519; some name no type.
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
            new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null);

    private Signatures() {}

    enum Signature {
        RIGHT,
        WRONG,
        NO_KEYS
    }

    static Signature shared(SignedJWT token, Secret secret) {
        return check(
                token,
                (header, _) -> JWSAlgorithm.HS256.equals(header.getAlgorithm())
                        ? List.of(new SecretKeySpec(secret.value().getBytes(UTF_8), "HmacSHA256"))
                        : List.of());
    }

    static Signature published(SignedJWT token, JWKSet keys) {
        return check(token, new JWSVerificationKeySelector<>(WITH_PUBLISHED_KEYS, new ImmutableJWKSet<>(keys)));
    }

    private static Signature check(SignedJWT token, JWSKeySelector<SecurityContext> keys) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(TYPES);
        processor.setJWSKeySelector(keys);
        processor.setJWTClaimsSetVerifier((_, _) -> {}); // afterwards, in Claims: to tell the one from the other
        try {
            var _ = processor.process(token, null);
            return Signature.RIGHT;
        } catch (BadJOSEException | JOSEException | RuntimeException e) {
            return Signature.WRONG;
        }
    }
}
