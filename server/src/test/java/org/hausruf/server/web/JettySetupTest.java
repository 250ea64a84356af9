package org.hausruf.server.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.hausruf.server.problem.Problems;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// A real Jetty, set up as the product's, in front of a handler that needs no product.
class JettySetupTest {
    /// More than Jetty's pool has threads.
    private static final int CROWD = 250;

    private static final byte[] LARGE = new byte[32 << 20];

    private final Server server = new Server(JettySetup.threads());
    private final ServerConnector connector = new ServerConnector(server);
    private final CountDownLatch answering = new CountDownLatch(CROWD);

    @BeforeEach
    void start() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Answers());
        new JettySetup(
                        new Problems(JsonMapper.builder().build()),
                        new SecurityHeaders(URI.create("http://localhost"), URI.create("ws://localhost")))
                .customize(server);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    private final class Answers extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            switch (Request.getPathInContext(request)) {
                case "/large" -> {
                    answering.countDown();
                    try (var out = Content.Sink.asOutputStream(response)) {
                        out.write(LARGE);
                    }
                    callback.succeeded();
                }
                case "/upgrade" -> Response.writeError(request, response, callback, 426);
                case "/conflict" -> Response.writeError(request, response, callback, 409);
                default -> callback.succeeded();
            }
            return true;
        }
    }

    @Test
    void aBodyThatStaysAwayIsATimeoutOfTheClients() throws IOException {
        try (var socket = connect()) {
            write(socket, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{");
            whatWaitsForMore().setIdleTimeout(200);

            assertThat(answer(socket))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("\"code\":\"request-timeout\"")
                    .contains("\"status\":408");
        }
    }

    /// The end where a request has begun, and more of it is waited for: before, nobody would be answered.
    private AbstractEndPoint whatWaitsForMore() {
        var deadline = System.nanoTime() + SECONDS.toNanos(60);
        while (System.nanoTime() - deadline < 0) {
            for (var end : connector.getConnectedEndPoints()) {
                var connection = end.getConnection();
                boolean begun = connection != null && connection.getBytesIn() > 0;
                if (begun
                        && end instanceof AbstractEndPoint waiting
                        && waiting.getFillInterest().isInterested()) return waiting;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("nothing has come in");
    }

    @Test
    void statusAndBodyOfJettysOwnRefusalsAgree() throws IOException {
        assertThat(get("/upgrade", "")).startsWith("HTTP/1.1 426 ").contains("\"status\":426");
        assertThat(get("/", "X: " + "x".repeat(20_000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("\"status\":431");
        assertThat(get("/conflict", "")).startsWith("HTTP/1.1 400 ").contains("\"status\":400");
    }

    @Test
    void manyWhoDoNotReadTheirAnswersHoldUpNobodyElse() throws Exception {
        var slow = new ArrayList<Socket>();
        try {
            for (int i = 0; i < CROWD; i++) {
                var socket = new Socket();
                slow.add(socket);
                socket.setReceiveBufferSize(4_096);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), connector.getLocalPort()));
                socket.getOutputStream().write("GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            }
            assertThat(answering.await(60, SECONDS)).as("all are answered").isTrue();
            assertThat(get("/", "")).startsWith("HTTP/1.1 200 ");
        } finally {
            for (var socket : slow) socket.close();
        }
    }

    private String get(String path, String headers) throws IOException {
        return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
    }

    private String ask(String request) throws IOException {
        try (var socket = connect()) {
            write(socket, request);
            return answer(socket);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    }

    private static void write(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(US_ASCII));
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
}
