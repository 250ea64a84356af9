package org.hausruf.office;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Something only its holder may know: an invite's token, a cookie. Never stored, never printed; its SHA-256 is. A
/// plain hash is enough, as no secret of ours is guessable: 256 random bits.
public record Secret(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SIZE_BYTES = 32;

    /// 32 random bytes as 64 hex digits.
    public static Secret random() {
        var bytes = new byte[SIZE_BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(HexFormat.of().formatHex(bytes));
    }

    public byte[] sha256() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// In constant time.
    public boolean hasHash(byte[] sha256) {
        return MessageDigest.isEqual(sha256, sha256());
    }

    @Override
    public String toString() {
        return "Secret[]";
    }
}
