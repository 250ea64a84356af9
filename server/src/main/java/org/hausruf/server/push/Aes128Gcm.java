package org.hausruf.server.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encryption of one push message (RFC 8291), in one record of the content coding `aes128gcm` (RFC 8188): a fresh key
/// pair agrees with the browser's key, HKDF mixes in its authentication secret and a salt, AES-128-GCM does the rest.
/// Thread-safe.
final class Aes128Gcm {
    static final int SALT_BYTES = 16;
    /// What every push service takes (RFC 8030 §7.2), less header, delimiter and tag.
    static final int MAX_TEXT_BYTES = 4096 - (SALT_BYTES + 4 + 1 + P256.POINT_BYTES) - 1 - 16;

    private static final int RECORD_BYTES = 4096;
    private static final byte LAST_RECORD = 2;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Aes128Gcm() {}

    /// @param text at most [#MAX_TEXT_BYTES]
    static byte[] encrypt(byte[] text, BrowserKey browser) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return encrypt(text, browser, P256.generate(), salt);
    }

    /// With a key pair and a salt that are never used again.
    static byte[] encrypt(byte[] text, BrowserKey browser, KeyPair own, byte[] salt) {
        if (text.length > MAX_TEXT_BYTES) throw new IllegalArgumentException("too long for a push: " + text.length);
        try {
            var ownPoint = P256.bytes((ECPublicKey) own.getPublic());
            var secret = derive(browser.auth(), agreed(own, browser), info(browser, ownPoint), 32);
            var key = derive(salt, secret, ascii("Content-Encoding: aes128gcm\0"), 16);
            var nonce = derive(salt, secret, ascii("Content-Encoding: nonce\0"), 12);
            var aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            var record = Arrays.copyOf(text, text.length + 1);
            record[text.length] = LAST_RECORD;
            var sealed = aes.doFinal(record);
            return ByteBuffer.allocate(salt.length + 4 + 1 + ownPoint.length + sealed.length)
                    .put(salt)
                    .putInt(RECORD_BYTES)
                    .put((byte) ownPoint.length)
                    .put(ownPoint)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw P256.everyJdkHasIt(impossible);
        }
    }

    private static byte[] agreed(KeyPair own, BrowserKey browser) throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own.getPrivate());
        agreement.doPhase(browser.publicKey(), true);
        return agreement.generateSecret();
    }

    private static byte[] info(BrowserKey browser, byte[] ownPoint) {
        var begin = ascii("WebPush: info\0");
        return ByteBuffer.allocate(begin.length + 2 * P256.POINT_BYTES)
                .put(begin)
                .put(P256.bytes(browser.publicKey()))
                .put(ownPoint)
                .array();
    }

    private static byte[] derive(byte[] salt, byte[] secret, byte[] info, int bytes) throws GeneralSecurityException {
        var how = HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, bytes);
        return KDF.getInstance("HKDF-SHA256").deriveData(how);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
