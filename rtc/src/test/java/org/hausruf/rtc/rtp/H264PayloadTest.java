package org.hausruf.rtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.rtc.TestPackets.bytes;
import static org.hausruf.rtc.TestPackets.packet;

import org.junit.jupiter.api.Test;

class H264PayloadTest {
    private static boolean starts(String hex) {
        byte[] payload = bytes(hex);
        return H264Payload.startsKeyframe(packet(16, payload), 0, payload.length);
    }

    @Test
    void aSingleUnitWithParametersOrAnIdrSliceStartsAKeyframe() {
        assertThat(starts("67 42e01f")).isTrue();
        assertThat(starts("65 88")).isTrue();
        assertThat(starts("27 42")).as("of lower importance").isTrue();
    }

    @Test
    void otherUnitsDoNot() {
        assertThat(starts("41 9a")).as("slice").isFalse();
        assertThat(starts("68 ce")).as("picture parameters").isFalse();
        assertThat(starts("06 05")).as("supplemental information").isFalse();
        assertThat(starts("79 67")).as("an aggregate nobody negotiates").isFalse();
    }

    @Test
    void anAggregateStartsOneWhereAnyUnitInItDoes() {
        assertThat(starts("78 0004 6742e01f 0002 68ce")).isTrue();
        assertThat(starts("78 0002 0605 0002 6588")).isTrue();
        assertThat(starts("78 0002 0605 0002 419a")).isFalse();
    }

    @Test
    void aFragmentStartsOneWhereItIsTheFirst() {
        assertThat(starts("7c 85 88")).isTrue();
        assertThat(starts("7c 87 42")).isTrue();
        assertThat(starts("7c 05 88")).as("in the middle").isFalse();
        assertThat(starts("7c 45 88")).as("the last").isFalse();
        assertThat(starts("7c 81 9a")).as("of a slice").isFalse();
    }

    @Test
    void truncatedPayloadsStartNothing() {
        assertThat(starts("")).isFalse();
        assertThat(starts("7c")).isFalse();
        assertThat(starts("78")).isFalse();
        assertThat(starts("78 00")).isFalse();
        assertThat(starts("78 0001")).isFalse();
        assertThat(starts("78 ffff 67")).as("longer than the packet").isFalse();
        assertThat(starts("78 0000 0001 67")).as("an empty unit").isFalse();
    }
}
