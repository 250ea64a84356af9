package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program that is told of calls: real HTTP on a port of its own. What has come waits here until a test looks.
final class WebhookReceiver implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int AS_USUAL = -1;

    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(1_000);
    private final HttpServer server;
    private volatile int status = 204;
    private final AtomicInteger once = new AtomicInteger(AS_USUAL);

    record Received(String id, String timestamp, String signature, String contentType, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String type() {
            return json().path("type").asString();
        }

        JsonNode data() {
            return json().path("data");
        }

        /// Signed anew here, by the text of the convention alone.
        boolean isSignedWith(String secret) {
            try {
                var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                var hash = mac.doFinal((id + "." + timestamp + "." + body).getBytes(UTF_8));
                return List.of(signature.split(" ", -1))
                        .contains("v1," + Base64.getEncoder().encodeToString(hash));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        int only = once.getAndSet(AS_USUAL);
        int status = only == AS_USUAL ? this.status : only;
        received.add(new Received(
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                headers.getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        if (status == 0) return; // never answered
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /// @param status of every answer from now on; 0: none at all
    void answerWith(int status) {
        this.status = status;
    }

    /// The next answer alone; those after it are as they were.
    void answerOnceWith(int status) {
        once.set(status);
    }

    Received next() {
        try {
            @Nullable Received next = received.poll(60, TimeUnit.SECONDS);
            if (next == null) throw new AssertionError("nothing has come for a minute");
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean hasMore() {
        return !received.isEmpty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
