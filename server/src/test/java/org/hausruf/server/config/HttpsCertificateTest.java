package org.hausruf.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken as HTTPS certificate, and in which words the rest is refused.
class HttpsCertificateTest {
    private final Instant now = Instant.now();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void aPairThatFitsIsTaken(String algorithm) throws Exception {
        var pair = SelfSigned.of(1, algorithm);
        var files = new PemFiles(tls(), pair.certificate(), pair.key());

        var store = HttpsCertificate.of(files, now).store();

        assertThat(store.isKeyEntry("https")).isTrue();
        assertThat(files.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void aKeyOfAnotherCertificateIsNamed() {
        var pair = SelfSigned.of(1, "EC");

        for (var other : new SelfSigned[] {SelfSigned.of(2, "EC"), SelfSigned.of(3, "RSA")}) {
            refused(pair.certificate(), other.key(), "HAUSRUF_TLS_KEY: ", "key.pem is not that of the certificate in");
        }
    }

    @Test
    void whatIsNotGoodNowIsNamed() {
        var day = Duration.ofDays(1);
        var old = SelfSigned.of(1, "EC", now.minus(day.multipliedBy(2)), now.minus(day));
        refused(old.certificate(), old.key(), "HAUSRUF_TLS_CERT: ", "cert.pem has expired at ");

        var early = SelfSigned.of(1, "EC", now.plus(day), now.plus(day.multipliedBy(2)));
        refused(early.certificate(), early.key(), "HAUSRUF_TLS_CERT: ", "cert.pem is not valid before ");
    }

    @Test
    void whatIsNoCertificateOrNoKeyIsNamed() {
        var pair = SelfSigned.of(1, "EC");

        refused("", pair.key(), "HAUSRUF_TLS_CERT: ", "cert.pem", "allowed: a readable PEM file");
        refused(pair.key(), pair.key(), "HAUSRUF_TLS_CERT: ", "allowed: ");
        refused(pair.certificate().substring(0, 200), pair.key(), "HAUSRUF_TLS_CERT: ", "allowed: ");
        refused(pair.certificate(), "", "HAUSRUF_TLS_KEY: ", "key.pem", "allowed: a readable PEM file");
        refused(pair.certificate(), pair.certificate(), "HAUSRUF_TLS_KEY: ", "allowed: ");
        refused(pair.certificate(), pair.key().replace('M', '!'), "HAUSRUF_TLS_KEY: ", "allowed: ");
    }

    @Test
    void aChainInDisorderIsNamed() {
        var pair = SelfSigned.of(1, "EC");
        var stranger = SelfSigned.of(2, "EC");

        refused(pair.certificate() + stranger.certificate(), pair.key(), "HAUSRUF_TLS_CERT: ", "issuers in turn");
    }

    private void refused(String certificate, String key, String... words) {
        assertThatThrownBy(() -> HttpsCertificate.of(new PemFiles(tls(), certificate, key), now))
                .isInstanceOf(WrongSetting.class)
                .message()
                .contains(words)
                .doesNotContain("\n");
    }

    private Settings.Tls tls() {
        return new Settings.Tls(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    }
}
