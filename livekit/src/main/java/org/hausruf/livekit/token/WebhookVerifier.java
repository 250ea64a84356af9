package org.hausruf.livekit.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import org.hausruf.livekit.token.Verification.Accepted;

/// The receiving side of [WebhookToken]: whether a body is the one that a holder of the key has signed. Immutable.
public final class WebhookVerifier {
    private static final int HASH_BYTES = 32;

    private final TokenVerifier tokens;

    public WebhookVerifier(String apiKey, String apiSecret) {
        this.tokens = new TokenVerifier(apiKey, apiSecret);
    }

    /// Never throws, whatever it is given.
    ///
    /// @param authorization the header's value, with or without `Bearer`
    public boolean verify(String authorization, byte[] body, Instant now) {
        String token = authorization.replaceFirst("^Bearer ", "");
        return tokens.verify(token, now) instanceof Accepted
                && MessageDigest.isEqual(hash(token), WebhookToken.sha256(body));
    }

    /// Whether a holder of the key has signed some body now: known before the body is read.
    public boolean isSigned(String authorization, Instant now) {
        String token = authorization.replaceFirst("^Bearer ", "");
        return tokens.verify(token, now) instanceof Accepted && hash(token).length == HASH_BYTES;
    }

    /// Of a token whose signature is right; empty when it signs no body.
    private static byte[] hash(String token) {
        try {
            JsonObject claims = JsonParser.parseString(
                            new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8))
                    .getAsJsonObject();
            boolean text = claims.get("sha256") instanceof JsonPrimitive claim && claim.isString();
            return text ? Base64.getDecoder().decode(claims.get("sha256").getAsString()) : new byte[0];
        } catch (IllegalArgumentException | IllegalStateException | JsonParseException e) {
            return new byte[0];
        }
    }
}
