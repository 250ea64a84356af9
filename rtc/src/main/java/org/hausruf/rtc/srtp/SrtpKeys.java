package org.hausruf.rtc.srtp;

import static org.hausruf.rtc.srtp.SrtpProfile.KEY_SIZE;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Master key and salt of one direction, and the session keys derived from them (RFC 3711 §4.3, RFC 7714 §11).
public final class SrtpKeys {
    private static final int LABEL_AT = 7;
    private static final int AUTHENTICATION_KEY_SIZE = 20;

    private final byte[] masterKey;
    private final byte[] masterSalt;

    public SrtpKeys(byte[] masterKey, byte[] masterSalt) {
        this.masterKey = masterKey.clone();
        this.masterSalt = masterSalt.clone();
    }

    /// What the DTLS client protects with.
    public static SrtpKeys ofClient(SrtpProfile profile, byte[] keyingMaterial) {
        return new SrtpKeys(part(keyingMaterial, 0, KEY_SIZE), part(keyingMaterial, 2 * KEY_SIZE, profile.saltSize()));
    }

    /// What the DTLS server protects with.
    public static SrtpKeys ofServer(SrtpProfile profile, byte[] keyingMaterial) {
        int saltSize = profile.saltSize();
        return new SrtpKeys(
                part(keyingMaterial, KEY_SIZE, KEY_SIZE), part(keyingMaterial, 2 * KEY_SIZE + saltSize, saltSize));
    }

    private static byte[] part(byte[] material, int at, int size) {
        return Arrays.copyOfRange(material, at, at + size);
    }

    /// Session keys of RTP or RTCP.
    ///
    /// @param authenticationKey unused by AEAD profiles
    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
    record Session(byte[] key, byte[] salt, byte[] authenticationKey) {}

    Session rtp() {
        return session(0);
    }

    Session rtcp() {
        return session(3);
    }

    /// Labels of §4.3.1 and §4.3.2 follow each other: key, authentication key, salt.
    private Session session(int firstLabel) {
        return new Session(
                derive(firstLabel, KEY_SIZE),
                derive(firstLabel + 2, masterSalt.length),
                derive(firstLabel + 1, AUTHENTICATION_KEY_SIZE));
    }

    /// The key derivation function with a key derivation rate of 0.
    private byte[] derive(int label, int size) {
        byte[] iv = Arrays.copyOf(masterSalt, 16);
        iv[LABEL_AT] ^= (byte) label;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(new byte[size]);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES in counter mode, which every JDK has", e);
        }
    }
}
