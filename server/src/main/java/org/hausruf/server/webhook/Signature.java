package org.hausruf.server.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hausruf.office.webhook.WebhookSecret;

/// Signs a delivery by the convention of [Standard Webhooks](https://www.standardwebhooks.com/): HMAC-SHA256 over id,
/// time and body, once for each secret that counts.
final class Signature {
    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    /// @param id the same for every attempt, so that a receiver knows what it has seen
    static Map<String, String> headers(String id, Instant now, byte[] body, List<WebhookSecret> secrets) {
        var timestamp = Long.toString(now.getEpochSecond());
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        headers.put(
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1," + hmac(secret.key(), id + "." + timestamp + ".", body))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    private static String hmac(byte[] key, String before, byte[] body) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update(before.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + HMAC, impossible);
        }
    }
}
