package org.hausruf.server.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate for `localhost` and its key, made for one test, in PEM. Immutable.
public record SelfSigned(BigInteger serial, String certificate, String key) {
    /// Good from yesterday until tomorrow.
    public static SelfSigned of(long serial, String algorithm) {
        var now = Instant.now();
        return of(serial, algorithm, now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
    }

    static SelfSigned of(long serial, String algorithm, Instant from, Instant until) {
        try {
            var keys = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            return new SelfSigned(
                    BigInteger.valueOf(serial),
                    pem("CERTIFICATE", certificate(keys, serial, algorithm, from, until)),
                    pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private static byte[] certificate(KeyPair keys, long serial, String algorithm, Instant from, Instant until)
            throws OperatorCreationException, IOException {
        var name = new X500Principal("CN=" + serial);
        var builder = new JcaX509v3CertificateBuilder(
                name, BigInteger.valueOf(serial), Date.from(from), Date.from(until), name, keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        var signer = algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256with" + algorithm;
        return builder.build(new JcaContentSignerBuilder(signer).build(keys.getPrivate()))
                .getEncoded();
    }

    private static String pem(String what, byte[] bytes) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, lines);
    }

    /// Puts both in place of what is there.
    public void write(Settings.Tls tls) {
        replace(tls.certificate(), certificate);
        replace(tls.privateKey(), key);
    }

    /// As certificate programs do: never half.
    public static void replace(Path file, String content) {
        try {
            var beside = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), content);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
