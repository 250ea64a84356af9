package org.hausruf.rtc.turn;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hausruf.rtc.stun.StunKey;
import org.jspecify.annotations.Nullable;

/// Gives out short-lived credentials and knows its own again, without keeping them: a user name says until when it is
/// good, its password is an HMAC of it. Nonces are made the same way. Thread-safe.
public final class TurnAuthority {
    static final String REALM = "hausruf";
    private static final Duration NONCE_LIFETIME = Duration.ofHours(1);
    private static final int EXPIRY_DIGITS = 10;
    private static final int NONCE_MAC_BYTES = 12;

    private final byte[] secret;
    private final Duration lifetime;

    /// @param secret at least 16 random bytes
    /// @param lifetime how long credentials open relays; those that are open stay
    public TurnAuthority(byte[] secret, Duration lifetime) {
        if (secret.length < 16) throw new IllegalArgumentException("short secret");
        this.secret = secret.clone();
        this.lifetime = lifetime;
    }

    /// What a client of TURN signs in with.
    public record Credentials(String username, String password) {
        /// Without the password.
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /// @param owner whom they are for, in the user name
    public Credentials issue(String owner, Instant now) {
        var username = now.plus(lifetime).getEpochSecond() + ":" + owner;
        return new Credentials(username, password(username));
    }

    /// Which key its messages are signed with, whoever it is.
    StunKey key(String username) {
        return StunKey.longTerm(username, REALM, password(username));
    }

    /// Whether it opens relays now.
    boolean isGood(String username, long nowMillis) {
        if (!username.matches("\\d{" + EXPIRY_DIGITS + "}:.+")) return false;
        return Long.parseLong(username.substring(0, EXPIRY_DIGITS)) * 1_000 > nowMillis;
    }

    /// Whom the credentials were issued for; only of a name that [#isGood].
    static String owner(String username) {
        return username.substring(EXPIRY_DIGITS + 1);
    }

    String nonce(long nowMillis) {
        var made = Long.toHexString(nowMillis);
        return made + "-" + nonceMac(made);
    }

    boolean isFresh(@Nullable String nonce, long nowMillis) {
        if (nonce == null || !nonce.matches("[0-9a-f]{1,15}-[0-9a-f]{" + 2 * NONCE_MAC_BYTES + "}")) return false;
        var made = nonce.substring(0, nonce.indexOf('-'));
        if (!isEqual(nonce.substring(made.length() + 1), nonceMac(made))) return false;
        return nowMillis - Long.parseLong(made, 16) < NONCE_LIFETIME.toMillis();
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private String password(String username) {
        return Base64.getEncoder().encodeToString(mac("password " + username));
    }

    private String nonceMac(String made) {
        return HexFormat.of().formatHex(mac("nonce " + made), 0, NONCE_MAC_BYTES);
    }

    private byte[] mac(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
