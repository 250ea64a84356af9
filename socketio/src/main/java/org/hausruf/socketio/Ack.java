package org.hausruf.socketio;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hausruf.socketio.packet.Packet;
import org.jspecify.annotations.Nullable;

/// The answer that a client may have asked for. Any thread, also after the listener has returned.
public final class Ack {
    private final Socket socket;
    private final long id;
    private final AtomicBoolean sent = new AtomicBoolean();

    Ack(Socket socket, long id) {
        this.socket = socket;
        this.id = id;
    }

    /// Whether the client waits.
    public boolean wanted() {
        return id != Packet.NO_ACK;
    }

    /// Answers, once; does nothing where no answer is wanted.
    public void send(@Nullable Object... args) {
        List<@Nullable Object> list = Arrays.asList(args);
        if (wanted() && sent.compareAndSet(false, true))
            socket.send(new Packet.Ack(socket.namespace().name(), id, list));
    }
}
