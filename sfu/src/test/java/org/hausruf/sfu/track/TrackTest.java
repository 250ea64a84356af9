package org.hausruf.sfu.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.time.Advancing.NEVER;

import org.hausruf.rtc.rtcp.Ntp;
import org.junit.jupiter.api.Test;

class TrackTest {
    private static final long MS = 1_000_000;
    private static final long NOW = -3_000 * MS;

    @Test
    void aMissingPacketIsAskedForFiveTimes() {
        MissingPackets missing = new MissingPackets();
        long[] asked = new long[MissingPackets.MAX_MISSING];
        missing.gap(10, 12, NOW);

        assertThat(missing.takeDue(NOW, asked)).isZero();
        int times = 0;
        long now = NOW;
        while (missing.deadlineNanos() != NEVER) {
            now = missing.deadlineNanos();
            if (missing.takeDue(now, asked) == 2) times++;
        }
        assertThat(times).isEqualTo(5);
        assertThat(now - NOW).isBetween(300 * MS, 2_000 * MS);
    }

    @Test
    void whatArrivesIsNotAskedForAgain() {
        MissingPackets missing = new MissingPackets();
        long[] asked = new long[MissingPackets.MAX_MISSING];
        missing.gap(10, 13, NOW);
        missing.arrived(11, NOW);

        assertThat(missing.takeDue(NOW + 10 * MS, asked)).isEqualTo(2);
        assertThat(asked).startsWith(10, 12);
    }

    @Test
    void aGapTooWideIsGivenUp() {
        MissingPackets missing = new MissingPackets();

        assertThat(missing.gap(0, 60, NOW)).isTrue();
        assertThat(missing.gap(100, 160, NOW)).isFalse();
        assertThat(missing.deadlineNanos()).isEqualTo(NEVER);
    }

    @Test
    void spansRememberWhatWentOutUnderANumber() {
        OutgoingSequence sequence = new OutgoingSequence(1_000, 8);
        sequence.begin(50);
        assertThat(out(sequence, 50)).isEqualTo(1_000);
        assertThat(out(sequence, 53)).isEqualTo(1_003);
        assertThat(out(sequence, 49)).isEqualTo(-1);
        assertThat(sequence.source(1_002)).isEqualTo(52);
        assertThat(sequence.source(1_004)).isEqualTo(-1);

        sequence.begin(80);
        assertThat(out(sequence, 80)).isEqualTo(1_004);
        assertThat(out(sequence, 52)).isEqualTo(-1);
        assertThat(sequence.source(1_002)).isEqualTo(52);
        assertThat(sequence.source(1_004)).isEqualTo(80);
        assertThat(sequence.source(999)).isEqualTo(-1);

        for (int i = 0; i < 20; i++) {
            sequence.begin(100 + i);
            out(sequence, 100 + i);
        }
        assertThat(sequence.source(1_002)).isEqualTo(-1);
        assertThat(sequence.source(1_024)).isEqualTo(119);
    }

    private static long out(OutgoingSequence sequence, long source) {
        Span span = sequence.spanOf(source);
        return span == null ? -1 : sequence.out(span, source);
    }

    @Test
    void packetsLeftOutLeaveNoGapButLostOnesDo() {
        OutgoingSequence sequence = new OutgoingSequence(1_000, 8);
        sequence.begin(50);
        assertThat(out(sequence, 50)).isEqualTo(1_000);

        sequence.leaveOut(52); // 51 is late
        sequence.leaveOut(53);
        sequence.resume(54);
        assertThat(out(sequence, 54)).isEqualTo(1_002);
        assertThat(out(sequence, 51)).isEqualTo(1_001);
        assertThat(out(sequence, 53)).isEqualTo(-1);
        assertThat(sequence.source(1_001)).isEqualTo(51);
        assertThat(sequence.source(1_002)).isEqualTo(54);
    }

    @Test
    void lossAndJitterAreCountedAsTheRfcSays() {
        ReceptionStatistics reception = new ReceptionStatistics(new RtpClock(8_000));
        for (int i = 0; i < 100; i++) {
            if (i % 4 == 3) continue;
            reception.received(65_500 + i, 160 * i, NOW + 20 * MS * i);
        }

        assertThat(reception.highest()).isEqualTo(65_598);
        assertThat(reception.lost()).isEqualTo(24);
        assertThat(reception.takeFractionLost()).isEqualTo(24 * 256 / 99);
        assertThat(reception.takeFractionLost()).isZero();
        assertThat(reception.jitter()).isZero();

        for (int i = 100; i < 400; i++) {
            reception.received(65_500 + i, 160 * i, NOW + 20 * MS * i + (i % 2) * (10 * MS));
        }
        assertThat(reception.jitter()).isBetween(70L, 80L);
    }

    @Test
    void aClocksOffsetIsThatOfTheFastestReport() {
        SenderClock clock = new SenderClock();
        clock.reported(Ntp.fromNanos(1_000 * MS), NOW + 80 * MS);
        clock.reported(Ntp.fromNanos(2_000 * MS), NOW + 1_020 * MS);
        clock.reported(Ntp.fromNanos(3_000 * MS), NOW + 2_090 * MS);

        long local = clock.localNanos(Ntp.fromNanos(3_000 * MS));

        assertThat(local - NOW).isBetween(2_020 * MS, 2_022 * MS);
    }

    @Test
    void theRtpClockIsExactOverYears() {
        RtpClock clock = new RtpClock(90_000);
        long years = 10L * 365 * 24 * 3600 * 1_000_000_000L;

        assertThat(clock.ticks(years + 1_000_000) - clock.ticks(years)).isEqualTo(90);
        assertThat(clock.ticks(-1_000_000)).isEqualTo(-90);
        assertThat(clock.nanos(clock.ticks(years))).isEqualTo(years);
    }

    @Test
    void keyframesAreAskedForAtOnceThenSpaced() {
        KeyframeRequests requests = new KeyframeRequests();
        assertThat(requests.want(NOW)).isEqualTo(NOW);
        assertThat(requests.takeDue(NOW)).isTrue();
        assertThat(requests.takeDue(NOW)).isFalse();
        assertThat(requests.want(NOW + 1)).isEqualTo(NOW + KeyframeRequests.SPACING_NANOS);
        assertThat(requests.takeDue(NOW + KeyframeRequests.SPACING_NANOS)).isTrue();

        requests.arrived();
        assertThat(requests.deadlineNanos()).isEqualTo(NEVER);
        assertThat(requests.takeDue(NOW + 10 * KeyframeRequests.SPACING_NANOS)).isFalse();
        assertThat(requests.count()).isEqualTo(2);
    }
}
