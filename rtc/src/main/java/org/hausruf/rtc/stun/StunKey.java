package org.hausruf.rtc.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA1 under one password, made once per password. Confined to one thread.
public final class StunKey {
    public static final int MAC_SIZE = 20;

    private final Mac mac;

    /// Of a short-term credential (RFC 8489 §9.1.1).
    public StunKey(String password) {
        this(password.getBytes(StandardCharsets.UTF_8));
    }

    private StunKey(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    /// Of a long-term credential (RFC 8489 §9.2.2), as all clients know it: by MD5.
    public static StunKey longTerm(String username, String realm, String password) {
        try {
            var text = username + ":" + realm + ":" + password;
            return new StunKey(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    /// MAC of the first `size` bytes, with the header's length field counted as `length`.
    public byte[] sign(byte[] message, int size, int length) {
        mac.update(message, 0, 2);
        mac.update((byte) (length >>> 8));
        mac.update((byte) length);
        mac.update(message, 4, size - 4);
        return mac.doFinal();
    }
}
