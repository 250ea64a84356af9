package org.hausruf.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Somebody who has joined a room of the engine in the product, as far as signalling goes: media are for the engine's
/// own tests, and for browsers.
final class Inside implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final WebSocket socket;

    private Inside(WebSocket socket) {
        this.socket = socket;
    }

    /// Returns when the engine has said that they are in.
    static Inside by(URI origin, String token) {
        var joined = new CompletableFuture<Boolean>();
        var address = origin.toString().replaceFirst("^http", "ws") + "/rtc?protocol=15&sdk=js&access_token=" + token;
        var socket = HTTP.newWebSocketBuilder().buildAsync(URI.create(address), new FirstWord(joined));
        joined.orTimeout(60, TimeUnit.SECONDS).join();
        return new Inside(socket.join());
    }

    /// What comes first is the answer to joining.
    private record FirstWord(CompletableFuture<Boolean> heard) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            heard.complete(true);
            from.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            heard.completeExceptionally(error);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
