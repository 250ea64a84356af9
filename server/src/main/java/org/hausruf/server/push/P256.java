package org.hausruf.server.push;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;

/// Keys on the curve P-256 as Web Push writes them: points uncompressed (SEC 1 §2.3.3), numbers in 32 bytes.
final class P256 {
    static final int POINT_BYTES = 65;
    static final int NUMBER_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final String CURVE = "secp256r1";
    private static final ECParameterSpec PARAMETERS = parameters();

    private P256() {}

    private static ECParameterSpec parameters() {
        try {
            var curve = AlgorithmParameters.getInstance("EC");
            curve.init(new ECGenParameterSpec(CURVE));
            return curve.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException impossible) {
            throw everyJdkHasIt(impossible);
        }
    }

    static IllegalStateException everyJdkHasIt(GeneralSecurityException impossible) {
        return new IllegalStateException("every JDK has P-256, HKDF and AES-GCM", impossible);
    }

    static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw everyJdkHasIt(impossible);
        }
    }

    /// Nothing, if that is no point of the curve: a key of an attacker's choice could otherwise tell about ours.
    static Optional<ECPublicKey> publicKey(byte[] point) {
        if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) return Optional.empty();
        var x = number(point, 1);
        var y = number(point, 1 + NUMBER_BYTES);
        if (!isOnCurve(x, y)) return Optional.empty();
        try {
            var spec = new ECPublicKeySpec(new ECPoint(x, y), PARAMETERS);
            return Optional.of((ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec));
        } catch (GeneralSecurityException impossible) {
            throw everyJdkHasIt(impossible);
        }
    }

    private static boolean isOnCurve(BigInteger x, BigInteger y) {
        var curve = PARAMETERS.getCurve();
        var p = ((ECFieldFp) curve.getField()).getP();
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) return false;
        var right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        return y.pow(2).mod(p).equals(right);
    }

    private static BigInteger number(byte[] bytes, int offset) {
        return new BigInteger(1, Arrays.copyOfRange(bytes, offset, offset + NUMBER_BYTES));
    }

    static ECPrivateKey privateKey(byte[] number) {
        try {
            var spec = new ECPrivateKeySpec(new BigInteger(1, number), PARAMETERS);
            return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
        } catch (GeneralSecurityException impossible) {
            throw everyJdkHasIt(impossible);
        }
    }

    static byte[] bytes(ECPublicKey key) {
        var point = new byte[POINT_BYTES];
        point[0] = UNCOMPRESSED;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + NUMBER_BYTES);
        return point;
    }

    static byte[] bytes(ECPrivateKey key) {
        var number = new byte[NUMBER_BYTES];
        put(key.getS(), number, 0);
        return number;
    }

    /// Java writes numbers as short as they are, and with a byte for the sign.
    private static void put(BigInteger number, byte[] into, int offset) {
        var bytes = number.toByteArray();
        int skipped = Math.max(0, bytes.length - NUMBER_BYTES);
        int length = bytes.length - skipped;
        System.arraycopy(bytes, skipped, into, offset + NUMBER_BYTES - length, length);
    }
}
