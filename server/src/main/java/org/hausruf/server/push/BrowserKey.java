package org.hausruf.server.push;

import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Optional;
import org.hausruf.office.push.PushSubscription;

/// For whom a message is encrypted: the public key and the authentication secret of one browser's subscription
/// (RFC 8291 §2). Immutable; prints itself without the secret.
public final class BrowserKey {
    static final int AUTH_BYTES = 16;

    private final ECPublicKey publicKey;
    private final byte[] auth;

    private BrowserKey(ECPublicKey publicKey, byte[] auth) {
        this.publicKey = publicKey;
        this.auth = auth;
    }

    /// Nothing, unless that is a point of P-256 and 16 bytes, both as base64url.
    public static Optional<BrowserKey> of(PushSubscription.Target target) {
        try {
            var auth = Base64.getUrlDecoder().decode(target.auth());
            if (auth.length != AUTH_BYTES) return Optional.empty();
            return P256.publicKey(Base64.getUrlDecoder().decode(target.p256dh()))
                    .map(key -> new BrowserKey(key, auth));
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
