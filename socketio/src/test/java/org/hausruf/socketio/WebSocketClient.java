package org.hausruf.socketio;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// A bare WebSocket: what comes is looked at in order. Closing counts as a message.
final class WebSocketClient implements WebSocket.Listener, AutoCloseable {
    static final String CLOSED = "closed";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 30;

    private final LinkedBlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final WebSocket webSocket;

    private WebSocketClient(URI uri) {
        webSocket = HTTP.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    static WebSocketClient open(TestServer server, String pathAndQuery) {
        return new WebSocketClient(
                URI.create("ws" + server.uri(pathAndQuery).toString().substring(4)));
    }

    /// At Socket.IO, after the handshake of Engine.IO.
    static WebSocketClient open(TestServer server) throws InterruptedException {
        var client = open(server, "/socket.io/?EIO=4&transport=websocket");
        client.next();
        return client;
    }

    /// In that namespace.
    static WebSocketClient enter(TestServer server, String namespace, String auth) throws InterruptedException {
        var client = open(server);
        client.send("40" + namespace + "," + auth);
        client.next();
        return client;
    }

    void send(String message) {
        try {
            webSocket.sendText(message, true).join();
        } catch (CompletionException e) {
            // Closed by the server, which is what a test looks at.
        }
    }

    void send(byte[] message) {
        webSocket.sendBinary(ByteBuffer.wrap(message), true).join();
    }

    /// The next message: a string, bytes, or [#CLOSED].
    Object next() throws InterruptedException {
        Object message = messages.poll(PATIENCE_SECONDS, SECONDS);
        if (message == null) throw new AssertionError("nothing comes");
        return message;
    }

    /// Passes over what comes before.
    Object nextThatIs(Object wanted) throws InterruptedException {
        Object message = next();
        while (!message.equals(wanted) && !message.equals(CLOSED)) message = next();
        return message;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            messages.add(text.toString());
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        while (data.hasRemaining()) bytes.write(data.get());
        if (last) {
            messages.add(bytes.toByteArray());
            bytes.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        messages.add(CLOSED);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        messages.add(CLOSED);
    }

    @Override
    public void close() {
        webSocket.abort();
    }
}
