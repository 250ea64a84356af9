package org.hausruf.socketio.packet;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One message of a namespace. Immutable as far as its data are left alone.
public sealed interface Packet {
    /// Of an event or acknowledgement that asks for no answer.
    long NO_ACK = -1;

    /// Begins with a slash.
    String namespace();

    /// A client asks to enter; from the server, with `sid`, that it has.
    record Connect(String namespace, Map<String, @Nullable Object> data) implements Packet {}

    /// Either side leaves the namespace, not the session.
    record Disconnect(String namespace) implements Packet {}

    /// @param ackId not negative, or [#NO_ACK]
    record Event(String namespace, String name, List<@Nullable Object> args, long ackId) implements Packet {}

    /// The answer to the event of that id.
    record Ack(String namespace, long ackId, List<@Nullable Object> args) implements Packet {}

    /// Only ever sent by the server.
    record ConnectError(
            String namespace, String message, @Nullable Object data) implements Packet {}
}
