package org.hausruf.socketio.packet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hausruf.socketio.Limits;
import org.hausruf.socketio.packet.Packet.Ack;
import org.hausruf.socketio.packet.Packet.Connect;
import org.hausruf.socketio.packet.Packet.Disconnect;
import org.hausruf.socketio.packet.Packet.Event;
import org.jspecify.annotations.Nullable;

/// What one client sends, put together: `type [attachments-] [/namespace,] [id] [json]`, then the attachments.
/// Confined to one thread at a time; of no use after a [MalformedPacketException].
public final class PacketDecoder {
    /// Names by which both sides tell of their own; no client sends them.
    static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private static final int MAX_NAMESPACE_CHARS = 100;
    /// What JavaScript counts exactly has at most 16 digits; 15 fit whatever they are.
    private static final int MAX_ID_DIGITS = 15;

    private final int nesting;
    private final int maxAttachments;
    private final int maxBytes;

    private @Nullable Head awaiting;
    private final List<byte[]> attachments = new ArrayList<>();
    private int attachedBytes;

    public PacketDecoder(Limits limits) {
        nesting = limits.nesting();
        maxAttachments = limits.attachments();
        maxBytes = limits.payloadBytes();
    }

    private record Head(char type, int attachments, String namespace, long id, String json) {}

    /// @return null while attachments are still to come
    public @Nullable Packet text(String message) throws MalformedPacketException {
        if (awaiting != null) throw new MalformedPacketException("a text where an attachment is due");
        Head head = head(message);
        if (head.attachments() == 0) return packet(head, List.of());
        awaiting = head;
        return null;
    }

    /// @return null while more attachments are to come
    public @Nullable Packet binary(byte[] attachment) throws MalformedPacketException {
        Head head = awaiting;
        if (head == null) throw new MalformedPacketException("an attachment to nothing");
        attachedBytes += attachment.length;
        if (attachedBytes > maxBytes) throw new MalformedPacketException("attachments over " + maxBytes + " bytes");
        attachments.add(attachment);
        if (attachments.size() < head.attachments()) return null;
        var complete = List.copyOf(attachments);
        awaiting = null;
        attachments.clear();
        attachedBytes = 0;
        return packet(head, complete);
    }

    private Head head(String message) throws MalformedPacketException {
        if (message.isEmpty()) throw new MalformedPacketException("empty");
        char type = message.charAt(0);
        if (type < '0' || type > '6') throw new MalformedPacketException("unknown packet type");
        int at = 1;
        int count = 0;
        if (type == '5' || type == '6') {
            int end = digitsEnd(message, at);
            if (end == at || end == message.length() || message.charAt(end) != '-' || end - at > 4)
                throw new MalformedPacketException("no number of attachments");
            count = Integer.parseInt(message, at, end, 10);
            if (count == 0 || count > maxAttachments)
                throw new MalformedPacketException("attachments: 1 to " + maxAttachments);
            at = end + 1;
        }
        String namespace = "/";
        if (at < message.length() && message.charAt(at) == '/') {
            int comma = message.indexOf(',', at);
            int end = comma < 0 ? message.length() : comma;
            if (end - at > MAX_NAMESPACE_CHARS) throw new MalformedPacketException("namespace too long");
            namespace = message.substring(at, end);
            at = comma < 0 ? end : end + 1;
        }
        int idEnd = digitsEnd(message, at);
        if (idEnd - at > MAX_ID_DIGITS) throw new MalformedPacketException("acknowledgement id too long");
        long id = idEnd == at ? Packet.NO_ACK : Long.parseLong(message, at, idEnd, 10);
        return new Head(type, count, namespace, id, message.substring(idEnd));
    }

    private static int digitsEnd(String message, int from) {
        int at = from;
        while (at < message.length() && message.charAt(at) >= '0' && message.charAt(at) <= '9') at++;
        return at;
    }

    private Packet packet(Head head, List<byte[]> attached) throws MalformedPacketException {
        return switch (head.type()) {
            case '0' -> connect(head);
            case '1' -> {
                if (!head.json().isEmpty() || head.id() != Packet.NO_ACK)
                    throw new MalformedPacketException("a disconnect carries nothing");
                yield new Disconnect(head.namespace());
            }
            case '2', '5' -> event(head, array(head, attached));
            case '3', '6' -> {
                if (head.id() == Packet.NO_ACK) throw new MalformedPacketException("an acknowledgement of nothing");
                yield new Ack(head.namespace(), head.id(), array(head, attached));
            }
            default -> throw new MalformedPacketException("a packet that only servers send");
        };
    }

    private Connect connect(Head head) throws MalformedPacketException {
        if (head.id() != Packet.NO_ACK) throw new MalformedPacketException("a connect has no id");
        if (head.json().isEmpty()) return new Connect(head.namespace(), Map.of());
        if (!(JsonIn.read(head.json(), nesting, List.of()) instanceof Map<?, ?> data))
            throw new MalformedPacketException("credentials are an object");
        @SuppressWarnings("unchecked") // JsonIn's objects are nothing else
        var members = (Map<String, @Nullable Object>) data;
        return new Connect(head.namespace(), members);
    }

    private static Event event(Head head, List<@Nullable Object> array) throws MalformedPacketException {
        if (array.isEmpty() || !(array.getFirst() instanceof String name) || RESERVED.contains(name))
            throw new MalformedPacketException("no name of an event");
        return new Event(head.namespace(), name, array.subList(1, array.size()), head.id());
    }

    private List<@Nullable Object> array(Head head, List<byte[]> attached) throws MalformedPacketException {
        if (!(JsonIn.read(head.json(), nesting, attached) instanceof List<?> values))
            throw new MalformedPacketException("data are an array");
        @SuppressWarnings("unchecked") // JsonIn's arrays are nothing else
        var array = (List<@Nullable Object>) values;
        return array;
    }
}
