package org.hausruf.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;

/// The HTTPS certificate and its key, found to belong together and to be good now. Immutable; prints itself without
/// the key.
///
/// @param store holds both, under [#PASSWORD]
/// @param until when it expires
public record HttpsCertificate(KeyStore store, Instant until) {
    /// Of a store that is nowhere but in memory.
    public static final String PASSWORD = "in memory alone";

    private static final byte[] SAMPLE = "signed to see whether it fits".getBytes(StandardCharsets.US_ASCII);

    /// @throws WrongSetting naming the file that is of no use, and why
    public static HttpsCertificate of(PemFiles files, Instant now) {
        var tls = files.from();
        var chain =
                parsed(Setting.HAUSRUF_TLS_CERT, tls.certificate(), files.certificate(), PemContent::getCertificates);
        var key = parsed(Setting.HAUSRUF_TLS_KEY, tls.privateKey(), files.key(), PemContent::getPrivateKey);
        var own = chain.getFirst();
        if (now.isAfter(own.getNotAfter().toInstant())) {
            throw certificate(tls, "has expired at " + own.getNotAfter().toInstant());
        }
        if (now.isBefore(own.getNotBefore().toInstant())) {
            throw certificate(tls, "is not valid before " + own.getNotBefore().toInstant());
        }
        if (!fits(key, own.getPublicKey())) {
            throw WrongSetting.of(
                    Setting.HAUSRUF_TLS_KEY,
                    "the key in " + tls.privateKey() + " is not that of the certificate in " + tls.certificate());
        }
        return new HttpsCertificate(store(tls, chain, key), own.getNotAfter().toInstant());
    }

    private static <T> T parsed(Setting setting, Path file, String text, Function<PemContent, @Nullable T> wanted) {
        @Nullable T found;
        try {
            found = wanted.apply(Objects.requireNonNull(PemContent.of(text)));
        } catch (RuntimeException e) {
            found = null; // its parsers throw of many kinds
        }
        if (found == null) throw new WrongSetting(setting, file.toString());
        return found;
    }

    private static boolean fits(PrivateKey key, PublicKey certified) {
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            var signed = signature.sign();
            signature.initVerify(certified);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // a key of another kind
        }
    }

    private static KeyStore store(Settings.Tls tls, List<X509Certificate> chain, PrivateKey key) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("https", key, PASSWORD.toCharArray(), chain.toArray(new X509Certificate[0]));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw certificate(tls, "is followed by others that are not its issuers in turn");
        }
    }

    private static WrongSetting certificate(Settings.Tls tls, String why) {
        return WrongSetting.of(Setting.HAUSRUF_TLS_CERT, "the certificate in " + tls.certificate() + " " + why);
    }

    @Override
    public String toString() {
        return "HttpsCertificate until " + until;
    }
}
