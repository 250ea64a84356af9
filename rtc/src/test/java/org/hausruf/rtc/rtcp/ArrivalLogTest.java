package org.hausruf.rtc.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.rtc.TestPackets.hex;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalLogTest {
    private static final long MS = 1_000_000;

    private final MemorySegment s = Arena.ofAuto().allocate(ArrivalLog.MAX_SIZE);
    private final ArrivalLog log = new ArrivalLog();
    private final RtcpReader reader = new RtcpReader();
    private final TransportFeedback feedback = new TransportFeedback();

    private void feedback() {
        long end = log.writeFeedback(s, 0, 1, 2);
        assertThat(end).isLessThanOrEqualTo(ArrivalLog.MAX_SIZE);
        assertThat(reader.wrap(s, 0, (int) end)).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(feedback.parse(s, reader)).isTrue();
    }

    @Test
    void writesTheBytesOfTheDraft() {
        log.arrived(5, 64 * MS);
        log.arrived(6, 65 * MS);
        log.arrived(8, 65 * MS);

        long end = log.writeFeedback(s, 0, 0x11, 0x22);

        assertThat(hex(s, 0, end))
                .isEqualTo("8fcd0006" + "00000011" + "00000022" + "00050004" + "00000100" + "d440" + "00" + "04" + "00"
                        + "000000");
    }

    @Test
    void tellsArrivalsAndLosses() {
        log.arrived(65_534, 1_000 * MS);
        log.arrived(65_535, 1_003 * MS);
        log.arrived(2, 1_200 * MS);

        feedback();

        assertThat(feedback.baseSequenceNumber()).isEqualTo(65_534);
        assertThat(feedback.count()).isEqualTo(5);
        assertThat(feedback.received()).isEqualTo(3);
        assertThat(feedback.arrivalTicks(1) - feedback.arrivalTicks(0)).isEqualTo(12);
        assertThat(feedback.arrivalTicks(2)).isEqualTo(TransportFeedback.LOST);
        assertThat(feedback.arrivalTicks(4) - feedback.arrivalTicks(0)).isEqualTo(800);
        assertThat(log.unreported()).isZero();
    }

    @Test
    void takesAPacketBackThatWasReportedLost() {
        log.arrived(10, 100 * MS);
        log.arrived(12, 110 * MS);
        feedback();
        log.arrived(11, 120 * MS);

        feedback();

        assertThat(feedback.baseSequenceNumber()).isEqualTo(11);
        assertThat(feedback.count()).isEqualTo(2);
        assertThat(feedback.received()).isEqualTo(2);
        assertThat(feedback.arrivalTicks(1) - feedback.arrivalTicks(0)).isEqualTo(-40);
    }

    @Test
    void aLongSilenceStartsAnotherPacket() {
        log.arrived(1, 0);
        log.arrived(2, 60_000 * MS);

        feedback();
        assertThat(feedback.count()).isEqualTo(1);
        assertThat(log.unreported()).isPositive();
        feedback();
        assertThat(feedback.baseSequenceNumber()).isEqualTo(2);
        assertThat(log.unreported()).isZero();
    }

    @Test
    void everyPacketOfALossyStreamIsToldAsItArrived() {
        Random random = new Random(3);
        Map<Integer, Long> arrivals = new HashMap<>();
        Map<Integer, Long> told = new HashMap<>();
        long now = 0;
        long offset = 0;
        for (int sequence = 60_000; sequence < 100_000; sequence++) {
            now += random.nextInt(5) * MS;
            if (random.nextInt(10) == 0 || sequence % 5_000 < 300) continue;
            log.arrived(sequence & 0xffff, now);
            arrivals.put(sequence & 0xffff, now / 250_000);
            if (log.unreported() < 50) continue;
            while (log.unreported() > 0) {
                feedback();
                for (int i = 0; i < feedback.count(); i++) {
                    if (feedback.arrivalTicks(i) != TransportFeedback.LOST) {
                        told.put(feedback.baseSequenceNumber() + i & 0xffff, feedback.arrivalTicks(i) + offset);
                    }
                }
            }
            assertThat(told).isEqualTo(arrivals);
            told.clear();
            arrivals.clear();
        }
    }

    @Test
    void wildSequenceNumbersAreSurvived() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            log.arrived(random.nextInt(65_536), i * MS);
            int rounds = 0;
            while (log.unreported() > 0 && rounds++ < 20) feedback();
            assertThat(log.unreported()).isZero();
        }
    }
}
