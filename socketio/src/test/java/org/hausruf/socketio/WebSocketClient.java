package org.hausruf.socketio;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A bare WebSocket: what comes is looked at in order. Closing counts as a message.
///
/// OkHttp's, as the JDK's says nothing of some connections that were reset, of one in eighty on a busy machine.
final class WebSocketClient extends WebSocketListener implements AutoCloseable {
    static final String CLOSED = "closed";
    private static final int PATIENCE_SECONDS = 60;
    private static final OkHttpClient HTTP = new OkHttpClient.Builder()
            .connectTimeout(PATIENCE_SECONDS, SECONDS)
            .readTimeout(PATIENCE_SECONDS, SECONDS)
            .build();

    private final LinkedBlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final WebSocket webSocket;

    private WebSocketClient(String url) {
        webSocket = HTTP.newWebSocket(new Request.Builder().url(url).build(), this);
        int answered = status.join();
        if (answered != 101) throw new IllegalStateException("refused with " + answered);
    }

    static WebSocketClient open(TestServer server, String pathAndQuery) {
        return new WebSocketClient(server.uri(pathAndQuery).toString());
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

    /// What is sent after the server has closed is lost.
    void send(String message) {
        webSocket.send(message);
    }

    void send(byte[] message) {
        webSocket.send(ByteString.of(message));
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
    public void onOpen(WebSocket opened, Response response) {
        status.complete(response.code());
    }

    @Override
    public void onMessage(WebSocket from, String text) {
        messages.add(text);
    }

    @Override
    public void onMessage(WebSocket from, ByteString bytes) {
        messages.add(bytes.toByteArray());
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
        messages.add(CLOSED);
    }

    @Override
    public void onFailure(WebSocket from, Throwable cause, @Nullable Response response) {
        if (response == null) status.completeExceptionally(cause);
        else status.complete(response.code());
        messages.add(CLOSED);
    }

    @Override
    public void close() {
        webSocket.cancel();
    }
}
