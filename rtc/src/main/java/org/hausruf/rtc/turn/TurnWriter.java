package org.hausruf.rtc.turn;

import static org.hausruf.rtc.turn.TurnAttribute.*;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.stun.XorAddress;

/// Builds one message of the server, attribute by attribute in the order of the calls.
final class TurnWriter {
    private static final int SUCCESS = 0x100;
    private static final int ERROR = 0x110;
    private static final int DATA_INDICATION = 0x017;
    /// An error's words, realm and nonce, or an indication's address.
    private static final int ROOM_FOR_ATTRIBUTES = 512;

    private final ByteBuffer out;

    private TurnWriter(int type, byte[] transactionId, int dataSize) {
        out = ByteBuffer.allocate(ROOM_FOR_ATTRIBUTES + dataSize);
        out.putShort((short) type).putShort((short) 0).putInt(StunMessage.MAGIC_COOKIE);
        out.put(transactionId);
    }

    static TurnWriter success(TurnMessage request) {
        return new TurnWriter(SUCCESS | request.method().code(), request.transactionId(), 0);
    }

    static TurnWriter error(TurnMessage request, TurnError error) {
        var writer = new TurnWriter(ERROR | request.method().code(), request.transactionId(), 0);
        byte[] words = error.words().getBytes(StandardCharsets.US_ASCII);
        writer.header(ERROR_CODE, 4 + words.length);
        writer.out.putShort((short) 0).put((byte) (error.code() / 100)).put((byte) (error.code() % 100));
        writer.out.put(words);
        return writer.padded();
    }

    /// What a peer has sent, for a client that has bound no channel to it.
    static byte[] data(byte[] transactionId, InetSocketAddress peer, byte[] data, int size) {
        var writer = new TurnWriter(DATA_INDICATION, transactionId, size);
        writer.address(XOR_PEER_ADDRESS, peer).header(DATA, size);
        writer.out.put(data, 0, size);
        return writer.padded().unsigned();
    }

    TurnWriter address(int type, InetSocketAddress address) {
        header(type, 4 + address.getAddress().getAddress().length);
        XorAddress.write(out, address);
        return this;
    }

    TurnWriter lifetime(int seconds) {
        header(LIFETIME, 4);
        out.putInt(seconds);
        return this;
    }

    TurnWriter text(int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header(type, bytes.length);
        out.put(bytes);
        return padded();
    }

    TurnWriter unknownAttribute(int type) {
        header(UNKNOWN_ATTRIBUTES, 2);
        out.putShort((short) type);
        return padded();
    }

    byte[] unsigned() {
        out.putShort(2, (short) (out.position() - StunMessage.HEADER_SIZE));
        return Arrays.copyOf(out.array(), out.position());
    }

    byte[] signed(StunKey key) {
        int size = out.position();
        byte[] mac = key.sign(out.array(), size, size + 4 + StunKey.MAC_SIZE - StunMessage.HEADER_SIZE);
        header(MESSAGE_INTEGRITY, mac.length);
        out.put(mac);
        return unsigned();
    }

    private void header(int type, int size) {
        out.putShort((short) type).putShort((short) size);
    }

    private TurnWriter padded() {
        while (out.position() % 4 != 0) out.put((byte) 0);
        return this;
    }
}
