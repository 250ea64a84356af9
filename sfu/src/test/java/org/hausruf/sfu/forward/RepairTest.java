package org.hausruf.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hausruf.sfu.stats.DropReason;
import org.junit.jupiter.api.Test;

class RepairTest extends MediaSessionFixture {
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
}
