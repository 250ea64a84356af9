package org.hausruf.rtc.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.rtc.TestPackets.bytes;
import static org.hausruf.rtc.TestPackets.packet;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.hausruf.rtc.bytes.Bytes;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
    private final RtpHeader header = new RtpHeader();

    private boolean parse(String hex) {
        byte[] content = bytes(hex);
        return header.parse(packet(64, content), 0, content.length);
    }

    @Test
    void readsTheFixedHeader() {
        assertThat(parse("80e0 1234 decafbad cafebabe aabb")).isTrue();

        assertThat(header.marker()).isTrue();
        assertThat(header.payloadType()).isEqualTo(96);
        assertThat(header.sequenceNumber()).isEqualTo(0x1234);
        assertThat(header.timestamp()).isEqualTo(0xdecafbad);
        assertThat(header.ssrc()).isEqualTo(0xcafebabe);
        assertThat(header.sizeBytes()).isEqualTo(12);
    }

    @Test
    void skipsContributingSources() {
        assertThat(parse("8260 0001 00000001 00000002 00000003 00000004 ff")).isTrue();

        assertThat(header.sizeBytes()).isEqualTo(20);
    }

    @Test
    void findsExtensionsOfTheOneByteForm() {
        byte[] content = bytes("9060 0001 00000001 00000002 bede0002 1030 00 21abcd 00 00 ff");
        MemorySegment s = packet(64, content);
        assertThat(header.parse(s, 0, content.length)).isTrue();

        assertThat(Bytes.u8(s, header.extension(s, 0, 1))).isEqualTo(0x30);
        assertThat(Bytes.u16(s, header.extension(s, 0, 2))).isEqualTo(0xabcd);
        assertThat(header.extensionSize(s, 0, header.extension(s, 0, 2))).isEqualTo(2);
        assertThat(header.extension(s, 0, 3)).isNegative();
        assertThat(header.extension(s, 0, 0)).isNegative();
    }

    @Test
    void findsExtensionsOfTheTwoByteForm() {
        byte[] content = bytes("9060 0001 00000001 00000002 10000002 0100 1402abcd 0000 ff");
        MemorySegment s = packet(64, content);
        assertThat(header.parse(s, 0, content.length)).isTrue();

        assertThat(header.extensionSize(s, 0, header.extension(s, 0, 1))).isZero();
        assertThat(Bytes.u16(s, header.extension(s, 0, 20))).isEqualTo(0xabcd);
        assertThat(header.extensionSize(s, 0, header.extension(s, 0, 20))).isEqualTo(2);
    }

    @Test
    void refusesExtensionsThatRunOverTheirEnd() {
        byte[] content = bytes("9060 0001 00000001 00000002 bede0001 1fffffff ff");
        MemorySegment s = packet(64, content);
        assertThat(header.parse(s, 0, content.length)).isTrue();

        assertThat(header.extension(s, 0, 1)).isNegative();
        assertThat(parse("9060 0001 00000001 00000002 bedeffff 10ff")).isFalse();
        assertThat(parse("9060 0001 00000001 00000002 be")).isFalse();
    }

    @Test
    void refusesWhatIsNotRtp() {
        assertThat(parse("8060 0001 00000001 000000")).isFalse();
        assertThat(parse("4060 0001 00000001 00000002")).isFalse();
        assertThat(parse("8f60 0001 00000001 00000002")).isFalse();
    }

    @Test
    void takesPaddingOff() {
        byte[] content = bytes("a060 0001 00000001 00000002 aabbcc 000003");
        MemorySegment s = packet(64, content);

        assertThat(header.parse(s, 0, content.length)).isTrue();
        assertThat(header.payloadSize(s, 0, content.length)).isEqualTo(3);
    }

    @Test
    void refusesImpossiblePadding() {
        for (String last : new String[] {"00", "07", "ff"}) {
            byte[] content = bytes("a060 0001 00000001 00000002 aabbcc 0000" + last);
            MemorySegment s = packet(64, content);

            assertThat(header.parse(s, 0, content.length)).isTrue();
            assertThat(header.payloadSize(s, 0, content.length)).isNegative();
        }
    }

    @Test
    void writesWhatItReads() {
        MemorySegment s = packet(64, new byte[0]);
        RtpHeader.write(s, 0, true, 111, 65_535, 0x80000001, 0xf0000001);
        long at = HeaderExtensions.begin(s, 0);
        at = HeaderExtensions.absSendTime(s, at, 4, 1_500_000_000L);
        at = HeaderExtensions.transportSequence(s, at, 3, 0xbeef);
        long end = HeaderExtensions.end(s, 0, at);

        assertThat(end).isEqualTo(24);
        assertThat(header.parse(s, 0, 30)).isTrue();
        assertThat(header.marker()).isTrue();
        assertThat(header.payloadType()).isEqualTo(111);
        assertThat(header.sequenceNumber()).isEqualTo(65_535);
        assertThat(header.timestamp()).isEqualTo(0x80000001);
        assertThat(header.ssrc()).isEqualTo(0xf0000001);
        assertThat(header.sizeBytes()).isEqualTo(24);
        assertThat(Bytes.u24(s, header.extension(s, 0, 4))).isEqualTo(3 << 17);
        assertThat(Bytes.u16(s, header.extension(s, 0, 3))).isEqualTo(0xbeef);
    }

    @Test
    void randomBytesNeverLeadOutsideThePacket() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            byte[] content = new byte[random.nextInt(60)];
            random.nextBytes(content);
            if (content.length > 0) content[0] = (byte) ((content[0] & 0x3f) | 0x80);
            if (content.length > 13 && i % 2 == 0) content[12] = (byte) 0xbe;
            if (content.length > 13 && i % 2 == 0) content[13] = (byte) 0xde;
            MemorySegment s = packet(content.length, content);

            if (!header.parse(s, 0, content.length)) continue;
            assertThat(header.sizeBytes()).isLessThanOrEqualTo(content.length);
            assertThat(header.payloadSize(s, 0, content.length)).isLessThan(content.length);
            for (int id = 1; id < 15; id++) {
                int at = header.extension(s, 0, id);
                if (at >= 0) assertThat(at + header.extensionSize(s, 0, at)).isLessThanOrEqualTo(content.length);
            }
        }
    }

    @Test
    void sequenceNumbersWrapBothWays() {
        assertThat(SequenceNumbers.extend(65_535, 0)).isEqualTo(65_536);
        assertThat(SequenceNumbers.extend(65_536, 65_535)).isEqualTo(65_535);
        assertThat(SequenceNumbers.extend(0, 65_535)).isEqualTo(-1);
        assertThat(SequenceNumbers.extend(0x1_0000_0005L, 3)).isEqualTo(0x1_0000_0003L);
    }
}
