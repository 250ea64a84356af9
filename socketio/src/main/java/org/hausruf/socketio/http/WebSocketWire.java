package org.hausruf.socketio.http;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.hausruf.socketio.CloseReason;
import org.hausruf.socketio.Limits;
import org.hausruf.socketio.engine.EngineSession;
import org.hausruf.socketio.engine.Frame;
import org.hausruf.socketio.engine.Wire;
import org.jspecify.annotations.Nullable;

/// A WebSocket of a session. Reading waits for nobody; the container answers a WebSocket ping before it reads on.
///
/// Public because containers ask for it.
public final class WebSocketWire extends Endpoint implements Wire {
    private final EngineSession session;
    private final Consumer<WebSocketWire> opened;
    private final Limits limits;
    private final Consumer<Session> cut;
    private volatile @Nullable Session webSocket;

    /// @param cut ends a WebSocket
    /// @param opened called when frames can be sent
    WebSocketWire(EngineSession session, Limits limits, Consumer<Session> cut, Consumer<WebSocketWire> opened) {
        this.session = session;
        this.limits = limits;
        this.cut = cut;
        this.opened = opened;
    }

    @Override
    public void onOpen(Session open, EndpointConfig config) {
        long silentMillis = limits.pingInterval().plus(limits.pingTimeout()).toMillis();
        open.setMaxIdleTimeout(silentMillis);
        // A client that reads nothing is cut off by this, even while it sends.
        open.getAsyncRemote().setSendTimeout(silentMillis);
        open.addMessageHandler(
                String.class, (MessageHandler.Whole<String>) text -> session.received(this, text, System.nanoTime()));
        open.addMessageHandler(
                byte[].class, (MessageHandler.Whole<byte[]>) bytes -> session.received(this, bytes, System.nanoTime()));
        webSocket = open;
        opened.accept(this);
    }

    @Override
    public void onClose(Session closed, jakarta.websocket.CloseReason reason) {
        session.lost(this, CloseReason.TRANSPORT_CLOSE);
    }

    @Override
    public void onError(Session failed, Throwable cause) {
        session.lost(this, CloseReason.TRANSPORT_ERROR);
    }

    @Override
    public void send(Frame frame, Runnable sent) {
        Session open = webSocket;
        if (open == null) return;
        try {
            var remote = open.getAsyncRemote();
            switch (frame) {
                case Frame.Text(String packet) -> remote.sendText(packet, result -> sent.run());
                case Frame.Binary(byte[] message) -> remote.sendBinary(ByteBuffer.wrap(message), result -> sent.run());
            }
        } catch (IllegalStateException e) {
            // Closed meanwhile: the container says so in onClose.
        }
    }

    @Override
    public void close() {
        Session open = webSocket;
        if (open != null) cut.accept(open);
    }

    @Override
    public void maxMessageBytes(int bytes) {
        Session open = webSocket;
        if (open == null) return;
        open.setMaxTextMessageBufferSize(bytes);
        open.setMaxBinaryMessageBufferSize(bytes);
    }
}
