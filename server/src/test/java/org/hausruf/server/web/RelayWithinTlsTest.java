package org.hausruf.server.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A real Jetty with HTTPS, and a relay that sends everything back.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RelayWithinTlsTest {
    /// The header of an allocation (RFC 8489 §5).
    private static final byte[] BEGIN = ByteBuffer.allocate(20)
            .putInt(0x0003_0000)
            .putInt(0x2112_a442)
            .putLong(7)
            .array();

    @TempDir
    Path directory;

    /// More than Jetty's pool has threads.
    private static final int CROWD = 250;

    private static final byte[] LARGE = new byte[32 << 20];

    private final Server server = new Server(JettySetup.threads());
    private final CountDownLatch answering = new CountDownLatch(CROWD);
    private final ServerConnector connector = new ServerConnector(server, new SslContextFactory.Server());
    private final BlockingQueue<Socket> taken = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        var tls = new Settings.Tls(directory.resolve("cert.pem"), directory.resolve("key.pem"));
        SelfSigned.of(1, "EC").write(tls);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws IOException {
                if (Request.getPathInContext(request).equals("/large")) {
                    answering.countDown();
                    try (var out = Content.Sink.asOutputStream(response)) {
                        out.write(LARGE);
                    }
                }
                callback.succeeded();
                return true;
            }
        });
        new RelayWithinTls(this::serve).customize(server);
        server.addBean(new CertificateWatch(server, tls, InstantSource.system()));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private void serve(Socket client) {
        taken.add(client);
        Thread.ofVirtual().start(() -> {
            try (client) {
                client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                // Broken is ended, too.
            } finally {
                ended.countDown();
            }
        });
    }

    private Handshake connected() {
        return new Handshake(connector.getLocalPort());
    }

    private static void echoes(Socket client, byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
        assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
    }

    @Test
    void httpAndTurnShareThePort() throws Exception {
        try (var http = connected();
                var turn = connected()) {
            echoes(turn.socket(), BEGIN);
            assertThat(http.status("/")).isEqualTo("HTTP/1.1 200 OK");

            var much = new byte[100_000];
            new Random(5).nextBytes(much);
            var writing = Thread.ofVirtual().start(() -> {
                try {
                    turn.socket().getOutputStream().write(much);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(turn.socket().getInputStream().readNBytes(much.length)).isEqualTo(much);
            writing.join();
            assertThat(taken.take().getInetAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
            assertThat(taken).isEmpty();
        }
    }

    @Test
    void manyWhoDoNotReadTheirAnswersHoldUpNobodyElse() throws Exception {
        var slow = new ArrayList<Handshake>();
        try (var turn = connected()) {
            for (int i = 0; i < CROWD; i++) {
                slow.add(connected());
                slow.getLast()
                        .socket()
                        .getOutputStream()
                        .write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            }
            assertThat(answering.await(60, SECONDS)).as("all are answered").isTrue();
            try (var http = connected()) {
                assertThat(http.status("/")).isEqualTo("HTTP/1.1 200 OK");
            }
            echoes(turn.socket(), BEGIN);
        } finally {
            connector.getConnectedEndPoints().forEach(EndPoint::close); // they would wait for each other's goodbye
            slow.forEach(Handshake::close);
        }
    }

    @Test
    void whatComesByteByByteIsKnown() throws IOException {
        try (var turn = connected()) {
            for (byte one : BEGIN) turn.socket().getOutputStream().write(one);
            assertThat(turn.socket().getInputStream().readNBytes(BEGIN.length)).isEqualTo(BEGIN);
        }
    }

    @Test
    void whatIsNeitherIsRefusedByHttp() throws IOException {
        try (var neither = connected();
                var http = connected()) {
            neither.socket().getOutputStream().write(new byte[BEGIN.length]);

            assertThat(new String(neither.socket().getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(http.status("/")).isEqualTo("HTTP/1.1 200 OK");
            assertThat(taken).isEmpty();
        }
    }

    @Test
    void aClientThatGoesIsGone() throws Exception {
        try (var turn = connected()) {
            echoes(turn.socket(), BEGIN);
        }
        ended.await();
    }

    @Test
    void whomTheRelayClosesIsEnded() throws Exception {
        try (var turn = connected()) {
            echoes(turn.socket(), BEGIN);

            taken.take().close();

            assertThat(turn.socket().getInputStream().read()).isEqualTo(-1);
            ended.await();
        }
    }

    @Test
    void aClientMayBeSilentForLongerThanWhoAsksForPages() throws Exception {
        try (var turn = connected()) {
            echoes(turn.socket(), BEGIN);

            assertThat(connector.getConnectedEndPoints())
                    .singleElement()
                    .satisfies(end -> assertThat(end.getIdleTimeout()).isZero());
        }
    }
}
