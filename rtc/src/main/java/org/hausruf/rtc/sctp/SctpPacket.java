package org.hausruf.rtc.sctp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A packet as received: common header and chunks (RFC 9260 §3).
///
/// @param verificationTag of the receiver, 0 with INIT
record SctpPacket(int verificationTag, List<Chunk> chunks) {
    static final int HEADER_SIZE = 12;
    static final int CHUNK_HEADER_SIZE = 4;
    static final int PORT = 5_000;

    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int SACK = 3;
    static final int HEARTBEAT = 4;
    static final int HEARTBEAT_ACK = 5;
    static final int ABORT = 6;
    static final int SHUTDOWN = 7;
    static final int SHUTDOWN_ACK = 8;
    static final int ERROR = 9;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int SHUTDOWN_COMPLETE = 14;
    static final int RE_CONFIG = 130;
    static final int FORWARD_TSN = 192;

    /// @param value without header and padding, big-endian, positioned at its start
    record Chunk(int type, int flags, ByteBuffer value) {}

    /// @return null when the packet is malformed or its checksum wrong
    static @Nullable SctpPacket parse(byte[] bytes) {
        if (bytes.length < HEADER_SIZE + CHUNK_HEADER_SIZE || bytes.length > Limits.RECEIVED_PACKET) return null;
        var packet = ByteBuffer.wrap(bytes);
        if (littleEndianInt(bytes, 8) != checksum(bytes)) return null;
        var chunks = new ArrayList<Chunk>(4);
        int at = HEADER_SIZE;
        while (at + CHUNK_HEADER_SIZE <= bytes.length) {
            int size = packet.getShort(at + 2) & 0xffff;
            if (size < CHUNK_HEADER_SIZE || at + size > bytes.length) return null;
            var value = packet.slice(at + CHUNK_HEADER_SIZE, size - CHUNK_HEADER_SIZE);
            chunks.add(new Chunk(packet.get(at) & 0xff, packet.get(at + 1) & 0xff, value));
            at += padded(size);
        }
        return new SctpPacket(packet.getInt(4), chunks);
    }

    static int padded(int size) {
        return (size + 3) & ~3;
    }

    /// CRC32c with the checksum field taken as zero; it travels in little-endian order (RFC 9260 appendix A).
    static int checksum(byte[] packet) {
        var crc = new CRC32C();
        crc.update(packet, 0, 8);
        crc.update(new byte[4], 0, 4);
        crc.update(packet, HEADER_SIZE, packet.length - HEADER_SIZE);
        return (int) crc.getValue();
    }

    private static int littleEndianInt(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }
}
