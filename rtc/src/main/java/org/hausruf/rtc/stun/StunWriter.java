package org.hausruf.rtc.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Builds one Binding message, attribute by attribute in the order of the calls; [#signed] ends it.
public final class StunWriter {
    private final ByteBuffer out = ByteBuffer.allocate(StunMessage.MAX_SIZE);

    private StunWriter(StunType type, byte[] transactionId) {
        out.putShort(type.code()).putShort((short) 0).putInt(StunMessage.MAGIC_COOKIE);
        out.put(transactionId);
    }

    public static StunWriter request(byte[] transactionId) {
        return new StunWriter(StunType.REQUEST, transactionId);
    }

    public static StunWriter success(StunMessage request) {
        return new StunWriter(StunType.SUCCESS, request.transactionId());
    }

    public static StunWriter error(StunMessage request, int code, String reason) {
        var writer = new StunWriter(StunType.ERROR, request.transactionId());
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        writer.header(StunAttribute.ERROR_CODE, 4 + text.length);
        writer.out.putShort((short) 0).put((byte) (code / 100)).put((byte) (code % 100));
        writer.out.put(text);
        return writer.padded();
    }

    public StunWriter unknownAttribute(int type) {
        header(StunAttribute.UNKNOWN_ATTRIBUTES, 2);
        out.putShort((short) type);
        return padded();
    }

    public StunWriter username(String username) {
        byte[] text = username.getBytes(StandardCharsets.UTF_8);
        header(StunAttribute.USERNAME, text.length);
        out.put(text);
        return padded();
    }

    public StunWriter mappedAddress(InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        header(StunAttribute.XOR_MAPPED_ADDRESS, 4 + ip.length);
        XorAddress.write(out, address);
        return this;
    }

    public StunWriter priority(long priority) {
        header(StunAttribute.PRIORITY, 4);
        out.putInt((int) priority);
        return this;
    }

    public StunWriter useCandidate() {
        header(StunAttribute.USE_CANDIDATE, 0);
        return this;
    }

    public StunWriter controlling(long tieBreaker) {
        header(StunAttribute.ICE_CONTROLLING, 8);
        out.putLong(tieBreaker);
        return this;
    }

    public StunWriter controlled(long tieBreaker) {
        header(StunAttribute.ICE_CONTROLLED, 8);
        out.putLong(tieBreaker);
        return this;
    }

    /// Adds MESSAGE-INTEGRITY and FINGERPRINT and gives the finished datagram.
    public byte[] signed(StunKey key) {
        int size = out.position();
        byte[] mac = key.sign(out.array(), size, size + 4 + StunKey.MAC_SIZE - StunMessage.HEADER_SIZE);
        header(StunAttribute.MESSAGE_INTEGRITY, mac.length);
        out.put(mac);
        int covered = out.position();
        out.putShort(2, (short) (covered + 8 - StunMessage.HEADER_SIZE));
        int fingerprint = StunMessage.fingerprint(out.array(), covered);
        header(StunAttribute.FINGERPRINT, 4);
        out.putInt(fingerprint);
        return Arrays.copyOf(out.array(), out.position());
    }

    private void header(int type, int size) {
        out.putShort((short) type).putShort((short) size);
    }

    private StunWriter padded() {
        while (out.position() % 4 != 0) out.put((byte) 0);
        return this;
    }
}
