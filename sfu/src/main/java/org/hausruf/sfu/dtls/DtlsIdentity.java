package org.hausruf.sfu.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Our key and self-signed certificate (ECDSA, P-256), made anew at each start and kept in memory only.
///
/// Clients trust the fingerprint that signalling gives them and look at nothing else in it.
///
/// @param certificate DER; nobody changes or compares it
@SuppressWarnings("ArrayRecordComponent")
record DtlsIdentity(PrivateKey key, byte[] certificate, Fingerprint fingerprint) {
    private static final X500Name NAME = new X500Name("CN=hausruf");
    /// A clock that runs behind must not find it "not yet valid".
    private static final Duration BACKDATED = Duration.ofDays(1);
    /// Longer than any process lives.
    private static final Duration VALID = Duration.ofDays(3_650);

    static DtlsIdentity create(SecureRandom random, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair keys = generator.generateKeyPair();
            byte[] certificate = certificate(keys, new BigInteger(64, random), now);
            return new DtlsIdentity(keys.getPrivate(), certificate, Fingerprint.of(certificate));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make a DTLS certificate", e);
        }
    }

    private static byte[] certificate(KeyPair keys, BigInteger serial, Instant now)
            throws OperatorCreationException, IOException {
        var builder = new JcaX509v3CertificateBuilder(
                NAME,
                serial.add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(VALID)),
                NAME,
                keys.getPublic());
        return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
    }
}
