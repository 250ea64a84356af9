package org.hausruf.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.hausruf.rtc.rtcp.Ntp;
import org.junit.jupiter.api.Test;

class ReportTest extends MediaSessionFixture {
    @Test
    void receiverReportsTellThePublisherItsLosses() {
        TestClient.Track microphone = anna.audio(AUDIO);
        anna.session.publish(audio(AUDIO));
        anna.up.loss = 0.2;

        speak(microphone, 500);

        assertThat(anna.reportBlocks).hasSizeBetween(8, 10).allMatch(block -> block.ssrc() == AUDIO);
        TestClient.ReportBlock last = anna.reportBlocks.getLast();
        assertThat(last.lost()).isBetween(60, 140);
        assertThat(anna.reportBlocks.stream()
                                .mapToInt(TestClient.ReportBlock::fractionLost)
                                .average()
                                .orElse(0)
                        / 256)
                .isBetween(0.1, 0.3);
    }

    @Test
    void senderReportsKeepSoundAndPictureInStep() {
        TestClient.Track microphone = anna.audio(AUDIO);
        TestClient.Track camera = anna.video(VIDEO);
        ben.session.subscribe(anna.session.publish(audio(AUDIO)), toAudio(0x6001));
        ben.session.subscribe(anna.session.publish(video(VIDEO)), toVideo());
        long annasClock = 77_000_000L * MS;
        anna.up.jitterNanos = 30 * MS;

        for (int second = 0; second < 10; second++) {
            long captured = annasClock + second * 1_000L * MS;
            microphone.report(TestClient.ntp(captured), 48_000 * second);
            camera.report(TestClient.ntp(captured + 5 * MS), 90_000 * second + 450);
            camera.keyframe();
            speak(microphone, 50);
        }

        var audioReports = ben.senderReports.stream()
                .filter(report -> report.ssrc() == 0x6001)
                .toList();
        var videoReports = ben.senderReports.stream()
                .filter(report -> report.ssrc() == OUT)
                .toList();
        assertThat(audioReports).hasSizeBetween(3, 5);
        assertThat(videoReports).hasSizeBetween(3, 5);
        double audioZero = captureZero(audioReports.getLast(), 48_000);
        double videoZero = captureZero(videoReports.getLast(), 90_000);
        assertThat(audioZero - videoZero).isBetween(-0.005, 0.005);
    }

    /// When, on the reports' clock, the timestamp was 0.
    private static double captureZero(TestClient.SenderReport report, int rate) {
        return Ntp.toNanos(report.ntp()) / 1e9 - (double) report.timestamp() / rate;
    }

    @Test
    void theRoundTripIsMeasuredFromReports() {
        TestClient.Track microphone = anna.audio(AUDIO);
        SubscribedTrack toBen = ben.session.subscribe(anna.session.publish(audio(AUDIO)), toAudio(OUT));
        microphone.report(TestClient.ntp(1_000 * MS), 0);
        speak(microphone, 100);
        TestClient.SenderReport report = ben.senderReports.getLast();

        long since = loop.nowNanos() - report.arrivalNanos();
        ben.reportOn(OUT, Ntp.compact(report.ntp()), Ntp.nanosToCompact(since));
        loop.run(50 * MS);

        assertThat(toBen.stats().rttNanos()).isBetween(39 * MS, 41 * MS);
        assertThat(toBen.stats().fractionLost()).isEqualTo(0.25);
        assertThat(toBen.stats().lostPackets()).isEqualTo(-2);
    }

    @Test
    void feedbackTellsThePublisherEveryArrival() {
        TestClient.Track camera = anna.video(VIDEO);
        camera.twcc = true;
        anna.session.publish(video(VIDEO));

        film(camera, 300);
        loop.run(200 * MS);

        assertThat(anna.feedbackArrivals).isEqualTo(300);
        assertThat(anna.feedbacks).isBetween(20, 40);
    }
}
