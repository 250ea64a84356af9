package org.hausruf.rtc.sctp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What an INIT told, handed to the peer and back instead of being kept (RFC 9260 §5.1.3).
///
/// @param peerTag verification tag of what we send
/// @param peerTsn first TSN of the peer
/// @param peerWindow bytes it takes
/// @param forwards whether it understands FORWARD-TSN
record Cookie(int peerTag, int peerTsn, int peerWindow, boolean forwards) {
    private static final int BODY_SIZE = 13;
    private static final int TAG_SIZE = 32;

    /// Signs and checks cookies. The key lives as long as the association.
    static final class Key {
        private final Mac mac;

        Key(RandomGenerator random) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            try {
                mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK has no HmacSHA256", e);
            }
        }
    }

    byte[] encode(Key key) {
        byte[] body = ByteBuffer.allocate(BODY_SIZE)
                .putInt(peerTag)
                .putInt(peerTsn)
                .putInt(peerWindow)
                .put((byte) (forwards ? 1 : 0))
                .array();
        return ByteBuffer.allocate(BODY_SIZE + TAG_SIZE)
                .put(body)
                .put(key.mac.doFinal(body))
                .array();
    }

    /// @return null when it is none of ours
    static @Nullable Cookie decode(ByteBuffer value, Key key) {
        if (value.remaining() != BODY_SIZE + TAG_SIZE) return null;
        byte[] body = new byte[BODY_SIZE];
        byte[] tag = new byte[TAG_SIZE];
        value.get(body).get(tag);
        if (!MessageDigest.isEqual(tag, key.mac.doFinal(body))) return null;
        var fields = ByteBuffer.wrap(body);
        return new Cookie(fields.getInt(), fields.getInt(), fields.getInt(), fields.get() == 1);
    }
}
