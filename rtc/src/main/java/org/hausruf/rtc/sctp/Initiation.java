package org.hausruf.rtc.sctp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The value of INIT and INIT ACK (RFC 9260 §3.3.2, §3.3.3).
///
/// @param cookie only in an INIT ACK
@SuppressWarnings("ArrayRecordComponent") // never compared
record Initiation(int tag, int window, int initialTsn, boolean forwards, byte @Nullable [] cookie) {
    private static final int FIXED_SIZE = 16;
    private static final int STATE_COOKIE = 7;
    private static final int SUPPORTED_EXTENSIONS = 0x8008;
    private static final int FORWARD_TSN_SUPPORTED = 0xc000;
    private static final int ALL_STREAMS = 0xffff;

    /// @return null when malformed
    static @Nullable Initiation parse(ByteBuffer value) {
        if (value.remaining() < FIXED_SIZE) return null;
        int tag = value.getInt();
        int window = value.getInt();
        int outgoing = value.getShort();
        int incoming = value.getShort();
        int initialTsn = value.getInt();
        if (tag == 0 || outgoing == 0 || incoming == 0) return null;
        boolean forwards = false;
        byte[] cookie = null;
        while (value.remaining() >= 4) {
            int type = value.getShort() & 0xffff;
            int size = (value.getShort() & 0xffff) - 4;
            if (size < 0 || size > value.remaining()) return null;
            byte[] parameter = new byte[size];
            value.get(parameter);
            value.position(Math.min(value.limit(), value.position() + SctpPacket.padded(size) - size));
            if (type == FORWARD_TSN_SUPPORTED) forwards = true;
            else if (type == STATE_COOKIE) cookie = parameter;
            else if (type == SUPPORTED_EXTENSIONS) forwards |= contains(parameter, SctpPacket.FORWARD_TSN);
            else if (type < 0x8000) break; // unknown ones below that end the reading (§3.2.1)
        }
        return new Initiation(tag, window, initialTsn, forwards, cookie);
    }

    private static boolean contains(byte[] types, int wanted) {
        for (byte type : types) if ((type & 0xff) == wanted) return true;
        return false;
    }

    byte[] encode() {
        int cookieSize = cookie == null ? 0 : 4 + SctpPacket.padded(cookie.length);
        var value = ByteBuffer.allocate(FIXED_SIZE + 4 + 8 + cookieSize)
                .putInt(tag)
                .putInt(window)
                .putShort((short) ALL_STREAMS)
                .putShort((short) ALL_STREAMS)
                .putInt(initialTsn);
        value.putShort((short) FORWARD_TSN_SUPPORTED).putShort((short) 4);
        value.putShort((short) SUPPORTED_EXTENSIONS).putShort((short) 6);
        value.put((byte) SctpPacket.RE_CONFIG)
                .put((byte) SctpPacket.FORWARD_TSN)
                .putShort((short) 0);
        if (cookie != null) {
            value.putShort((short) STATE_COOKIE)
                    .putShort((short) (4 + cookie.length))
                    .put(cookie);
        }
        return value.array();
    }
}
