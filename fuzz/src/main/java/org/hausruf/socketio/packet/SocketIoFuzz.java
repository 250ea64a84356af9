package org.hausruf.socketio.packet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hausruf.fuzz.Input;
import org.hausruf.fuzz.Must;
import org.hausruf.socketio.Limits;
import org.jspecify.annotations.Nullable;

/// Messages of one client: each a byte that says text or attachment, and its size before it. What is read can be
/// written, and read again, and is the same.
public final class SocketIoFuzz {
    private static final int MAX_MESSAGES = 24;
    private static final Limits LIMITS =
            Limits.builder().payloadBytes(10_000, 10_000).build();

    private SocketIoFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        var input = new Input(data);
        var decoder = new PacketDecoder(LIMITS);
        try {
            for (int i = 0; i < MAX_MESSAGES && !input.isEmpty(); i++) {
                boolean text = input.u8() % 2 == 0;
                byte[] message = input.sized();
                @Nullable Packet packet = text ? decoder.text(new String(message, UTF_8)) : decoder.binary(message);
                if (packet != null) holds(packet);
            }
        } catch (MalformedPacketException e) {
            Must.hold(e.getMessage() != null, "it says what was wrong");
        }
    }

    private static void holds(Packet packet) throws MalformedPacketException {
        Must.hold(packet.namespace().startsWith("/"), "namespace");
        switch (packet) {
            case Packet.Connect(String namespace, var members) -> bounded(members, 1);
            case Packet.Event(String namespace, String name, var args, long id) -> {
                Must.hold(!PacketDecoder.RESERVED.contains(name), "reserved name");
                Must.hold(id >= Packet.NO_ACK, "acknowledgement id");
                bounded(args, 1);
            }
            case Packet.Ack(String namespace, long id, var args) -> {
                Must.hold(id >= 0, "acknowledgement id");
                bounded(args, 1);
            }
            case Packet.Disconnect _ -> {}
            case Packet.ConnectError _ -> throw new AssertionError("only servers send it");
        }
        again(packet);
    }

    private static void bounded(@Nullable Object value, int depth) {
        Must.hold(depth <= LIMITS.nesting() + 1, "nesting");
        if (value instanceof List<?> list) list.forEach(element -> bounded(element, depth + 1));
        if (value instanceof Map<?, ?> map) map.values().forEach(member -> bounded(member, depth + 1));
        if (value instanceof Double number) Must.hold(Double.isFinite(number), "finite");
    }

    private static void again(Packet packet) throws MalformedPacketException {
        EncodedPacket written = EncodedPacket.of(packet);
        Must.hold(written.attachments().size() <= LIMITS.attachments(), "attachments");
        var decoder = new PacketDecoder(LIMITS);
        @Nullable Packet read = decoder.text(written.text());
        for (byte[] attachment : written.attachments()) read = decoder.binary(attachment);
        if (read == null) throw new AssertionError("not complete");
        EncodedPacket rewritten = EncodedPacket.of(read);
        Must.equal(rewritten.text(), written.text(), "text");
        Must.hold(
                Arrays.deepEquals(
                        rewritten.attachments().toArray(), written.attachments().toArray()),
                "attachments");
    }
}
