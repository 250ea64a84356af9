package org.hausruf.livekit.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.exceptions.WebSocketTimeoutException;
import org.hausruf.livekit.json.BoundedJson;
import org.hausruf.livekit.signal.SignalClose;
import org.hausruf.livekit.signal.SignalConnection;
import org.jspecify.annotations.Nullable;

/// A WebSocket that carries one signalling message per WebSocket message: protobuf in binary ones, JSON in text ones;
/// replies take the form of the last request. Reads the next message only when the room has dealt with the one before.
///
/// Public because Jetty calls it by reflection.
public final class SignalSocket implements Session.Listener, SignalConnection.Socket {
    private static final int MAX_MESSAGE_BYTES = 2 << 20;
    /// Three pings of the server without a pong.
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(35);
    private static final int CLOSE_BAD_DATA = 1_007;
    private static final JsonFormat.Printer JSON_OUT = JsonFormat.printer().omittingInsignificantWhitespace();

    private final SignalConnection connection;
    private final Clock clock;
    private final Set<SignalSocket> open;
    private volatile @Nullable Session session;
    private volatile boolean json;

    SignalSocket(SignalConnection connection, Clock clock, Set<SignalSocket> open) {
        this.connection = connection;
        this.clock = clock;
        this.open = open;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        opened.setMaxBinaryMessageSize(MAX_MESSAGE_BYTES);
        opened.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
        opened.setIdleTimeout(IDLE_TIMEOUT);
        session = opened;
        open.add(this);
        connection.opened(this);
        opened.demand();
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        json = false;
        SignalRequest request;
        try {
            request = SignalRequest.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            callback.succeed();
            refuse();
            return;
        }
        callback.succeed();
        connection.received(request, clock.millis(), this::demand);
    }

    @Override
    public void onWebSocketText(String message) {
        json = true;
        var request = SignalRequest.newBuilder();
        try {
            BoundedJson.merge(message, request);
        } catch (InvalidProtocolBufferException e) {
            refuse();
            return;
        }
        connection.received(request.build(), clock.millis(), this::demand);
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        Session current = session;
        // The next message is read when the pong is out: who asks and never reads must not fill our memory.
        if (current != null)
            current.sendPong(payload, Callback.from(this::demand, failure -> gone(SignalClose.BROKEN)));
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        demand();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        gone(cause instanceof WebSocketTimeoutException ? SignalClose.SILENT : SignalClose.BROKEN);
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        callback.succeed();
        gone(statusCode == StatusCode.ABNORMAL ? SignalClose.BROKEN : SignalClose.CLIENT);
    }

    @Override
    public void send(SignalResponse response, Runnable sent) {
        Session current = session;
        if (current == null) return;
        var callback = Callback.from(sent, failure -> gone(SignalClose.BROKEN));
        if (!json) {
            current.sendBinary(ByteBuffer.wrap(response.toByteArray()), callback);
            return;
        }
        try {
            current.sendText(JSON_OUT.print(response), callback);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a response that has no JSON form", e);
        }
    }

    @Override
    public void close(int code, String reason) {
        Session current = session;
        if (current != null) current.close(code, reason, Callback.NOOP);
    }

    void ping() {
        Session current = session;
        if (current != null) current.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
    }

    private void demand() {
        Session current = session;
        if (current != null && current.isOpen()) current.demand();
    }

    private void refuse() {
        gone(SignalClose.BAD_DATA);
        close(CLOSE_BAD_DATA, "not a SignalRequest");
    }

    /// The first word counts: a WebSocket that broke or fell silent is closed after that, too.
    private void gone(SignalClose why) {
        open.remove(this);
        connection.closed(why);
    }
}
