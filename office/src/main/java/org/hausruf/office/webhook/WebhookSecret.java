package org.hausruf.office.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/// With which deliveries are signed, as Standard Webhooks writes it: `whsec_` and base64. Never printed.
///
/// @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">the
///     convention</a>
public record WebhookSecret(String value) {
    private static final String PREFIX = "whsec_";
    private static final int SIZE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static WebhookSecret random() {
        var bytes = new byte[SIZE_BYTES];
        RANDOM.nextBytes(bytes);
        return of(bytes);
    }

    static WebhookSecret of(byte[] key) {
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
    }

    /// The bytes that sign.
    public byte[] key() {
        return Base64.getDecoder().decode(value.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return "WebhookSecret[]";
    }
}
