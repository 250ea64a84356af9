package org.hausruf.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.hausruf.server.Handshake;
import org.hausruf.server.config.SelfSigned;
import org.hausruf.server.config.Settings;
import org.hausruf.server.config.WrongSetting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Jetty with HTTPS; the test looks when it likes, not the watch.
class CertificateWatchTest {
    @TempDir
    Path directory;

    private final Server server = new Server();
    private Settings.Tls tls;
    private CertificateWatch watch;
    private Instant now = Instant.now();
    private int port;

    @BeforeEach
    void start() throws Exception {
        tls = new Settings.Tls(directory.resolve("cert.pem"), directory.resolve("key.pem"));
        SelfSigned.of(1, "EC").write(tls);
        var connector = new ServerConnector(server, new SslContextFactory.Server());
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                callback.succeeded();
                return true;
            }
        });
        watch = new CertificateWatch(server, tls, () -> now);
        server.start();
        port = connector.getLocalPort();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void newConnectionsGetTheNewCertificateAndOldOnesStay() {
        try (var before = new Handshake(port)) {
            uses(1);
            SelfSigned.of(2, "RSA").write(tls);

            watch.look();
            uses(1); // it may still be written
            watch.look();
            uses(2);

            assertThat(before.status("/")).isEqualTo("HTTP/1.1 200 OK");
        }
        try (var after = new Handshake(port)) {
            assertThat(after.status("/")).isEqualTo("HTTP/1.1 200 OK");
        }
        SelfSigned.of(3, "EC").write(tls);
        looked();
        uses(3);
    }

    @Test
    void oneFileWithoutTheOtherIsRefusedUntilBothAreThere() {
        var next = SelfSigned.of(2, "EC");

        SelfSigned.replace(tls.certificate(), next.certificate());
        looked();
        uses(1);

        SelfSigned.replace(tls.privateKey(), next.key());
        looked();
        uses(2);
    }

    @Test
    void brokenOrMissingFilesLeaveTheOldCertificateInUse() throws Exception {
        SelfSigned.replace(tls.certificate(), "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
        looked();
        uses(1);

        Files.delete(tls.certificate());
        Files.delete(tls.privateKey());
        looked();
        uses(1);

        SelfSigned.of(2, "EC").write(tls);
        looked();
        uses(2);
    }

    @Test
    void anExpiredOneIsRefused() {
        now = now.plus(Duration.ofDays(2));
        SelfSigned.of(2, "EC").write(tls);
        looked();
        uses(1);
    }

    @Test
    void oneThatIsNotValidYetIsUsedAsSoonAsItIs() {
        var valid = now;
        now = now.minus(Duration.ofDays(2));
        SelfSigned.of(2, "EC").write(tls);
        looked();
        uses(1);

        now = valid;
        watch.look();
        uses(2);
    }

    @Test
    void whatIsOfNoUseAtTheStartIsRefused() {
        SelfSigned.replace(tls.privateKey(), SelfSigned.of(2, "EC").key());

        assertThatThrownBy(() -> new CertificateWatch(server, tls, () -> now))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("HAUSRUF_TLS_KEY");
    }

    private void looked() {
        watch.look();
        watch.look();
    }

    private void uses(long serial) {
        assertThat(Handshake.serial(port)).isEqualTo(BigInteger.valueOf(serial));
    }
}
