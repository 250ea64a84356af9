package org.hausruf.rtc.sctp;

import java.nio.ByteBuffer;

/// One fragment of a message of ours, from its first transmission until it is acknowledged or abandoned.
final class OutgoingChunk {
    /// DATA chunk header with TSN, stream, sequence number and payload protocol (RFC 9260 §3.3.1).
    static final int HEADER_SIZE = 16;

    static final int END = 1;
    static final int BEGIN = 2;
    static final int UNORDERED = 4;

    final OutgoingMessage message;
    final int size;
    final int flags;
    private final int at;
    long tsn = -1;
    long sentNanos;
    /// The first TSN that was not yet sent when this chunk was sent last.
    long sentBefore;

    int transmissions;
    int missing;
    boolean acknowledged;
    boolean lost;
    /// Counts against the windows.
    boolean inFlight;

    OutgoingChunk(OutgoingMessage message, int at, int size, int flags) {
        this.message = message;
        this.at = at;
        this.size = size;
        this.flags = flags;
    }

    byte[] encode() {
        return ByteBuffer.allocate(HEADER_SIZE - SctpPacket.CHUNK_HEADER_SIZE + size)
                .putInt((int) tsn)
                .putShort((short) message.streamId)
                .putShort((short) message.sequence)
                .putInt(message.protocolId)
                .put(message.data, at, size)
                .array();
    }
}
