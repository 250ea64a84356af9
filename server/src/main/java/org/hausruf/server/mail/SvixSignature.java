package org.hausruf.server.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks what Svix signs, which delivers Resend's webhooks: HMAC-SHA256 over id, time and body. Immutable.
final class SvixSignature {
    /// Either way; what is older may be somebody's copy.
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String HMAC = "HmacSHA256";
    /// One for each secret that counts while it is changed.
    private static final int MAX_SIGNATURES = 10;

    private static final int MAX_ID_LENGTH = 200;

    private final byte[] key;

    SvixSignature(byte[] key) {
        this.key = key.clone();
    }

    /// @param timestamp seconds since 1970, as they were sent
    /// @param signatures with a version each and blanks between them
    boolean signs(String id, String timestamp, String signatures, byte[] body, Instant now) {
        if (id.isEmpty() || id.length() > MAX_ID_LENGTH || !timestamp.matches("\\d{1,12}")) return false;
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        if (age.abs().compareTo(TOLERANCE) > 0) return false;
        var expected = ("v1," + hmac(id + "." + timestamp + ".", body)).getBytes(UTF_8);
        return Arrays.stream(signatures.split(" ", MAX_SIGNATURES + 1))
                .limit(MAX_SIGNATURES)
                .map(it -> MessageDigest.isEqual(expected, it.getBytes(UTF_8)))
                .reduce(false, Boolean::logicalOr);
    }

    private String hmac(String before, byte[] body) {
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
