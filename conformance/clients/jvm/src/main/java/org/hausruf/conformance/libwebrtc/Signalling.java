package org.hausruf.conformance.libwebrtc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.jspecify.annotations.Nullable;

/// LiveKit's WebSocket: one protobuf message a frame.
final class Signalling implements WebSocket.Listener {
    private final Consumer<SignalResponse> responses;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private @Nullable WebSocket socket;

    Signalling(Consumer<SignalResponse> responses) {
        this.responses = responses;
    }

    void join(HttpClient http, String identity) {
        var uri = URI.create(env("LIVEKIT_URL")
                + "/rtc?sdk=cpp&version=1.0.0&protocol=16&auto_subscribe=1&access_token=" + token(identity));
        var _ = http.newWebSocketBuilder().buildAsync(uri, this).join();
    }

    synchronized void send(SignalRequest request) {
        var to = Objects.requireNonNull(socket);
        sent = sent.thenCompose(done -> to.sendBinary(ByteBuffer.wrap(request.toByteArray()), true));
    }

    /// When the server ends it.
    CompletableFuture<Void> closed() {
        return closed;
    }

    /// Before any message comes.
    @Override
    public synchronized void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        part.writeBytes(bytes);
        if (last) {
            try {
                responses.accept(SignalResponse.parseFrom(part.toByteArray()));
            } catch (InvalidProtocolBufferException e) {
                onError(from, e);
            }
            part.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    private static String token(String identity) {
        String claims =
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"exp\":%d,\"video\":{\"roomCreate\":true,\"roomJoin\":true,\"room\":\"%s\"}}"
                        .formatted(
                                env("LIVEKIT_API_KEY"),
                                identity,
                                Instant.now().getEpochSecond() + 600,
                                env("CONFORMANCE_ROOM"));
        var encoder = Base64.getUrlEncoder().withoutPadding();
        String signed = encoder.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8)) + "."
                + encoder.encodeToString(claims.getBytes(UTF_8));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(env("LIVEKIT_API_SECRET").getBytes(UTF_8), "HmacSHA256"));
            return signed + "." + encoder.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String env(String name) {
        return Objects.requireNonNull(Map.copyOf(System.getenv()).get(name), name);
    }
}
