package org.hausruf.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyframeTest extends MediaSessionFixture {
    private final TestClient.Track camera = anna.video(VIDEO);
    private final PublishedTrack track = anna.session.publish(video(VIDEO));

    @Test
    void videoStartsWithAKeyframeWhichIsAskedFor() {
        film(camera, 60); // its first keyframe is too old for a replay then
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
    void whoConnectsAfterTheKeyframeGetsItFromTheHistory() {
        TestClient late = notYetConnected();
        film(camera, 100);
        late.session.subscribe(track, toVideo());
        film(camera, 20);
        int asked = camera.keyframesAsked;

        late.connect();
        loop.run(1 * MS);
        int atOnce = late.of(OUT).packets.size();
        film(camera, 60);

        TestClient.Received seen = late.of(OUT);
        assertThat(atOnce).isBetween(5, 20);
        assertThat(seen.packets.firstEntry().getValue().payload()[1]).isZero();
        assertThat(seen.contiguous()).isTrue();
        assertThat(seen.packets.size()).isGreaterThanOrEqualTo(atOnce + 59);
        assertThat(camera.keyframesAsked).isEqualTo(asked);
    }

    @Test
    void anOldKeyframeIsNotReplayedButAskedForAnew() {
        TestClient late = notYetConnected();
        film(camera, 10);
        late.session.subscribe(track, toVideo());
        film(camera, 80);
        int asked = camera.keyframesAsked;

        late.connect();
        loop.run(1 * MS);

        assertThat(late.of(OUT).packets).isEmpty();
        film(camera, 10);
        assertThat(camera.keyframesAsked).isEqualTo(asked + 1);
        assertThat(late.of(OUT).packets.firstEntry().getValue().payload()[1]).isZero();
    }

    @Test
    void nothingFromBeforeAMuteIsReplayed() {
        TestClient late = notYetConnected();
        film(camera, 10);
        late.session.subscribe(track, toVideo());
        film(camera, 10);
        track.setMuted(true);
        track.setMuted(false);

        late.connect();
        loop.run(1 * MS);

        assertThat(late.of(OUT).packets).isEmpty();
    }

    @Test
    void aKeyframeIsAskedForUntilItComes() {
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
    void pausedVideoResumesWithAKeyframeWithoutAGap() {
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
}
