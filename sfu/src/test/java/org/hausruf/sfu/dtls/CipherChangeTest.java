package org.hausruf.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CipherChangeTest {
    private static final byte[] CHANGE = record(20, 0, new byte[] {1});
    private static final byte[] FINISHED = record(22, 1, new byte[48]);

    private final CipherChange change = new CipherChange();

    @Test
    void waitsForTheCertificateVerify() {
        byte[] verify = verify(74, 0, 74);

        assertThat(change.readable(CHANGE)).isEmpty();
        assertThat(change.readable(together(CHANGE, FINISHED))).isEqualTo(FINISHED);
        assertThat(change.readable(verify)).isEqualTo(verify);
        assertThat(change.readable(CHANGE)).isEqualTo(CHANGE);
    }

    @Test
    void comesWithItInOneDatagram() {
        byte[] flight = together(verify(74, 0, 74), CHANGE, FINISHED);

        assertThat(change.readable(flight)).isEqualTo(flight);
    }

    @Test
    void waitsForAllOfIt() {
        byte[] end = together(verify(74, 40, 34), CHANGE);

        assertThat(change.readable(end)).isEqualTo(verify(74, 40, 34));
        assertThat(change.readable(verify(74, 60, 14))).isEqualTo(verify(74, 60, 14));
        assertThat(change.readable(CHANGE)).isEmpty();
        assertThat(change.readable(verify(74, 0, 50))).isEqualTo(verify(74, 0, 50));
        assertThat(change.readable(CHANGE)).isEqualTo(CHANGE);
    }

    @Test
    void fragmentsThatSayTheyAreElsewhereAreNone() {
        assertThat(change.readable(verify(4, 0xffffff, 4))).isEqualTo(verify(4, 0xffffff, 4));
        assertThat(change.readable(CHANGE)).isEmpty();
    }

    @Test
    void theCertificateIsNotIt() {
        byte[] certificate = message(11, 290, 0, 290);

        assertThat(change.readable(certificate)).isEqualTo(certificate);
        assertThat(change.readable(CHANGE)).isEmpty();
    }

    private static byte[] verify(int size, int offset, int fragment) {
        return message(15, size, offset, fragment);
    }

    private static byte[] message(int type, int size, int offset, int fragment) {
        var message = ByteBuffer.allocate(12 + fragment).putInt(type << 24 | size);
        message.putShort((short) 3).put((byte) (offset >> 16)).putShort((short) offset);
        message.put((byte) 0).putShort((short) fragment);
        return record(22, 0, message.array());
    }

    private static byte[] record(int type, int epoch, byte[] content) {
        var record = ByteBuffer.allocate(13 + content.length);
        record.put((byte) type).putShort((short) 0xfefd).putShort((short) epoch).put(new byte[6]);
        return record.putShort((short) content.length).put(content).array();
    }

    private static byte[] together(byte[]... records) {
        var all = ByteBuffer.allocate(1_500);
        for (byte[] record : records) all.put(record);
        byte[] datagram = new byte[all.position()];
        all.flip().get(datagram);
        return datagram;
    }
}
