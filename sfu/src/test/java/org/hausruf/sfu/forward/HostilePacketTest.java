package org.hausruf.sfu.forward;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.hausruf.sfu.stats.DropReason;
import org.junit.jupiter.api.Test;

class HostilePacketTest extends MediaSessionFixture {
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
}
