package org.hausruf.socketio;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hears one event of a namespace. On a virtual thread; may block. What it throws is logged, and the next event comes.
@FunctionalInterface
public interface EventListener {
    /// @param args plain Java, as [org.hausruf.socketio.packet] says, of any shape and number: clients choose
    /// @param ack answers, where the client asked for it
    void heard(Socket socket, List<@Nullable Object> args, Ack ack) throws Exception;
}
