package org.hausruf.office.factor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes of six digits from a shared secret and the time (RFC 6238, with HMAC-SHA-1, as all apps know it). Each lasts a
/// step of 30 seconds; the one before and the one after count too, as clocks differ. Never printed. Immutable.
public final class Totp {
    /// Of codes.
    public static final int DIGITS = 6;

    static final int STEP_SECONDS = 30;
    private static final int STEPS_ASIDE = 1;
    private static final int MODULUS = 1_000_000;
    /// As RFC 4226 §4 recommends for SHA-1.
    private static final int SECRET_BYTES = 20;
    /// Of RFC 4648 §6.
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] secret;

    private Totp(byte[] secret) {
        this.secret = secret;
    }

    static Totp random() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return new Totp(bytes);
    }

    static Totp of(byte[] secret) {
        return new Totp(secret.clone());
    }

    byte[] secret() {
        return secret.clone();
    }

    /// @return the newest step whose code this is, if it is one that counts now
    Optional<Long> step(String code, Instant now) {
        if (!code.matches("[0-9]{" + DIGITS + "}")) return Optional.empty();
        var current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
        Optional<Long> found = Optional.empty();
        for (var step = current - STEPS_ASIDE; step <= current + STEPS_ASIDE; step++) {
            // All are tried, so that the time tells nothing.
            if (MessageDigest.isEqual(code(step).getBytes(UTF_8), code.getBytes(UTF_8))) found = Optional.of(step);
        }
        return found;
    }

    /// The code that counts at a time; for apps, so for tests.
    public String at(Instant time) {
        return code(Math.floorDiv(time.getEpochSecond(), STEP_SECONDS));
    }

    private String code(long step) {
        var hash = hmac(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        var offset = hash[hash.length - 1] & 0xf; // dynamic truncation, RFC 4226 §5.3
        var number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fff_ffff;
        return String.format(Locale.ROOT, "%06d", number % MODULUS);
    }

    private byte[] hmac(byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA1", impossible);
        }
    }

    /// The secret as people type it.
    public String text() {
        var text = new StringBuilder();
        for (int bit = 0; bit < secret.length * Byte.SIZE; bit += 5) {
            int five = 0;
            for (int i = bit; i < bit + 5; i++) {
                five <<= 1;
                if (i < secret.length * Byte.SIZE) five |= secret[i / 8] >> (7 - i % 8) & 1;
            }
            text.append(BASE32.charAt(five));
        }
        return text.toString();
    }

    /// What [#text()] made.
    ///
    /// @throws IllegalArgumentException for anything else
    public static Totp parse(String text) {
        var bytes = new byte[text.length() * 5 / Byte.SIZE];
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            var five = BASE32.indexOf(text.charAt(bit / 5));
            if (five < 0) throw new IllegalArgumentException("not base 32");
            if ((five >> (4 - bit % 5) & 1) == 1) bytes[bit / 8] |= (byte) (1 << (7 - bit % 8));
        }
        return new Totp(bytes);
    }

    /// What apps read from a QR code.
    ///
    /// @param issuer the office
    /// @param account the address one signs in with
    /// @see <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">its form</a>
    public String uri(String issuer, String account) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(encoded(issuer), encoded(account), text(), encoded(issuer), DIGITS, STEP_SECONDS);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Totp it && MessageDigest.isEqual(secret, it.secret);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(secret);
    }

    @Override
    public String toString() {
        return "Totp[]";
    }
}
