package org.hausruf.rtc.sctp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Puts chunks together into packets that fit the path, and hands each out when it is full or asked for.
final class PacketWriter {
    private final ByteBuffer packet = ByteBuffer.allocate(Limits.PACKET);
    private int verificationTag;

    PacketWriter() {
        clear();
    }

    /// Of the peer; 0 until it is known.
    void verificationTag(int tag) {
        verificationTag = tag;
    }

    int room() {
        return packet.remaining() - SctpPacket.CHUNK_HEADER_SIZE;
    }

    /// Adds a chunk, in a packet of its own if the current one is too full.
    void add(int type, int flags, byte[] value, SctpOutbox out) {
        if (SctpPacket.padded(value.length) > room()) flush(out);
        int size = SctpPacket.CHUNK_HEADER_SIZE + value.length;
        packet.put((byte) type).put((byte) flags).putShort((short) size).put(value);
        while (packet.position() % 4 != 0) packet.put((byte) 0);
    }

    void flush(SctpOutbox out) {
        if (packet.position() == SctpPacket.HEADER_SIZE) return;
        byte[] bytes = Arrays.copyOf(packet.array(), packet.position());
        var header = ByteBuffer.wrap(bytes)
                .putShort((short) SctpPacket.PORT)
                .putShort((short) SctpPacket.PORT)
                .putInt(verificationTag)
                .putInt(0);
        header.order(ByteOrder.LITTLE_ENDIAN).putInt(8, SctpPacket.checksum(bytes));
        out.packet(bytes);
        clear();
    }

    /// Forgets what has not been flushed.
    void clear() {
        packet.clear().position(SctpPacket.HEADER_SIZE);
    }
}
