package org.hausruf.rtc.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The value of XOR-MAPPED-ADDRESS and its like (RFC 8489 §14.2): an address that no middlebox recognises as one.
public final class XorAddress {
    private static final byte IPV4 = 1;
    private static final byte IPV6 = 2;
    private static final int COOKIE_AT = 4;

    private XorAddress() {}

    /// Reads the value that begins at `at` of a message.
    ///
    /// @return null when it is none
    public static @Nullable InetSocketAddress read(byte[] message, int at, int size) {
        if (size != 8 && size != 20) return null;
        if (message[at + 1] != (size == 8 ? IPV4 : IPV6)) return null;
        byte[] ip = new byte[size - 4];
        for (int i = 0; i < ip.length; i++) ip[i] = (byte) (message[at + 4 + i] ^ message[COOKIE_AT + i]);
        int port = ((message[at + 2] & 0xff) << 8) | (message[at + 3] & 0xff);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(ip), port ^ (StunMessage.MAGIC_COOKIE >>> 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /// Appends the value to a message that begins at 0.
    public static void write(ByteBuffer message, InetSocketAddress address) {
        byte[] ip = address.getAddress().getAddress();
        message.put((byte) 0).put(ip.length == 4 ? IPV4 : IPV6);
        message.putShort((short) (address.getPort() ^ (StunMessage.MAGIC_COOKIE >>> 16)));
        for (int i = 0; i < ip.length; i++) message.put((byte) (ip[i] ^ message.get(COOKIE_AT + i)));
    }
}
