package org.hausruf.livekit.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookVerifierTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] BODY = "{\"event\":\"room_started\"}".getBytes(UTF_8);

    private final WebhookVerifier verifier = new WebhookVerifier("key1", SECRET);

    @Test
    void aSignedBodyIsBelievedWithAndWithoutBearer() {
        var token = WebhookToken.sign("key1", SECRET, BODY, NOW);

        assertThat(verifier.verify(token, BODY, NOW)).isTrue();
        assertThat(verifier.verify("Bearer " + token, BODY, NOW)).isTrue();
    }

    @Test
    void anotherBodyIsNot() {
        var token = WebhookToken.sign("key1", SECRET, BODY, NOW);

        assertThat(verifier.verify(token, "{}".getBytes(UTF_8), NOW)).isFalse();
        assertThat(verifier.verify(token, new byte[0], NOW)).isFalse();
    }

    @Test
    void anotherKeyOrSecretOrTimeIsNot() {
        var later = NOW.plus(Duration.ofMinutes(7));

        assertThat(verifier.verify(WebhookToken.sign("key2", SECRET, BODY, NOW), BODY, NOW))
                .isFalse();
        assertThat(verifier.verify(WebhookToken.sign("key1", "x" + SECRET, BODY, NOW), BODY, NOW))
                .isFalse();
        assertThat(verifier.verify(WebhookToken.sign("key1", SECRET, BODY, NOW), BODY, later))
                .isFalse();
        assertThat(verifier.verify(WebhookToken.sign("key1", SECRET, BODY, later), BODY, NOW))
                .isFalse();
    }

    @Test
    void aParticipantsTokenSignsNoBody() {
        var token = AccessToken.builder("key1", SECRET, "anna", VideoGrant.join("r"))
                .sign(NOW);

        assertThat(verifier.verify(token, new byte[0], NOW)).isFalse();
        assertThat(verifier.verify(token, BODY, NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "a.b.c", "..", "nonsense", "eyJhbGciOiJub25lIn0.e30."})
    void nonsenseIsNot(String authorization) {
        assertThat(verifier.verify(authorization, BODY, NOW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "[]", "[\"a\"]", "5", "true", "\"\"", "\"no base64\"", "\"YQ==\""})
    void aHashThatIsNoneSignsNothing(String claim) throws GeneralSecurityException {
        var token = signed("{\"iss\":\"key1\",\"nbf\":%1$d,\"exp\":%2$d,\"sha256\":%3$s}"
                .formatted(NOW.getEpochSecond(), NOW.getEpochSecond() + 60, claim));

        assertThat(verifier.verify(token, BODY, NOW)).isFalse();
        assertThat(verifier.verify(token, new byte[0], NOW)).isFalse();
        assertThat(verifier.isSigned(token, NOW)).isFalse();
    }

    @Test
    void whetherAnythingIsSignedIsKnownWithoutTheBody() {
        var token = WebhookToken.sign("key1", SECRET, BODY, NOW);
        var participants = AccessToken.builder("key1", SECRET, "anna", VideoGrant.join("r"))
                .sign(NOW);

        assertThat(verifier.isSigned("Bearer " + token, NOW)).isTrue();
        assertThat(verifier.isSigned(token, NOW.plus(Duration.ofMinutes(7)))).isFalse();
        assertThat(verifier.isSigned(participants, NOW)).isFalse();
        assertThat(verifier.isSigned("nonsense", NOW)).isFalse();
    }

    private static String signed(String claims) throws GeneralSecurityException {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var content = base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + base64.encodeToString(claims.getBytes(UTF_8));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        return content + "." + base64.encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    }
}
