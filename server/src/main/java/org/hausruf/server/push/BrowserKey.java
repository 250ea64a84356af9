package org.hausruf.server.push;

import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Optional;
import org.hausruf.office.push.PushSubscription;

/// For whom a message is encrypted: the public key and the authentication secret of one browser's subscription
/// (RFC 8291 §2). The one place that says what such a key is. Immutable; prints itself without the secret.
public final class BrowserKey {
    static final int AUTH_BYTES = 16;

    private final ECPublicKey publicKey;
    private final byte[] auth;

    private BrowserKey(ECPublicKey publicKey, byte[] auth) {
        this.publicKey = publicKey;
        this.auth = auth;
    }

    /// Nothing, unless that is a point of P-256 and 16 bytes, both as base64url without padding.
    public static Optional<BrowserKey> of(PushSubscription.Target target) {
        var auth = bytes(target.auth()).filter(it -> it.length == AUTH_BYTES);
        return bytes(target.p256dh())
                .flatMap(P256::publicKey)
                .flatMap(key -> auth.map(secret -> new BrowserKey(key, secret)));
    }

    /// Nothing, if the same bytes are written in another way: what is kept is as long as its bytes make it.
    private static Optional<byte[]> bytes(String text) {
        try {
            var bytes = Base64.getUrlDecoder().decode(text);
            var written = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            return written.equals(text) ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    ECPublicKey publicKey() {
        return publicKey;
    }

    byte[] auth() {
        return auth.clone();
    }

    @Override
    public String toString() {
        return "BrowserKey[]";
    }
}
