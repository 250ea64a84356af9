package org.hausruf.rtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.rtc.TestPackets.bytes;
import static org.hausruf.rtc.TestPackets.packet;

import org.junit.jupiter.api.Test;

class Vp8DescriptorTest {
    private final Vp8Descriptor descriptor = new Vp8Descriptor();

    private boolean parse(String hex) {
        byte[] payload = bytes(hex);
        return descriptor.parse(packet(16, payload), 0, payload.length);
    }

    @Test
    void knowsAKeyframeByItsFirstPacket() {
        assertThat(parse("90 80 8123 00")).isTrue();
        assertThat(descriptor.keyframeStart()).isTrue();
        assertThat(descriptor.pictureId()).isEqualTo(0x123);

        assertThat(parse("10 00")).isTrue();
        assertThat(descriptor.keyframeStart()).isTrue();
    }

    @Test
    void takesNoOtherPacketForAKeyframe() {
        assertThat(parse("10 01")).isTrue();
        assertThat(descriptor.keyframeStart()).isFalse();
        assertThat(parse("00 00")).isTrue();
        assertThat(descriptor.keyframeStart()).isFalse();
        assertThat(parse("11 00")).isTrue();
        assertThat(descriptor.keyframeStart()).isFalse();
    }

    @Test
    void readsEveryOptionalField() {
        assertThat(parse("90 f0 7f 05 61 01")).isTrue();

        assertThat(descriptor.pictureId()).isEqualTo(0x7f);
        assertThat(descriptor.tl0PicIdx()).isEqualTo(5);
        assertThat(descriptor.keyframeStart()).isFalse();
    }

    @Test
    void refusesWhatEndsInsideTheDescriptor() {
        for (String hex :
                new String[] {"", "90", "9080", "908081", "9080ff01", "90f08123", "90f0812305", "90f081230561"}) {
            assertThat(parse(hex)).as(hex).isFalse();
            assertThat(descriptor.keyframeStart()).isFalse();
        }
    }
}
