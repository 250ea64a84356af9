package org.hausruf.rtc.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA1 under one short-term password (RFC 8489 §9.1.1), made once per password. Confined to one thread.
public final class StunKey {
    static final int MAC_SIZE = 20;

    private final Mac mac;

    public StunKey(String password) {
        try {
            mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }

    /// MAC of the first `size` bytes, with the header's length field counted as `length`.
    byte[] sign(byte[] message, int size, int length) {
        mac.update(message, 0, 2);
        mac.update((byte) (length >>> 8));
        mac.update((byte) length);
        mac.update(message, 4, size - 4);
        return mac.doFinal();
    }
}
