package org.hausruf.livekit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.jspecify.annotations.Nullable;

/// A LiveKit client as far as signalling goes, over a real WebSocket.
final class SignalClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final BlockingQueue<SignalResponse> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final WebSocket socket;
    private final boolean reads;

    private SignalClient(String url, boolean reads) {
        this.reads = reads;
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(url), new Reader())
                .join();
    }

    /// @param query appended, such as `&reconnect=1`
    static SignalClient connect(EngineServer server, String token, String query) {
        return new SignalClient(url("ws", server, "/rtc", token) + query, true);
    }

    static SignalClient connect(EngineServer server, String token) {
        return connect(server, token, "");
    }

    /// Never reads what the server sends.
    static SignalClient deaf(EngineServer server, String token) {
        return new SignalClient(url("ws", server, "/rtc", token), false);
    }

    /// {@return the HTTP status with which the server refuses the WebSocket}
    static int refusal(EngineServer server, String token) {
        try (var _ = connect(server, token)) {
            throw new AssertionError("was let in");
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused)
                return refused.getResponse().statusCode();
            throw e;
        }
    }

    static String url(String scheme, EngineServer server, String path, String token) {
        return scheme + "://127.0.0.1:" + server.httpPort() + path + "?protocol=17&sdk=js&access_token="
                + URLEncoder.encode(token, UTF_8);
    }

    void send(SignalRequest.Builder request) {
        send(request.build().toByteArray());
    }

    void send(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
    }

    void sendText(String message) {
        socket.sendText(message, true).join();
    }

    /// {@return the next message of that kind; others before it are passed over}
    SignalResponse await(MessageCase kind) {
        while (true) {
            SignalResponse next = next();
            if (next.getMessageCase() == kind) return next;
        }
    }

    /// Whether one of that kind has come; it stays.
    boolean has(MessageCase kind) {
        return received.stream().anyMatch(message -> message.getMessageCase() == kind);
    }

    SignalResponse next() {
        try {
            @Nullable SignalResponse next = received.poll(60, SECONDS);
            if (next == null) throw new AssertionError("nothing came");
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// {@return how that participant is now, as soon as it is told}
    ParticipantInfo awaitUpdate(String identity) {
        while (true) {
            for (ParticipantInfo info : await(MessageCase.UPDATE).getUpdate().getParticipantsList()) {
                if (info.getIdentity().equals(identity)) return info;
            }
        }
    }

    /// Announces and offers a microphone, without any media behind it.
    ///
    /// @return its sid
    String publish() {
        send(TestOffers.addMicrophone("cid"));
        String sid = await(MessageCase.TRACK_PUBLISHED)
                .getTrackPublished()
                .getTrack()
                .getSid();
        send(TestOffers.offer(TestOffers.microphone("cid"), 1));
        await(MessageCase.ANSWER);
        return sid;
    }

    /// Takes the next offer, without any media behind it: who answers none for 15 s is put out.
    ///
    /// @return the offer
    String answerOffer() {
        SessionDescription offer = await(MessageCase.OFFER).getOffer();
        send(SignalRequest.newBuilder()
                .setAnswer(SessionDescription.newBuilder()
                        .setType("answer")
                        .setId(offer.getId())
                        .setSdp(TestOffers.answer(offer.getSdp()))));
        return offer.getSdp();
    }

    int awaitClose() {
        return closeCode.orTimeout(60, SECONDS).join();
    }

    /// Without a word of farewell.
    @Override
    public void close() {
        socket.abort();
    }

    private final class Reader implements WebSocket.Listener {
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            if (reads) opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            partial.writeBytes(bytes);
            if (last) parse();
            from.request(1);
            return null;
        }

        private void parse() {
            try {
                received.add(SignalResponse.parseFrom(partial.toByteArray()));
            } catch (InvalidProtocolBufferException e) {
                throw new UncheckedIOException(e);
            }
            partial.reset();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                var response = SignalResponse.newBuilder();
                try {
                    JsonFormat.parser().merge(text.toString(), response);
                } catch (InvalidProtocolBufferException e) {
                    throw new UncheckedIOException(e);
                }
                received.add(response.build());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closeCode.completeExceptionally(error);
        }
    }
}
