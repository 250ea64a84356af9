package org.hausruf.server.push;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A push service (RFC 8030) as far as its sending side goes, with the browsers behind it: one per address.
public final class FakePushService implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer http;
    private final Map<String, FakeBrowser> browsers = new ConcurrentHashMap<>();
    private final Map<String, Queue<Integer>> answers = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Pushed> pushed = new LinkedBlockingQueue<>();

    private final Queue<Throwable> unread = new ConcurrentLinkedQueue<>();

    /// @param path the browser's
    /// @param message decrypted
    public record Pushed(String path, Headers headers, JsonNode message) {
        public String text(String member) {
            return message.path(member).asString("");
        }

        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    public FakePushService() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::take);
        http.start();
    }

    public String endpoint(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/" + path;
    }

    /// A new browser, which has subscribed there.
    public FakeBrowser browser(String path) {
        return browsers.computeIfAbsent("/" + path, _ -> new FakeBrowser());
    }

    /// Answers so to the next message for that browser; otherwise it takes everything.
    public void answer(String path, int status) {
        answers.computeIfAbsent("/" + path, _ -> new ConcurrentLinkedQueue<>()).add(status);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var body = exchange.getRequestBody().readAllBytes();
            var browser = browsers.get(path);
            var wanted =
                    answers.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
            if (wanted != null) exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(browser == null ? 404 : wanted == null ? 201 : wanted, -1);
            if (browser == null) return;
            var message = JSON.readTree(browser.decrypt(body));
            pushed.add(new Pushed(path.substring(1), exchange.getRequestHeaders(), message));
        } catch (AssertionError | RuntimeException e) {
            unread.add(e); // the server that this is built on says nothing
        }
    }

    /// The next message for any browser, also one that was not taken.
    public Pushed next() {
        try {
            var next = pushed.poll(60, TimeUnit.SECONDS);
            if (next == null) throw new AssertionError("nothing was pushed", unread.peek());
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
