package org.hausruf.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.crypto.TlsNullNullCipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DtlsConnectionTest {
    private static final byte[] RECORD = {22, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 7, 7};

    @Test
    void wholeRecordsAreWellFormed() {
        byte[] two = Arrays.copyOf(RECORD, 2 * RECORD.length);
        System.arraycopy(RECORD, 0, two, RECORD.length, RECORD.length);

        assertThat(DtlsConnection.wellFormed(RECORD)).isTrue();
        assertThat(DtlsConnection.wellFormed(two)).isTrue();
    }

    @Test
    void truncatedOrOverlongRecordsAreNot() {
        for (int size = 0; size < RECORD.length; size++) {
            assertThat(DtlsConnection.wellFormed(Arrays.copyOf(RECORD, size))).isFalse();
        }
        assertThat(DtlsConnection.wellFormed(Arrays.copyOf(RECORD, RECORD.length + 1)))
                .isFalse();
    }

    @Test
    void unknownTypesAndVersionsAreNot() {
        byte[] type = RECORD.clone();
        type[0] = 63;
        byte[] version = RECORD.clone();
        version[1] = 3;

        assertThat(DtlsConnection.wellFormed(type)).isFalse();
        assertThat(DtlsConnection.wellFormed(version)).isFalse();
    }

    @Test
    void aHandshakeMessageThatSaysItIsHugeIsNoneWhereverItStands() {
        byte[] huge = handshake(16_385, 0);
        byte[] two = Arrays.copyOf(RECORD, RECORD.length + huge.length);
        System.arraycopy(huge, 0, two, RECORD.length, huge.length);

        assertThat(DtlsConnection.wellFormed(handshake(16_384, 0))).isTrue();
        assertThat(DtlsConnection.wellFormed(huge)).isFalse();
        assertThat(DtlsConnection.wellFormed(two)).isFalse();
        assertThat(DtlsConnection.wellFormed(handshake(0xffffff, 1))).isTrue(); // encrypted: not a length at all
    }

    /// A record with a whole empty fragment of a small message, and then the first byte of one of `size` bytes.
    private static byte[] handshake(int size, int epoch) {
        var record = ByteBuffer.allocate(13 + 12 + 13);
        record.put((byte) 22).putShort((short) 0xfefd).putShort((short) epoch).put(new byte[6]);
        record.putShort((short) 25);
        record.put((byte) 11).put(new byte[11]);
        record.put((byte) 11).put((byte) (size >> 16)).putShort((short) size);
        record.putShort((short) 1).put(new byte[3]).put(new byte[] {0, 0, 1}).put((byte) 7);
        return record.array();
    }

    @ParameterizedTest
    @CsvSource({"22, 16384, 25", "22, 16385, 0", "22, 16777215, 0", "23, 16777215, 25"})
    void anEncryptedHandshakeMessageThatClaimsTooMuchIsEmptied(short type, int claimed, int left) throws IOException {
        byte[] plain = Arrays.copyOfRange(handshake(claimed, 1), 13, 13 + 25);
        var cipher = new BoundedCipher(TlsNullNullCipher.INSTANCE);

        var decoded = cipher.decodeCiphertext(0, type, ProtocolVersion.DTLSv12, plain, 0, plain.length);

        assertThat(decoded.len).isEqualTo(left);
        assertThat(decoded.contentType).isEqualTo(type);
    }

    @Test
    void onlySha256FingerprintsAreRead() {
        String hex = "AB:" + "01:".repeat(30) + "ff";

        assertThat(Fingerprint.parse("SHA-256 " + hex).map(Fingerprint::value))
                .contains("AB:" + "01:".repeat(30) + "FF");
        assertThat(Fingerprint.parse("sha-1 " + hex)).isEmpty();
        assertThat(Fingerprint.parse("sha-256 AB:CD")).isEmpty();
        assertThat(Fingerprint.parse("")).isEmpty();
    }
}
