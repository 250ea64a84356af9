package org.hausruf.sfu.forward;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.forward.TestClient.ABS_SEND_TIME_EXT;
import static org.hausruf.sfu.forward.TestClient.LEVEL_EXT;
import static org.hausruf.sfu.forward.TestClient.MID_EXT;
import static org.hausruf.sfu.forward.TestClient.TWCC_EXT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.hausruf.rtc.rtcp.Ntp;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.TrackKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MediaSessionTest {
    private static final long MS = 1_000_000;
    private static final int AUDIO = 0x1001;
    private static final int VIDEO = 0x2001;
    private static final int OUT = 0x5001;
    private static final int OUT_RTX = 0x5002;

    private final SimulatedLoop loop = new SimulatedLoop(-5_000 * MS);
    private final Counters counters = new Counters();
    private final TestClient anna = client(SrtpProfile.AEAD_AES_128_GCM, 1);
    private final TestClient ben = client(SrtpProfile.AES128_CM_SHA1_80, 100);

    private TestClient client(SrtpProfile profile, long seed) {
        return new TestClient(loop, profile, SrtpCrypto.choose(), counters, seed);
    }

    private static PublishedTrackSettings audio(long ssrc) {
        return new PublishedTrackSettings(
                TrackKind.AUDIO, "a0", new Codec("opus", 48_000, 111, -1), ssrc, -1, MID_EXT, 0, LEVEL_EXT, 0, 0);
    }

    private static PublishedTrackSettings video(long ssrc) {
        return new PublishedTrackSettings(
                TrackKind.VIDEO,
                "v1",
                new Codec("VP8", 90_000, 96, 97),
                ssrc,
                ssrc < 0 ? -1 : ssrc + 1,
                MID_EXT,
                0,
                0,
                TWCC_EXT,
                0);
    }

    private static SubscribedTrackSettings toAudio(int ssrc) {
        return new SubscribedTrackSettings(ssrc, -1, 109, -1, "anna", 0, 0);
    }

    private static SubscribedTrackSettings toVideo() {
        return new SubscribedTrackSettings(OUT, OUT_RTX, 120, 121, "anna", ABS_SEND_TIME_EXT, TWCC_EXT);
    }

    private static List<Long> numbers(TestClient.Received received) {
        List<Long> numbers = new ArrayList<>();
        for (TestClient.Packet packet : received.packets.values()) {
            numbers.add(ByteBuffer.wrap(packet.payload()).getLong(packet.payload().length - 8));
        }
        return numbers;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    /// Sends audio every 20 ms.
    private void speak(TestClient.Track track, int packets) {
        for (int i = 0; i < packets; i++) {
            track.send();
            loop.run(20 * MS);
        }
    }

    /// Sends video every 10 ms, with a keyframe when one was asked for.
    private void film(TestClient.Track track, int packets) {
        for (int i = 0; i < packets; i++) {
            if (track.keyframesAsked == track.keyframesAnswered) track.delta();
            else track.keyframe();
            track.keyframesAnswered = track.keyframesAsked;
            loop.run(10 * MS);
        }
    }

    @ParameterizedTest
    @EnumSource(SrtpProfile.class)
    void audioArrivesAsItWasSentUnderItsOwnNumbers(SrtpProfile profile) {
        TestClient carla = client(profile, 200);
        TestClient.Track microphone = carla.audio(AUDIO);
        PublishedTrack track = carla.session.publish(audio(AUDIO));
        ben.session.subscribe(track, toAudio(OUT));

        speak(microphone, 100);
        loop.run(100 * MS);

        TestClient.Received heard = ben.of(OUT);
        assertThat(numbers(heard)).isEqualTo(range(0, 100));
        assertThat(heard.contiguous()).isTrue();
        assertThat(heard.packets.firstKey()).isLessThan(1 << 15);
        assertThat(track.stats().packets()).isEqualTo(100);
        assertThat(track.stats().lostPackets()).isZero();
        assertThat(counters.allDrops()).isZero();
    }

    @Test
    void theJdksCiphersForwardToo() {
        TestClient carla = new TestClient(loop, SrtpProfile.AEAD_AES_128_GCM, SrtpCrypto.jdk(), counters, 300);
        TestClient.Track microphone = anna.audio(AUDIO);
        carla.session.subscribe(anna.session.publish(audio(AUDIO)), toAudio(OUT));

        speak(microphone, 20);
        loop.run(100 * MS);

        assertThat(numbers(carla.of(OUT))).isEqualTo(range(0, 20));
    }

    @Test
    void videoStartsWithAKeyframeWhichIsAskedFor() {
        TestClient.Track camera = anna.video(VIDEO);
        PublishedTrack track = anna.session.publish(video(VIDEO));
        film(camera, 50);
        int askedBefore = camera.keyframesAsked;

        ben.session.subscribe(track, toVideo());
        film(camera, 50);
        loop.run(100 * MS);

        TestClient.Received seen = ben.of(OUT);
        assertThat(camera.keyframesAsked).isEqualTo(askedBefore + 1);
        assertThat(seen.packets.firstEntry().getValue().payload()[1]).isZero();
        assertThat(seen.contiguous()).isTrue();
        assertThat(seen.packets.size()).isGreaterThan(40);
    }

    @Test
    void aKeyframeIsAskedForUntilItComes() {
        TestClient.Track camera = anna.video(VIDEO);
        PublishedTrack track = anna.session.publish(video(VIDEO));
        ben.session.subscribe(track, toVideo());

        for (int i = 0; i < 220; i++) {
            camera.delta();
            loop.run(10 * MS);
        }

        assertThat(camera.keyframesAsked).isBetween(4, 5);
        assertThat(ben.of(OUT).packets).isEmpty();
    }

    @Test
    void manyViewersCostOneKeyframePerHalfSecond() {
        TestClient.Track camera = anna.video(VIDEO);
        PublishedTrack track = anna.session.publish(video(VIDEO));
        ben.session.subscribe(track, toVideo());
        film(camera, 50);
        int before = camera.keyframesAsked;

        for (int i = 0; i < 100; i++) {
            ben.pli(OUT);
            ben.fir(OUT);
            film(camera, 1);
        }

        assertThat(camera.keyframesAsked - before).isBetween(1, 3);
        assertThat(track.stats().keyframeRequests()).isEqualTo(camera.keyframesAsked);
    }

    @Test
    void everyVideoPacketSurvivesABadNetwork() {
        TestClient.Track camera = anna.video(VIDEO);
        camera.twcc = true;
        PublishedTrack track = anna.session.publish(video(VIDEO));
        SubscribedTrack toBen = ben.session.subscribe(track, toVideo());
        ben.expectRepairs(OUT, OUT_RTX);
        for (LossyLink link : List.of(anna.up, anna.down, ben.up, ben.down)) {
            link.loss = 0.05;
            link.duplication = 0.02;
            link.jitterNanos = 15 * MS;
        }
        ben.keepAsking(OUT, loop.nowNanos() + 21_000 * MS);

        film(camera, 2_000);
        for (LossyLink link : List.of(anna.up, anna.down, ben.up, ben.down)) link.loss = 0;
        film(camera, 20);
        loop.run(1_500 * MS);

        TestClient.Received seen = ben.of(OUT);
        List<Long> numbers = numbers(seen);
        assertThat(numbers).isEqualTo(range(numbers.getFirst(), 2_020));
        assertThat(numbers.getFirst()).isLessThan(200);
        assertThat(seen.repaired).isGreaterThan(50);
        assertThat(track.stats().repairedPackets()).isGreaterThan(50);
        assertThat(track.stats().lostPackets()).isBetween(50L, 150L);
        assertThat(toBen.stats().retransmittedPackets()).isGreaterThan(50);
        assertThat(anna.feedbackArrivals).isGreaterThan(1_500);
        assertThat(counters.drops(DropReason.AUTHENTICATION)).isZero();
    }

    @Test
    void muteIsSilentAndLeavesNoGap() {
        TestClient.Track microphone = anna.audio(AUDIO);
        PublishedTrack track = anna.session.publish(audio(AUDIO));
        ben.session.subscribe(track, toAudio(OUT));
        speak(microphone, 10);
        loop.run(50 * MS);

        track.setMuted(true);
        speak(microphone, 10);
        loop.run(50 * MS);
        assertThat(ben.of(OUT).packets).hasSize(10);

        track.setMuted(false);
        speak(microphone, 10);
        loop.run(50 * MS);
        assertThat(numbers(ben.of(OUT))).containsAll(range(20, 30)).doesNotContainAnyElementsOf(range(10, 20));
        assertThat(ben.of(OUT).contiguous()).isTrue();
    }

    @Test
    void whatWasSaidWhileMutedCannotBeAskedFor() {
        TestClient.Track microphone = anna.audio(AUDIO);
        PublishedTrack track = anna.session.publish(audio(AUDIO));
        ben.session.subscribe(track, toAudio(OUT));
        speak(microphone, 10);
        loop.run(50 * MS);
        track.setMuted(true);
        speak(microphone, 10);
        int sent = ben.down.sent;

        long last = ben.of(OUT).packets.lastKey();
        ben.nack(OUT, range(last + 1, last + 20).stream().mapToLong(i -> i).toArray());
        loop.run(100 * MS);

        assertThat(ben.down.sent).isEqualTo(sent);
    }

    @Test
    void pausedVideoResumesWithAKeyframeWithoutAGap() {
        TestClient.Track camera = anna.video(VIDEO);
        PublishedTrack track = anna.session.publish(video(VIDEO));
        SubscribedTrack toBen = ben.session.subscribe(track, toVideo());
        film(camera, 60);
        toBen.setEnabled(false);
        film(camera, 60);
        int seenBefore = ben.of(OUT).packets.size();
        int asked = camera.keyframesAsked;

        toBen.setEnabled(true);
        film(camera, 60);
        loop.run(100 * MS);

        assertThat(camera.keyframesAsked).isEqualTo(asked + 1);
        assertThat(ben.of(OUT).packets.size()).isBetween(seenBefore + 45, seenBefore + 60);
        assertThat(ben.of(OUT).contiguous()).isTrue();
    }

    @Test
    void anUnannouncedSourceIsKnownByItsMid() {
        TestClient.Track microphone = anna.audio(AUDIO);
        microphone.mid = "a0";
        ben.session.subscribe(anna.session.publish(audio(-1)), toAudio(OUT));

        speak(microphone, 10);
        microphone.mid = "";
        speak(microphone, 10);
        loop.run(50 * MS);

        assertThat(numbers(ben.of(OUT))).isEqualTo(range(0, 20));
    }

    @Test
    void anUnknownSourceIsDroppedAndCounted() {
        TestClient.Track stranger = anna.audio(0x9999);
        stranger.mid = "zz";
        anna.session.publish(audio(AUDIO));

        speak(stranger, 5);
        loop.run(50 * MS);

        assertThat(counters.drops(DropReason.UNKNOWN_SSRC)).isEqualTo(5);
    }

    @Test
    void aSourceThatChangesItsSsrcGoesOnWithoutAGapInNumbersOrTime() {
        TestClient.Track first = anna.audio(AUDIO);
        ben.session.subscribe(anna.session.publish(audio(AUDIO)), toAudio(OUT));
        speak(first, 50);

        TestClient.Track second = anna.audio(0x7777);
        second.mid = "a0";
        second.sequence = 12;
        second.timestamp = 5;
        second.counter = 50;
        speak(second, 50);
        loop.run(50 * MS);

        TestClient.Received heard = ben.of(OUT);
        assertThat(numbers(heard)).isEqualTo(range(0, 100));
        assertThat(heard.contiguous()).isTrue();
        List<TestClient.Packet> packets = List.copyOf(heard.packets.values());
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).timestamp() - packets.get(i - 1).timestamp())
                    .isEqualTo(960);
        }
    }

    @Test
    void aTrackPublishedAgainUnderItsSsrcIsHeardThoughItsNumbersHaveWrapped() {
        TestClient.Track microphone = anna.audio(AUDIO);
        PublishedTrack first = anna.session.publish(audio(AUDIO));
        SubscribedTrack toBen = ben.session.subscribe(first, toAudio(OUT));
        speak(microphone, 50);
        loop.run(50 * MS);
        assertThat(microphone.sequence).isGreaterThan(1 << 16);

        ben.session.unsubscribe(toBen);
        anna.session.unpublish(first);
        ben.session.subscribe(anna.session.publish(audio(AUDIO)), toAudio(0x5101));
        speak(microphone, 50);
        loop.run(50 * MS);

        assertThat(numbers(ben.of(0x5101))).isEqualTo(range(50, 100));
    }

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

    @Test
    void aPacketIsSentAgainThreeTimesAtMost() {
        TestClient.Track camera = anna.video(VIDEO);
        SubscribedTrack toBen = ben.session.subscribe(anna.session.publish(video(VIDEO)), toVideo());
        ben.expectRepairs(OUT, OUT_RTX);
        film(camera, 20);
        loop.run(50 * MS);

        for (int i = 0; i < 100; i++) {
            ben.nack(OUT, ben.of(OUT).packets.firstKey());
            loop.run(10 * MS);
        }
        assertThat(toBen.stats().retransmittedPackets()).isEqualTo(3);
    }

    @Test
    void audioIsSentAgainAsItWas() {
        TestClient.Track microphone = anna.audio(AUDIO);
        ben.session.subscribe(anna.session.publish(audio(AUDIO)), toAudio(OUT));
        ben.down.loss = 0.3;
        ben.keepAsking(OUT, loop.nowNanos() + 4_000 * MS);
        speak(microphone, 150);
        ben.down.loss = 0;
        speak(microphone, 2);
        loop.run(500 * MS);

        assertThat(numbers(ben.of(OUT))).hasSizeGreaterThan(145);
        assertThat(ben.refused).isZero();
    }

    @Test
    void leavingSaysByeAndOthersGoOn() {
        TestClient carla = client(SrtpProfile.AEAD_AES_128_GCM, 400);
        TestClient.Track microphone = anna.audio(AUDIO);
        PublishedTrack track = anna.session.publish(audio(AUDIO));
        SubscribedTrack toBen = ben.session.subscribe(track, toAudio(OUT));
        carla.session.subscribe(track, toAudio(OUT));
        speak(microphone, 10);

        ben.session.unsubscribe(toBen);
        speak(microphone, 10);
        loop.run(50 * MS);

        assertThat(ben.byes).containsExactly(OUT);
        assertThat(numbers(ben.of(OUT))).hasSizeLessThanOrEqualTo(10);
        assertThat(numbers(carla.of(OUT))).isEqualTo(range(0, 20));
    }

    @Test
    void anUnpublishedTrackAnswersNothing() {
        TestClient.Track camera = anna.video(VIDEO);
        PublishedTrack track = anna.session.publish(video(VIDEO));
        SubscribedTrack toBen = ben.session.subscribe(track, toVideo());
        film(camera, 20);
        loop.run(50 * MS);

        anna.session.unpublish(track);
        film(camera, 5);
        ben.nack(OUT, ben.of(OUT).packets.firstKey());
        ben.pli(OUT);
        loop.run(5_000 * MS);
        ben.session.unsubscribe(toBen);
        anna.session.close();
        ben.session.close();
        camera.delta();
        loop.run(1_000 * MS);

        assertThat(counters.drops(DropReason.UNKNOWN_SSRC)).isEqualTo(5);
        assertThat(counters.drops(DropReason.NO_KEYS)).isPositive();
        assertThat(toBen.stats().retransmittedPackets()).isZero();
    }

    @Test
    void aFullQueueIsCountedAndRepairedLater() {
        TestClient.Track camera = anna.video(VIDEO);
        ben.session.subscribe(anna.session.publish(video(VIDEO)), toVideo());
        ben.expectRepairs(OUT, OUT_RTX);
        film(camera, 20);
        ben.down.full = true;
        film(camera, 5);
        ben.down.full = false;
        film(camera, 5);
        ben.keepAsking(OUT, loop.nowNanos() + 300 * MS);
        loop.run(500 * MS);

        assertThat(counters.drops(DropReason.SEND_QUEUE_FULL)).isPositive();
        assertThat(ben.of(OUT).contiguous()).isTrue();
        assertThat(numbers(ben.of(OUT))).isEqualTo(range(0, 30));
    }

    @Test
    void levelsAreHeardFromThePackets() {
        TestClient.Track microphone = anna.audio(AUDIO);
        microphone.level = 10;
        PublishedTrack track = anna.session.publish(audio(AUDIO));

        speak(microphone, 60);
        assertThat(track.speechLevel().level(loop.nowNanos())).isGreaterThan(0.2);

        track.setMuted(true);
        speak(microphone, 60);
        assertThat(track.speechLevel().level(loop.nowNanos())).isZero();
    }

    @Test
    void hostilePacketsAreCountedAndTheCallGoesOn() {
        TestClient.Track camera = anna.video(VIDEO);
        PublishedTrack track = anna.session.publish(video(VIDEO));
        ben.session.subscribe(track, toVideo());
        anna.up.damage = 0.3;
        film(camera, 300);
        anna.up.damage = 0;
        Random random = new Random(9);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[1 + random.nextInt(200)];
            random.nextBytes(noise);
            noise[0] = (byte) (128 + random.nextInt(64));
            if (i % 3 == 0 && noise.length > 12) System.arraycopy(new byte[] {0, 0, 0x20, 1}, 0, noise, 8, 4);
            MemorySegment s = Arena.ofAuto().allocate(noise.length);
            MemorySegment.copy(noise, 0, s, JAVA_BYTE, 0, noise.length);
            anna.session.packetReceived(s, 0, noise.length, loop.nowNanos());
            ben.session.packetReceived(s, 0, noise.length, loop.nowNanos());
        }
        int before = ben.of(OUT).packets.size();

        camera.keyframe();
        film(camera, 50);
        loop.run(100 * MS);

        assertThat(counters.drops(DropReason.AUTHENTICATION)).isGreaterThan(50);
        assertThat(counters.drops(DropReason.MALFORMED_RTP)).isPositive();
        assertThat(counters.drops(DropReason.MALFORMED_RTCP)).isPositive();
        assertThat(counters.drops(DropReason.UNKNOWN_SSRC)).isPositive();
        assertThat(ben.of(OUT).packets.size()).isGreaterThanOrEqualTo(before + 50);
    }

    @Test
    void genuineButSenselessControlPacketsAreSurvived() {
        TestClient.Track camera = anna.video(VIDEO);
        ben.session.subscribe(anna.session.publish(video(VIDEO)), toVideo());
        film(camera, 30);
        Random random = new Random(10);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[8 + 4 * random.nextInt(20)];
            random.nextBytes(noise);
            noise[0] = (byte) (0x80 | random.nextInt(64));
            noise[1] = (byte) (200 + random.nextInt(8));
            noise[2] = 0;
            noise[3] = (byte) (noise.length / 4 - 1);
            if (random.nextBoolean()) System.arraycopy(new byte[] {0, 0, 0x50, 1}, 0, noise, noise.length - 4, 4);
            if (random.nextBoolean() && noise.length > 12) {
                System.arraycopy(new byte[] {0, 0, 0x50, 1}, 0, noise, 8, 4);
            }
            ben.control(noise);
            anna.control(noise);
            if (i % 100 == 0) film(camera, 1);
        }
        ben.control(new byte[] {(byte) 0x80, (byte) 201, 0, 9, 0, 0, 0, 0});
        loop.run(100 * MS);
        int before = ben.of(OUT).packets.size();

        film(camera, 50);
        loop.run(100 * MS);

        assertThat(counters.drops(DropReason.MALFORMED_RTCP)).isPositive();
        assertThat(ben.of(OUT).packets.size()).isGreaterThanOrEqualTo(before + 50);
    }

    @Test
    void nothingIsSentBeforeTheKeysAreThere() {
        MediaSession early = new MediaSession(loop, SrtpCrypto.choose(), counters, new Random(1));
        TestClient.Track camera = anna.video(VIDEO);
        early.subscribe(anna.session.publish(video(VIDEO)), toVideo());
        film(camera, 20);
        early.attach(ben.down);
        film(camera, 20);
        assertThat(ben.down.sent).isZero();

        byte[] material = new byte[SrtpProfile.AEAD_AES_128_GCM.keyingMaterialSize()];
        early.keysReady(SrtpProfile.AEAD_AES_128_GCM, material);
        film(camera, 20);
        assertThat(ben.down.sent).isPositive();
    }
}
