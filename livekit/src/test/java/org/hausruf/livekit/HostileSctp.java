package org.hausruf.livekit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.bouncycastle.tls.DTLSTransport;

/// An SCTP peer (RFC 9260) that shakes hands, and then sends what it likes and heeds nothing. Confined to one thread.
final class HostileSctp {
    private static final int TAG = 7;
    private static final int FIRST_TSN = 1_000;
    private static final int WAIT_MILLIS = 60_000;
    private static final int DATA = 0;
    private static final int INIT = 1;
    private static final int COOKIE_ECHO = 10;
    private static final int BEGIN = 2;
    private static final int WHOLE = 3;
    private static final int STATE_COOKIE = 7;
    private static final int DCEP = 50;
    private static final int BINARY = 53;

    private final DTLSTransport dtls;
    private final int theirTag;
    private int tsn = FIRST_TSN;

    HostileSctp(DTLSTransport dtls) {
        this.dtls = dtls;
        var init = ByteBuffer.allocate(16).putInt(TAG).putInt(1 << 20);
        init.putShort((short) 0xffff).putShort((short) 0xffff).putInt(tsn);
        send(0, INIT, 0, init.array());
        byte[] answer = receive();
        theirTag = ByteBuffer.wrap(answer).getInt(16);
        send(theirTag, COOKIE_ECHO, 0, cookie(answer));
        receive();
    }

    private static byte[] cookie(byte[] initAck) {
        var parameters = ByteBuffer.wrap(initAck);
        for (int at = 32; at + 4 <= initAck.length; at += parameters.getShort(at + 2) + 3 & ~3) {
            if (parameters.getShort(at) != STATE_COOKIE) continue;
            return Arrays.copyOfRange(initAck, at + 4, at + parameters.getShort(at + 2));
        }
        throw new AssertionError("no cookie");
    }

    /// Under a tag that is not ours to use.
    void forgedTag() {
        send(theirTag ^ 1, DATA, WHOLE, data(tsn, 0, BINARY, new byte[100]));
    }

    /// One of a message that never ends; sent again it fills the gap that a lost one left.
    void fragment(int index) {
        send(theirTag, DATA, index == 0 ? BEGIN : 0, data(FIRST_TSN + index, 0, BINARY, new byte[1_000]));
    }

    void openChannel(int stream) {
        var open = ByteBuffer.allocate(17)
                .put((byte) 3)
                .put((byte) 0)
                .putShort((short) 0)
                .putInt(0);
        open.putShort((short) 5).putShort((short) 0).put("label".getBytes(US_ASCII));
        send(theirTag, DATA, WHOLE, data(tsn++, stream, DCEP, open.array()));
    }

    private static byte[] data(int tsn, int stream, int protocol, byte[] payload) {
        var value = ByteBuffer.allocate(12 + payload.length).putInt(tsn).putShort((short) stream);
        return value.putShort((short) 0).putInt(protocol).put(payload).array();
    }

    private void send(int tag, int type, int flags, byte[] value) {
        var packet = ByteBuffer.allocate(16 + (value.length + 3 & ~3));
        packet.putShort((short) 5_000).putShort((short) 5_000).putInt(tag).putInt(0);
        packet.put((byte) type)
                .put((byte) flags)
                .putShort((short) (4 + value.length))
                .put(value);
        var checksum = new CRC32C();
        checksum.update(packet.array());
        packet.order(ByteOrder.LITTLE_ENDIAN).putInt(8, (int) checksum.getValue());
        try {
            dtls.send(packet.array(), 0, packet.capacity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] receive() {
        byte[] packet = new byte[1_500];
        try {
            int size = dtls.receive(packet, 0, packet.length, WAIT_MILLIS);
            if (size < 0) throw new AssertionError("no answer");
            return Arrays.copyOf(packet, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
