package org.hausruf.rtc.sctp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Data channels by stream: opening ones of ours and the peer's (RFC 8832).
final class Channels {
    static final int DCEP = 50;
    static final int STRING = 51;
    static final int BINARY = 53;
    static final int EMPTY_STRING = 56;
    static final int EMPTY_BINARY = 57;

    private static final int OPEN = 3;
    private static final byte ACK = 2;
    private static final int OPEN_HEADER_SIZE = 12;
    private static final int UNORDERED = 0x80;
    private static final int RELIABLE = 0;
    private static final int LIMITED_RETRANSMITS = 1;

    /// @param maxRetransmits -1: until it arrives
    record Channel(String label, boolean ordered, int maxRetransmits, boolean open) {
        Channel opened() {
            return new Channel(label, ordered, maxRetransmits, true);
        }
    }

    private final Map<Integer, Channel> channels = new HashMap<>();
    private int nextStreamId;

    /// @param dtlsClient who takes even stream ids (RFC 8832 §6)
    Channels(boolean dtlsClient) {
        nextStreamId = dtlsClient ? 0 : 1;
    }

    @Nullable
    Channel get(int streamId) {
        return channels.get(streamId);
    }

    /// Takes a stream for a channel of ours. At most [Limits#STREAMS], which callers count on: they open a handful.
    int open(String label, boolean ordered, int maxRetransmits) {
        int streamId = nextStreamId;
        nextStreamId += 2;
        channels.put(streamId, new Channel(label, ordered, maxRetransmits, false));
        return streamId;
    }

    void remove(int streamId) {
        channels.remove(streamId);
    }

    byte[] openMessage(int streamId) {
        var channel = channels.get(streamId);
        if (channel == null) throw new IllegalStateException("no channel on stream " + streamId);
        byte[] label = channel.label().getBytes(StandardCharsets.UTF_8);
        int reliability = channel.maxRetransmits() < 0 ? RELIABLE : LIMITED_RETRANSMITS;
        return ByteBuffer.allocate(OPEN_HEADER_SIZE + label.length)
                .put((byte) OPEN)
                .put((byte) (reliability | (channel.ordered() ? 0 : UNORDERED)))
                .putShort((short) 0)
                .putInt(Math.max(0, channel.maxRetransmits()))
                .putShort((short) label.length)
                .putShort((short) 0)
                .put(label)
                .array();
    }

    static byte[] acknowledgement() {
        return new byte[] {ACK};
    }

    /// Reads a message of the establishment protocol.
    ///
    /// @return the channel that is open now and was not before; null when there is none
    @Nullable
    Channel establish(int streamId, byte[] message) {
        var known = channels.get(streamId);
        if (message.length == 1 && message[0] == ACK) {
            if (known == null || known.open()) return null;
            return put(streamId, known.opened());
        }
        if (known != null || channels.size() >= Limits.STREAMS) return null;
        var asked = parseOpen(message);
        return asked == null ? null : put(streamId, asked);
    }

    static boolean isOpen(byte[] message) {
        return message.length > 0 && message[0] == OPEN;
    }

    private Channel put(int streamId, Channel channel) {
        channels.put(streamId, channel);
        return channel;
    }

    private static @Nullable Channel parseOpen(byte[] message) {
        if (message.length < OPEN_HEADER_SIZE || message[0] != OPEN) return null;
        var open = ByteBuffer.wrap(message);
        int type = open.get(1) & 0xff;
        long parameter = open.getInt(4) & 0xffffffffL;
        int labelSize = open.getShort(8) & 0xffff;
        int protocolSize = open.getShort(10) & 0xffff;
        if (labelSize > Limits.LABEL || OPEN_HEADER_SIZE + labelSize + protocolSize != message.length) return null;
        String label = new String(message, OPEN_HEADER_SIZE, labelSize, StandardCharsets.UTF_8);
        // A limit in time is kept as one attempt: what must arrive within moments is not worth a second.
        int maxRetransmits = switch (type & ~UNORDERED) {
            case RELIABLE -> -1;
            case LIMITED_RETRANSMITS -> (int) Math.min(parameter, Integer.MAX_VALUE);
            default -> 0;
        };
        return new Channel(label, (type & UNORDERED) == 0, maxRetransmits, true);
    }

    /// Our channels that were asked for before the association was up, in order.
    int[] unopened() {
        return channels.entrySet().stream()
                .filter(entry -> !entry.getValue().open())
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray();
    }
}
