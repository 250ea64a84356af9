package org.hausruf.sfu.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

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
    void onlySha256FingerprintsAreRead() {
        String hex = "AB:" + "01:".repeat(30) + "ff";

        assertThat(Fingerprint.parse("SHA-256 " + hex).map(Fingerprint::value))
                .contains("AB:" + "01:".repeat(30) + "FF");
        assertThat(Fingerprint.parse("sha-1 " + hex)).isEmpty();
        assertThat(Fingerprint.parse("sha-256 AB:CD")).isEmpty();
        assertThat(Fingerprint.parse("")).isEmpty();
    }
}
