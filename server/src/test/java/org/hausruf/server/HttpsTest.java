package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.hausruf.server.config.SelfSigned;
import org.hausruf.server.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The product with a certificate of its own.
class HttpsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void aRenewedCertificateIsUsedWithoutARestart() {
        var tls = tls();
        SelfSigned.of(1, "EC").write(tls);
        try (var server = TestServer.start(environment(tls));
                var log = EveryLog.atDebug()) {
            int port = server.origin().getPort();
            try (var before = new Handshake(port)) {
                assertThat(before.status("/readyz")).isEqualTo("HTTP/1.1 200 OK");
                assertThat(before.serial()).isEqualTo(BigInteger.ONE);
            }

            SelfSigned.replace(tls.privateKey(), SelfSigned.of(7, "EC").key());
            await(() -> log.lines().stream().anyMatch(HttpsTest::isRefusal));
            assertThat(Handshake.serial(port)).isEqualTo(BigInteger.ONE);

            SelfSigned.of(2, "EC").write(tls);
            await(() -> Handshake.serial(port).equals(BigInteger.TWO));
            try (var after = new Handshake(port)) {
                assertThat(after.status("/readyz")).isEqualTo("HTTP/1.1 200 OK");
            }
            assertThat(log.lines()).noneMatch(line -> line.contains("PRIVATE KEY"));
        }
    }

    /// An allocation without credentials is answered with 401 (RFC 8656 §7.2).
    @Test
    void aRelayForWhoGetsNothingElseThroughIsAtTheSamePort() throws Exception {
        var tls = tls();
        SelfSigned.of(1, "EC").write(tls);
        var allocation = new byte[] {
            0, 3, 0, 8, 0x21, 0x12, (byte) 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0x19, 0, 4, 17, 0, 0, 0
        };
        try (var server = TestServer.start(environment(tls));
                var turn = new Handshake(server.origin().getPort())) {
            turn.socket().getOutputStream().write(allocation);

            var answer = turn.socket().getInputStream().readNBytes(20);
            assertThat(answer).startsWith(1, 0x13).endsWith(Arrays.copyOfRange(allocation, 8, 20));
        }
    }

    @Test
    void whoSpeaksNoTlsWritesNothingIntoTheLog() throws Exception {
        var tls = tls();
        SelfSigned.of(1, "EC").write(tls);
        try (var server = TestServer.start(environment(tls));
                var log = EveryLog.atDebug();
                var stranger = new Socket(
                        InetAddress.getLoopbackAddress(), server.origin().getPort())) {
            stranger.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            var _ = stranger.getInputStream().readAllBytes();

            assertThat(Handshake.serial(server.origin().getPort())).isEqualTo(BigInteger.ONE);
            assertThat(log.lines()).noneMatch(line -> line.contains("Detector"));
        }
    }

    private static boolean isRefusal(String line) {
        return line.contains("new HTTPS certificate refused") && line.contains("HAUSRUF_TLS_KEY: the key in");
    }

    @Test
    void aKeyThatDoesNotFitIsOneLineAndExitCodeTwo() throws Exception {
        var tls = tls();
        Files.writeString(tls.certificate(), SelfSigned.of(1, "EC").certificate());
        Files.writeString(tls.privateKey(), SelfSigned.of(2, "EC").key());

        var process = MainTest.Running.launch(directory, environment(tls));
        var errors = new String(process.getErrorStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(errors.lines())
                .singleElement()
                .asString()
                .contains(
                        "HAUSRUF_TLS_KEY",
                        tls.privateKey().toString(),
                        tls.certificate().toString());
        assertThat(directory.resolve("data")).doesNotExist();
    }

    private Settings.Tls tls() {
        return new Settings.Tls(directory.resolve("cert.pem"), directory.resolve("key.pem"));
    }

    private static Map<String, String> environment(Settings.Tls tls) {
        return Map.of(
                "HAUSRUF_TLS_CERT", tls.certificate().toString(),
                "HAUSRUF_TLS_KEY", tls.privateKey().toString());
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        var deadline = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(50_000_000); // the log keeps every look
        }
    }
}
