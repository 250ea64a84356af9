package org.hausruf.server.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class VapidTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final URI ORIGIN = URI.create("https://office.example");
    private static final Pattern HEADER = Pattern.compile("vapid t=(([\\w-]+)\\.([\\w-]+))\\.([\\w-]+), k=([\\w-]+)");

    private static Vapid vapid(String key) {
        return new Vapid(key, ORIGIN, InstantSource.fixed(NOON));
    }

    @Test
    void saysWhoSendsToWhomForHalfADay() throws GeneralSecurityException {
        var vapid = vapid(Vapid.newKey());

        var header = HEADER.matcher(vapid.authorization(URI.create("https://push.example:8443/send/abc?d=1")));

        assertThat(header.matches()).isTrue();
        assertThat(header.group(5)).isEqualTo(vapid.publicKey());
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(P256.publicKey(bytes(vapid.publicKey())).orElseThrow());
        signature.update(header.group(1).getBytes(UTF_8));
        assertThat(signature.verify(bytes(header.group(4)))).isTrue();
        assertThat(text(header.group(2))).contains("\"ES256\"", "\"JWT\"");
        var claims = new JsonMapper().readTree(text(header.group(3)));
        assertThat(claims.path("aud").asString()).isEqualTo("https://push.example:8443");
        assertThat(claims.path("sub").asString()).isEqualTo("https://office.example");
        assertThat(claims.path("exp").asLong())
                .isEqualTo(NOON.plusSeconds(12 * 3600).getEpochSecond());
    }

    @Test
    void aKeyIsReadAsItWasMade() {
        var key = Vapid.newKey();

        assertThat(key).matches("[0-9a-f]{194}");
        assertThat(vapid(key).publicKey()).isEqualTo(vapid(key).publicKey()).hasSize(87);
        assertThat(Vapid.newKey()).isNotEqualTo(key);
    }

    @Test
    void aDamagedKeyIsNotUsed() {
        var one = Vapid.newKey();
        var halves = one.substring(0, 64) + Vapid.newKey().substring(64);

        assertThatThrownBy(() -> vapid(halves)).hasMessageContaining("vapid-key");
        assertThatThrownBy(() -> vapid("0".repeat(64) + one.substring(64))).hasMessageContaining("vapid-key");
        assertThatThrownBy(() -> vapid(one.substring(0, 100))).hasMessageContaining("vapid-key");
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static String text(String base64) {
        return new String(bytes(base64), UTF_8);
    }
}
