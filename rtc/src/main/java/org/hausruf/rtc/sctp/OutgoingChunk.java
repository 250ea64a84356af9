package org.hausruf.rtc.sctp;

import java.nio.ByteBuffer;

/// One fragment of a message of ours, from the moment it is accepted until it is acknowledged or abandoned.
final class OutgoingChunk {
    /// DATA chunk header with TSN, stream, sequence number and payload protocol (RFC 9260 §3.3.1).
    static final int HEADER_SIZE = 16;

    static final int END = 1;
    static final int BEGIN = 2;
    static final int UNORDERED = 4;

    /// All fragments of one message share this: it is abandoned as a whole (RFC 3758 §3.3).
    static final class Message {
        final int streamId;
        final boolean unordered;
        final int protocolId;
        final int maxRetransmits;
        int sequence;
        boolean abandoned;

        Message(int streamId, boolean unordered, int protocolId, int maxRetransmits) {
            this.streamId = streamId;
            this.unordered = unordered;
            this.protocolId = protocolId;
            this.maxRetransmits = maxRetransmits;
        }
    }

    final Message message;
    final byte[] data;
    private final int flags;
    long tsn = -1;
    long sentNanos;
    int transmissions;
    int missing;
    boolean acknowledged;
    boolean lost;

    OutgoingChunk(Message message, byte[] data, int flags) {
        this.message = message;
        this.data = data;
        this.flags = flags;
    }

    int flags() {
        return flags;
    }

    /// What counts against the windows.
    boolean inFlight() {
        return !acknowledged && !lost && !message.abandoned;
    }

    byte[] encode() {
        return ByteBuffer.allocate(HEADER_SIZE - SctpPacket.CHUNK_HEADER_SIZE + data.length)
                .putInt((int) tsn)
                .putShort((short) message.streamId)
                .putShort((short) message.sequence)
                .putInt(message.protocolId)
                .put(data)
                .array();
    }
}
