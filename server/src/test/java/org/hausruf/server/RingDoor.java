package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Whom the engine lets in. It goes by the machine's clock, and a story's is ahead of that: so each token is signed
/// anew with nothing changed but its times.
final class RingDoor {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long MINUTE = 60;

    private final TestServer server;
    private final byte[] secret;

    RingDoor(TestServer server) {
        this.server = server;
        try {
            secret = Files.readString(server.data().resolve("secrets/livekit-api-secret"))
                    .strip()
                    .getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean opensTo(String token) {
        var answer = server.visitor().get("/rtc/validate?access_token=" + asOfNow(token));
        return answer.status() == 200;
    }

    static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private String asOfNow(String token) {
        var now = Instant.now().getEpochSecond();
        var claims = (ObjectNode) claims(token);
        claims.put("iat", now).put("nbf", now).put("exp", now + MINUTE);
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var signed = token.split("\\.", -1)[0] + "." + encoder.encodeToString(JSON.writeValueAsBytes(claims));
        return signed + "." + encoder.encodeToString(hmac(signed));
    }

    private byte[] hmac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
