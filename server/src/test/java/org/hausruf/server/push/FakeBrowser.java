package org.hausruf.server.push;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.hausruf.office.push.PushSubscription.Target;

/// A browser's side of RFC 8291: subscribes and decrypts, by HMACs alone and apart from the code under test.
public final class FakeBrowser {
    private final ECPublicKey point;
    private final ECPrivateKey number;
    private final byte[] auth;

    public FakeBrowser() {
        this(P256.generate(), "0123456789abcdef".getBytes(US_ASCII));
    }

    FakeBrowser(String point, String number, String auth) {
        this(new KeyPair(P256.publicKey(bytes(point)).orElseThrow(), P256.privateKey(bytes(number))), bytes(auth));
    }

    private FakeBrowser(KeyPair keys, byte[] auth) {
        this.point = (ECPublicKey) keys.getPublic();
        this.number = (ECPrivateKey) keys.getPrivate();
        this.auth = auth;
    }

    public Target target(String endpoint) {
        return new Target(endpoint, text(P256.bytes(point)), text(auth));
    }

    public String decrypt(byte[] message) {
        try {
            var in = ByteBuffer.wrap(message);
            var salt = take(in, 16);
            if (in.getInt() < message.length - 86) throw new AssertionError("more than one record");
            var theirs = take(in, in.get());
            var secret = hmac(hmac(auth, agreed(theirs)), "WebPush: info\0", P256.bytes(point), theirs, new byte[] {1});
            var random = hmac(salt, secret);
            var key = hmac(random, "Content-Encoding: aes128gcm\0", new byte[] {1});
            var nonce = hmac(random, "Content-Encoding: nonce\0", new byte[] {1});
            var aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(
                    Cipher.DECRYPT_MODE, new SecretKeySpec(key, 0, 16, "AES"), new GCMParameterSpec(128, nonce, 0, 12));
            var text = new String(aes.doFinal(take(in, in.remaining())), UTF_8);
            if (!text.endsWith("\u0002")) throw new AssertionError("no end of the last record");
            return text.substring(0, text.length() - 1);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("not for this browser", e);
        }
    }

    private byte[] agreed(byte[] theirs) throws GeneralSecurityException {
        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(number);
        agreement.doPhase(P256.publicKey(theirs).orElseThrow(), true);
        return agreement.generateSecret();
    }

    private static byte[] hmac(byte[] key, String begin, byte[]... parts) throws GeneralSecurityException {
        var mac = mac(key);
        mac.update(begin.getBytes(US_ASCII));
        for (var part : parts) mac.update(part);
        return mac.doFinal();
    }

    private static byte[] hmac(byte[] key, byte[] text) throws GeneralSecurityException {
        return mac(key).doFinal(text);
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac;
    }

    private static byte[] take(ByteBuffer from, int count) {
        var bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
