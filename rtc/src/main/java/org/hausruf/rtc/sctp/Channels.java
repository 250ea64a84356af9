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
    private static final int LIMITED_LIFETIME = 2;

    record Channel(String label, Reliability reliability, boolean open) {
        Channel opened() {
            return new Channel(label, reliability, true);
        }
    }

    /// Which halves of a closed channel's stream have been reset.
    private static final class Closing {
        boolean ours;
        boolean theirs;
    }

    private final Map<Integer, Channel> channels = new HashMap<>();
    private final Map<Integer, Closing> closing = new HashMap<>();
    private final int firstStreamId;

    /// @param dtlsClient who takes even stream ids (RFC 8832 §6)
    Channels(boolean dtlsClient) {
        firstStreamId = dtlsClient ? 0 : 1;
    }

    @Nullable
    Channel get(int streamId) {
        return channels.get(streamId);
    }

    /// Takes the lowest free stream for a channel of ours.
    ///
    /// @throws IllegalStateException when there are [Limits#STREAMS] already: callers open a handful
    int open(String label, Reliability reliability) {
        if (channels.size() >= Limits.STREAMS) throw new IllegalStateException("too many channels");
        int streamId = firstStreamId;
        while (channels.containsKey(streamId) || closing.containsKey(streamId)) streamId += 2;
        channels.put(streamId, new Channel(label, reliability, false));
        return streamId;
    }

    /// {@return whether there was such a channel; its stream is free again when both halves are reset}
    boolean close(int streamId) {
        if (channels.remove(streamId) == null) return false;
        closing.put(streamId, new Closing());
        return true;
    }

    void resetByUs(int streamId) {
        var halves = closing.get(streamId);
        if (halves == null) return;
        halves.ours = true;
        if (halves.theirs) closing.remove(streamId);
    }

    void resetByPeer(int streamId) {
        var halves = closing.get(streamId);
        if (halves == null) return;
        halves.theirs = true;
        if (halves.ours) closing.remove(streamId);
    }

    int[] streamIds() {
        return channels.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    byte[] openMessage(int streamId) {
        var channel = channels.get(streamId);
        if (channel == null) throw new IllegalStateException("no channel on stream " + streamId);
        byte[] label = channel.label().getBytes(StandardCharsets.UTF_8);
        var reliability = channel.reliability();
        int type = reliability.full()
                ? RELIABLE
                : reliability.maxLifetimeMillis() >= 0 ? LIMITED_LIFETIME : LIMITED_RETRANSMITS;
        int parameter = Math.max(reliability.maxRetransmits(), reliability.maxLifetimeMillis());
        return ByteBuffer.allocate(OPEN_HEADER_SIZE + label.length)
                .put((byte) OPEN)
                .put((byte) (type | (reliability.ordered() ? 0 : UNORDERED)))
                .putShort((short) 0)
                .putInt(Math.max(0, parameter))
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
        if (isAcknowledgement(message)) {
            if (known == null || known.open()) return null;
            return put(streamId, known.opened());
        }
        if (known != null || closing.containsKey(streamId)) return null;
        if (channels.size() + closing.size() >= Limits.STREAMS) return null;
        var asked = parseOpen(message);
        return asked == null ? null : put(streamId, asked);
    }

    /// One byte (RFC 8832 §5.2), of which pion, and so LiveKit's Go SDK, makes four.
    private static boolean isAcknowledgement(byte[] message) {
        return message.length > 0 && message[0] == ACK;
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
        boolean ordered = (type & UNORDERED) == 0;
        int limit = (int) Math.min(parameter, Integer.MAX_VALUE);
        return switch (type & ~UNORDERED) {
            case RELIABLE -> new Channel(label, new Reliability(ordered, -1, -1), true);
            case LIMITED_RETRANSMITS -> new Channel(label, new Reliability(ordered, limit, -1), true);
            case LIMITED_LIFETIME -> new Channel(label, new Reliability(ordered, -1, limit), true);
            default -> null;
        };
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
