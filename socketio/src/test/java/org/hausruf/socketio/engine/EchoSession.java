package org.hausruf.socketio.engine;

import java.util.List;
import org.hausruf.socketio.CloseReason;

/// Sends back what comes, as Engine.IO knows it. A client is in from the beginning.
public final class EchoSession implements SessionListener {
    private final EngineSession session;

    public EchoSession(EngineSession session) {
        this.session = session;
        session.connected(() -> true, System.nanoTime());
    }

    @Override
    public void received(String message, long nowNanos) {
        session.send(message, List.of());
    }

    @Override
    public void received(byte[] message, long nowNanos) {
        session.sendBinary(message);
    }

    @Override
    public void closed(CloseReason reason) {}
}
