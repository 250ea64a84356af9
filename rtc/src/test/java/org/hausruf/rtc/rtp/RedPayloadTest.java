package org.hausruf.rtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.rtc.TestPackets.bytes;
import static org.hausruf.rtc.TestPackets.packet;

import org.junit.jupiter.api.Test;

class RedPayloadTest {
    private static int offset(String hex) {
        byte[] payload = bytes(hex);
        return RedPayload.primaryOffset(packet(512, payload), 0, payload.length);
    }

    @Test
    void thePrimaryBlockComesLast() {
        assertThat(offset("6f aabb")).as("alone").isEqualTo(1);
        assertThat(offset("ef 0f0002 6f 1111 aabb"))
                .as("after one of two bytes")
                .isEqualTo(7);
        assertThat(offset("ef 1e0001 ef 0f0002 6f 11 2222 aabb")).isEqualTo(12);
    }

    @Test
    void lengthsHaveTenBits() {
        assertThat(offset("ef fffc01 6f 11 aa")).isEqualTo(6);
        assertThat(offset("ef 000100 6f " + "11".repeat(256) + " aa")).isEqualTo(261);
    }

    @Test
    void whatDoesNotFitHasNoPrimaryBlock() {
        assertThat(offset("")).isNegative();
        assertThat(offset("6f")).as("no block").isNegative();
        assertThat(offset("ef 0f00")).as("half a header").isNegative();
        assertThat(offset("ef 0f0002")).as("no primary header").isNegative();
        assertThat(offset("ef 0f0002 6f 11")).as("a block too short").isNegative();
        assertThat(offset("ef 0f0002 6f 1111")).as("an empty primary block").isNegative();
        assertThat(offset("ef ffffff ef ffffff")).as("headers without end").isNegative();
    }
}
