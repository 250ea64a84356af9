package org.hausruf.rtc.rtcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.rtc.TestPackets.bytes;
import static org.hausruf.rtc.TestPackets.hex;
import static org.hausruf.rtc.TestPackets.packet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.hausruf.rtc.bytes.Bytes;
import org.junit.jupiter.api.Test;

class RtcpTest {
    private final MemorySegment s = Arena.ofAuto().allocate(1500);
    private final RtcpReader reader = new RtcpReader();

    @Test
    void readsACompoundOfAllThatIsWritten() {
        long end = RtcpWriter.senderReport(s, 0, 0x11, 0x0102030405060708L, 9000, 5, 600);
        end = RtcpWriter.sourceDescription(s, end, 0x11, "anna".getBytes(UTF_8));
        end = RtcpWriter.receiverReport(s, end, 0x12, 1);
        end = RtcpWriter.reportBlock(s, end, 0x21, 128, -3, 0x10005, 90, 7, 8);
        end = RtcpWriter.pli(s, end, 0x12, 0x21);
        end = RtcpWriter.fir(s, end, 0x12, 0x21, 9);
        end = RtcpWriter.bye(s, end, 0x11);

        assertThat(reader.wrap(s, 0, (int) end)).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(Rtcp.SENDER_REPORT);
        assertThat(reader.senderSsrc()).isEqualTo(0x11);
        assertThat(reader.reportBlocks()).isZero();
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(Rtcp.SOURCE_DESCRIPTION);
        assertThat(hex(s, reader.at(), reader.sizeBytes()))
                .isEqualTo("81ca0003" + "00000011" + "0104616e6e61" + "0000");
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(Rtcp.RECEIVER_REPORT);
        assertThat(reader.reportBlocks()).isEqualTo(1);
        assertThat(hex(s, reader.reportBlockAt(0), 24))
                .isEqualTo("00000021" + "80fffffd" + "00010005" + "0000005a" + "00000007" + "00000008");
        assertThat(reader.next()).isTrue();
        assertThat(hex(s, reader.at(), reader.sizeBytes())).isEqualTo("81ce0002" + "00000012" + "00000021");
        assertThat(reader.next()).isTrue();
        assertThat(hex(s, reader.at(), reader.sizeBytes()))
                .isEqualTo("84ce0004" + "00000012" + "00000000" + "00000021" + "09000000");
        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(Rtcp.BYE);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void nacksNameRunsOfSeventeenInOneItem() {
        long[] missing = {65_534, 65_535, 65_536, 65_550, 65_551};

        long end = RtcpWriter.nack(s, 0, 1, 2, missing, missing.length);

        assertThat(hex(s, 0, end)).isEqualTo("81cd0004" + "00000001" + "00000002" + "fffe8003" + "000f0000");
        assertThat(reader.wrap(s, 0, (int) end)).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.feedbackItems(4)).isEqualTo(2);
    }

    @Test
    void cnamesOfAnyLengthEndInAZeroByte() {
        for (int length = 0; length < 9; length++) {
            byte[] cname = "abcdefghi".substring(0, length).getBytes(UTF_8);
            long end = RtcpWriter.sourceDescription(s, 0, 1, cname);

            assertThat(end).isEqualTo(RtcpWriter.sourceDescriptionSize(cname)).matches(size -> size % 4 == 0);
            assertThat(Bytes.u8(s, end - 1)).isZero();
            assertThat(end - 10 - length).isBetween(1L, 4L);
        }
    }

    @Test
    void refusesLengthsThatLie() {
        for (String lie : new String[] {
            "80c90001",
            "80c90002 00000001",
            "40c90001 00000001",
            "80c90001 00000001 80",
            "a0c90001 00000000",
            "a0c90001 00000009",
            "80c90001 00000001 80c9ffff"
        }) {
            byte[] content = bytes(lie);
            assertThat(reader.wrap(packet(32, content), 0, content.length))
                    .as(lie)
                    .isFalse();
        }
    }

    @Test
    void countsNoMoreReportBlocksThanFit() {
        byte[] content = bytes("9fc90001 00000001");
        assertThat(reader.wrap(packet(32, content), 0, content.length)).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.reportBlocks()).isZero();

        byte[] shortSenderReport = bytes("9fc80001 00000001");
        assertThat(reader.wrap(packet(32, shortSenderReport), 0, 8)).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.reportBlocks()).isZero();
        assertThat(reader.feedbackItems(4)).isZero();
    }

    @Test
    void readsWhatAReceiverSaysItCanTake() {
        assertThat(remb("8fce0005 00000007 00000000 52454d42 010b0000 00002001"))
                .isEqualTo(196_608 << 2);
        assertThat(remb("8fce0005 00000007 00000000 52454d42 01ffffff 00002001"))
                .isEqualTo(262_143L << 44);
        assertThat(remb("8fce0005 00000007 00000000 52454d43 010b0000 00002001"))
                .isEqualTo(-1);
        assertThat(remb("8fce0003 00000007 00000000 52454d42")).isEqualTo(-1);
        assertThat(remb("81ce0005 00000007 00000000 52454d42 010b0000 00002001"))
                .isEqualTo(-1);
    }

    private long remb(String hex) {
        byte[] content = bytes(hex);
        MemorySegment s = packet(content.length, content);
        assertThat(reader.wrap(s, 0, content.length)).isTrue();
        assertThat(reader.next()).isTrue();
        return Remb.bitsPerSecond(s, reader);
    }

    @Test
    void randomBytesNeverLeadOutsideThePacket() {
        Random random = new Random(2);
        TransportFeedback feedback = new TransportFeedback();
        for (int i = 0; i < 200_000; i++) {
            byte[] content = new byte[4 * random.nextInt(12)];
            random.nextBytes(content);
            if (content.length > 0) content[0] = (byte) (0x80 | random.nextInt(32));
            if (content.length > 1) content[1] = (byte) (200 + random.nextInt(7));
            if (content.length > 2) content[2] = 0;
            if (content.length > 3)
                content[3] = (byte) (random.nextInt(4) == 0 ? random.nextInt(12) : content.length / 4 - 1);
            MemorySegment exact = packet(content.length, content);

            if (!reader.wrap(exact, 0, content.length)) continue;
            while (reader.next()) {
                assertThat(reader.at() + reader.sizeBytes()).isLessThanOrEqualTo(content.length);
                for (int k = 0; k < reader.reportBlocks(); k++) {
                    assertThat(reader.reportBlockAt(k) + 24).isLessThanOrEqualTo(content.length);
                }
                if (reader.type() == Rtcp.TRANSPORT_FEEDBACK) feedback.parse(exact, reader);
                assertThat(Remb.bitsPerSecond(exact, reader)).isGreaterThanOrEqualTo(-1);
            }
        }
    }

    @Test
    void ntpKeepsNanoseconds() {
        long nanos = 1_234_567_890_123L;

        assertThat(Ntp.toNanos(Ntp.fromNanos(nanos))).isBetween(nanos - 1, nanos);
        assertThat(Ntp.compactToNanos(Ntp.nanosToCompact(2_500_000_000L))).isEqualTo(2_500_000_000L);
    }
}
