package org.hausruf.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MediaSessionTest extends MediaSessionFixture {
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
