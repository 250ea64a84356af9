package org.hausruf.office;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Closes what must be stored and used again (so that no hash will do) with a key that is not in the database: a dump
/// alone shows nothing. AES-256 in GCM (NIST SP 800-38D), a random nonce of 96 bits in front. Thread-safe.
public final class Sealing {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final String MAC = "HmacSHA256";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    private Sealing(SecretKey key) {
        this.key = key;
    }

    /// @param key 32 bytes
    public static Sealing with(byte[] key) {
        if (key.length != KEY_BYTES) throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes");
        return new Sealing(new SecretKeySpec(key, "AES"));
    }

    /// @param place where it will be kept: it opens nowhere else
    public byte[] seal(byte[] open, String place) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(open);
            var all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
            return all;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + CIPHER, impossible);
        }
    }

    /// @return nothing if it was sealed with another key or for another place, or changed since
    public Optional<byte[]> open(byte[] sealed, String place) {
        if (sealed.length < NONCE_BYTES) return Optional.empty();
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), place);
            return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    /// What tells again that a text is the same, and without the key nothing of it: HMAC-SHA256.
    ///
    /// @param place what it is for: elsewhere the same text has another
    public byte[] fingerprint(String text, String place) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.getEncoded(), MAC));
            mac.update(("fingerprint\0" + place + "\0").getBytes(UTF_8));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + MAC, impossible);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place.getBytes(UTF_8));
        return cipher;
    }
}
