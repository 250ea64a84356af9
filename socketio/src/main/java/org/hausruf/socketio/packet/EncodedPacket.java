package org.hausruf.socketio.packet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hausruf.socketio.packet.Packet.Ack;
import org.hausruf.socketio.packet.Packet.Connect;
import org.hausruf.socketio.packet.Packet.ConnectError;
import org.hausruf.socketio.packet.Packet.Disconnect;
import org.hausruf.socketio.packet.Packet.Event;
import org.jspecify.annotations.Nullable;

/// A packet as it travels: a text, and after it, in this order, the attachments. Immutable as far as the bytes are left
/// alone, so one serves all members of a room.
///
/// @param text without the Engine.IO packet type
public record EncodedPacket(String text, List<byte[]> attachments) {
    /// Data that have no JSON form are an [IllegalArgumentException].
    public static EncodedPacket of(Packet packet) {
        return switch (packet) {
            case Connect(String namespace, var data) -> plain('0', namespace, JsonOut.of(data));
            case Disconnect(String namespace) -> new EncodedPacket("1" + named(namespace), List.of());
            case Event(String namespace, String name, var args, long ackId) -> {
                var all = new ArrayList<@Nullable Object>(args.size() + 1);
                all.add(name);
                all.addAll(args);
                yield withData('2', namespace, ackId, JsonOut.of(all));
            }
            case Ack(String namespace, long ackId, var args) -> withData('3', namespace, ackId, JsonOut.of(args));
            case ConnectError(String namespace, String message, var data) ->
                plain('4', namespace, JsonOut.of(error(message, data)));
        };
    }

    private static Map<String, @Nullable Object> error(String message, @Nullable Object data) {
        var error = new LinkedHashMap<String, @Nullable Object>();
        error.put("message", message);
        if (data != null) error.put("data", data);
        return error;
    }

    private static EncodedPacket plain(char type, String namespace, JsonOut json) {
        if (!json.attachments().isEmpty()) throw new IllegalArgumentException("no bytes here: only events carry them");
        return new EncodedPacket(type + named(namespace) + json.text(), List.of());
    }

    private static EncodedPacket withData(char type, String namespace, long ackId, JsonOut json) {
        int count = json.attachments().size();
        String head = count == 0 ? String.valueOf(type) : (char) (type + 3) + String.valueOf(count) + '-';
        String id = ackId == Packet.NO_ACK ? "" : Long.toString(ackId);
        return new EncodedPacket(head + named(namespace) + id + json.text(), List.copyOf(json.attachments()));
    }

    private static String named(String namespace) {
        return namespace.equals("/") ? "" : namespace + ",";
    }
}
