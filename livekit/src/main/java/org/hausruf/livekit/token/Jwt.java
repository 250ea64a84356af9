package org.hausruf.livekit.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// JSON Web Signatures in compact form (RFC 7515) with HMAC-SHA-256, the only algorithm there is here.
final class Jwt {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = BASE64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8));

    private Jwt() {}

    static String sign(JsonObject claims, String secret) {
        String signed = HEADER + "." + BASE64.encodeToString(claims.toString().getBytes(UTF_8));
        return signed + "." + BASE64.encodeToString(hmac(signed, secret));
    }

    static byte[] hmac(String signed, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return mac.doFinal(signed.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 of a token", e);
        }
    }
}
