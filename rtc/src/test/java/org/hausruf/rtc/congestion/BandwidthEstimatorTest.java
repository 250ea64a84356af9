package org.hausruf.rtc.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthEstimatorTest {
    private final SimulatedLine line = new SimulatedLine(20_261_122);

    @Test
    void aLineWithoutABottleneckIsNeverLimited() {
        line.run(30_000);

        assertThat(line.estimator.congestions()).isZero();
        assertThat(line.sentPadding).isZero();
    }

    @ParameterizedTest
    @CsvSource({"300000, 1700000", "1000000, 1700000", "1000000, 4000000", "300000, 4000000"})
    void mostOfABottleneckIsUsedAndItsQueueEmpties(long bottleneck, long wanted) {
        line.wantedBits = wanted;
        line.run(3_000);
        line.lineBits = bottleneck;
        line.run(2_000);
        assertThat(line.estimator.limited()).isTrue();

        line.run(30_000);

        assertThat(line.arrivedBits(30_000)).isGreaterThan(0.8 * bottleneck);
        assertThat(line.longestQueueMs).isLessThan(450);
    }

    @Test
    void aBottleneckWithHardlyAQueueShowsByLoss() {
        line.maxQueueMs = 30;
        line.run(3_000);
        line.lineBits = 1_000_000;
        line.run(3_000);

        assertThat(line.estimator.bitsPerSecond()).isBetween(700_000L, 1_100_000L);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.1})
    void lossAloneIsNoBottleneck(double loss) {
        line.loss = loss;
        line.run(60_000);

        assertThat(line.estimator.congestions()).isZero();
    }

    @Test
    void jitterIsNoQueue() {
        line.jitterMs = 60;
        line.run(30_000);

        assertThat(line.estimator.congestions()).isZero();
    }

    @Test
    void keyframesThatFillALineForAMomentAreNoBottleneck() {
        line.lineBits = 3_500_000;
        line.keyframeEveryMs = 1_500;
        line.run(30_000);

        assertThat(line.longestQueueMs).isGreaterThan(100);
        assertThat(line.estimator.congestions()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"90, 10", "300, 100", "450, 50", "800, 50", "1500, 100", "3000, 20"})
    void aReceiverTooBusyToLookIsNoBottleneck(long stallMs, long awakeMs) {
        line.run(2_000);
        line.stallMs = stallMs;
        line.awakeMs = awakeMs;
        line.run(30_000);

        assertThat(line.estimator.congestions()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {5_000, -5_000, 100, -100})
    void aClockThatJumpsIsNoBottleneck(long jumpMs) {
        line.run(3_000);
        line.receiverClockMs += jumpMs;
        line.run(3_000);
        line.receiverClockMs -= jumpMs;
        line.run(10_000);

        assertThat(line.estimator.congestions()).isZero();
    }

    @Test
    void allIsBackTwoSecondsAfterABottleneckWentAway() {
        line.run(2_000);
        line.lineBits = 300_000;
        line.run(6_000);
        assertThat(line.estimator.bitsPerSecond()).isLessThan(320_000);

        line.lineBits = 100_000_000;
        line.run(2_000);

        assertThat(line.estimator.limited()).isFalse();
    }

    @Test
    void whoSendsWholeFramesAndTooMuchOfThemGetsAllBackToo() {
        line.frameEveryMs = 50;
        line.wantedBits = 700_000;
        line.leastBits = 350_000;
        line.run(6_000);
        line.lineBits = 300_000;
        line.run(16_000);
        assertThat(line.estimator.bitsPerSecond()).isLessThan(320_000);

        line.lineBits = 100_000_000;
        line.run(4_000);

        assertThat(line.estimator.limited()).isFalse();
    }

    @Test
    void darknessIsNotBlamedOnWhatWasSent() {
        line.run(3_000);
        line.dark = true;
        line.run(10_000);
        line.dark = false;
        line.run(5_000);

        assertThat(line.estimator.congestions()).isZero();
    }

    @Test
    void tryingCostsABottleneckLittle() {
        line.run(2_000);
        line.lineBits = 300_000;
        line.run(5_000);
        line.sentPadding = 0;
        line.run(20_000);

        assertThat(line.sentPadding * 8 / 20).isLessThan(40_000);
        assertThat(line.longestQueueMs).isLessThan(300);
    }

    @Test
    void whoSendsNoFeedbackMayTellItself() {
        line.estimator.told(2_000_000, 1_500_000, 0);
        assertThat(line.estimator.limited()).isFalse();

        line.estimator.told(400_000, 1_500_000, 0);
        assertThat(line.estimator.bitsPerSecond()).isEqualTo(400_000);

        line.estimator.told(1, 1_500_000, 0);
        assertThat(line.estimator.bitsPerSecond()).isEqualTo(BandwidthEstimator.MIN_BITS);
    }
}
