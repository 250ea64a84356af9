package org.hausruf.livekit.token;

import com.google.gson.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// Signs a webhook: a token whose claim `sha256` is the hash of the body, as LiveKit's receivers check it.
public final class WebhookToken {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private WebhookToken() {}

    /// {@return what goes into the `Authorization` header, without `Bearer`}
    public static String sign(String apiKey, String apiSecret, byte[] body, Instant now) {
        var claims = new JsonObject();
        claims.addProperty("iss", apiKey);
        claims.addProperty("nbf", now.getEpochSecond());
        claims.addProperty("exp", now.plus(LIFETIME).getEpochSecond());
        claims.addProperty("sha256", Base64.getEncoder().encodeToString(sha256(body)));
        return Jwt.sign(claims, apiSecret);
    }

    static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
