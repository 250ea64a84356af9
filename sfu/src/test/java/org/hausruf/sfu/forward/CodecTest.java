package org.hausruf.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.forward.TestClient.LEVEL_EXT;
import static org.hausruf.sfu.forward.TestClient.MID_EXT;
import static org.hausruf.sfu.forward.TestClient.TWCC_EXT;

import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.TrackKind;
import org.junit.jupiter.api.Test;

/// What is done differently for a codec: redundant audio, and H264's keyframes.
class CodecTest extends MediaSessionFixture {
    private static final int RED = 63;
    private static final int NUMBER_SIZE = 8;
    /// One older block of two bytes, before a primary block that is the packet's number.
    private static final byte[] REDUNDANT = {(byte) 0xef, 0x0f, 0, 2, 0x6f, 0x11, 0x11};
    private static final byte[] PARAMETERS = {0x67, 0x42};
    private static final byte[] IDR_FRAGMENT = {0x7c, (byte) 0x85};
    private static final byte[] SLICE = {0x41, (byte) 0x9a};

    private static PublishedTrackSettings redundantAudio() {
        var codec = new Codec("opus", 48_000, 111, -1, RED);
        return PublishedTrackSettings.single(TrackKind.AUDIO, "a0", codec, AUDIO, -1, MID_EXT, LEVEL_EXT, 0);
    }

    private static SubscribedTrackSettings toAudio(int ssrc, int redPayloadType) {
        return new SubscribedTrackSettings(ssrc, -1, 109, -1, redPayloadType, "anna", 0, 0);
    }

    private static PublishedTrackSettings h264() {
        var codec = new Codec("H264", 90_000, 96, 97, -1);
        return PublishedTrackSettings.single(TrackKind.VIDEO, "v1", codec, VIDEO, VIDEO + 1, MID_EXT, 0, TWCC_EXT);
    }

    private TestClient.Track redMicrophone() {
        TestClient.Track microphone = anna.audio(AUDIO);
        microphone.payloadType = RED;
        return microphone;
    }

    private void speakRedundantly(TestClient.Track microphone, int packets) {
        for (int i = 0; i < packets; i++) {
            microphone.send(REDUNDANT);
            loop.run(20 * MS);
        }
    }

    @Test
    void whoTakesRedundantAudioGetsItWholeAndOthersPlainOpus() {
        TestClient carla = client(SrtpProfile.AEAD_AES_128_GCM, 200);
        PublishedTrack track = anna.session.publish(redundantAudio());
        ben.session.subscribe(track, toAudio(OUT, 120));
        SubscribedTrack toCarla = carla.session.subscribe(track, toAudio(OUT, -1));

        speakRedundantly(redMicrophone(), 30);
        loop.run(100 * MS);

        assertThat(ben.of(OUT).payloadTypes).containsExactly(120);
        assertThat(numbers(ben.of(OUT))).isEqualTo(range(0, 30));
        assertThat(ben.of(OUT).packets.firstEntry().getValue().payload()).startsWith(REDUNDANT);
        assertThat(carla.of(OUT).payloadTypes).containsExactly(109);
        assertThat(numbers(carla.of(OUT))).isEqualTo(range(0, 30));
        assertThat(carla.of(OUT).packets.values())
                .allSatisfy(packet -> assertThat(packet.payload()).hasSize(NUMBER_SIZE));
        assertThat(toCarla.stats().bytes()).isEqualTo(30 * NUMBER_SIZE);
    }

    /// Encoders leave redundancy out where it would be too large.
    @Test
    void plainOpusInARedundantTrackStaysPlain() {
        TestClient.Track microphone = redMicrophone();
        PublishedTrack track = anna.session.publish(redundantAudio());
        ben.session.subscribe(track, toAudio(OUT, 120));

        speakRedundantly(microphone, 5);
        microphone.payloadType = 111;
        speak(microphone, 5);
        loop.run(100 * MS);

        assertThat(ben.of(OUT).payloadTypes).containsExactly(109, 120);
        assertThat(numbers(ben.of(OUT))).isEqualTo(range(0, 10));
    }

    @Test
    void redundantAudioWithoutAPrimaryBlockIsDropped() {
        TestClient.Track microphone = redMicrophone();
        PublishedTrack track = anna.session.publish(redundantAudio());
        ben.session.subscribe(track, toAudio(OUT, -1));

        microphone.send((byte) 0xef, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0x6f);
        loop.run(20 * MS);

        assertThat(counters.drops(DropReason.MALFORMED_RTP)).isEqualTo(1);
        assertThat(ben.of(OUT).packets).isEmpty();
        speakRedundantly(microphone, 5);
        loop.run(100 * MS);
        assertThat(numbers(ben.of(OUT))).isEqualTo(range(1, 6));
    }

    @Test
    void h264StartsWithItsParametersEvenWhereTheIdrComesInAPacketOfItsOwn() {
        TestClient.Track camera = anna.video(VIDEO);
        PublishedTrack track = anna.session.publish(h264());
        ben.session.subscribe(track, toVideo());

        for (int i = 0; i < 10; i++) camera.send(SLICE);
        loop.run(100 * MS);
        assertThat(ben.of(OUT).packets).isEmpty();
        int asked = camera.keyframesAsked;

        keyframe(camera);
        for (int i = 0; i < 10; i++) camera.send(SLICE);
        loop.run(1_000 * MS);

        assertThat(asked).isPositive();
        assertThat(camera.keyframesAsked).isEqualTo(asked);
        assertThat(track.stats().keyframes()).isEqualTo(1);
        assertThat(numbers(ben.of(OUT))).isEqualTo(range(10, 22));
        assertThat(ben.of(OUT).packets.firstEntry().getValue().payload()).startsWith(PARAMETERS);
    }

    @Test
    void whoComesAfterAnH264KeyframeGetsItWithItsParameters() {
        TestClient late = notYetConnected();
        TestClient.Track camera = anna.video(VIDEO);
        PublishedTrack track = anna.session.publish(h264());
        late.session.subscribe(track, toVideo());
        keyframe(camera);
        camera.send(SLICE);
        loop.run(50 * MS);

        late.connect();
        loop.run(1 * MS);

        assertThat(late.of(OUT).packets.firstEntry().getValue().payload()).startsWith(PARAMETERS);
        assertThat(numbers(late.of(OUT))).isEqualTo(range(0, 3));
    }

    /// Parameters and an IDR slice, both of one picture.
    private static void keyframe(TestClient.Track camera) {
        camera.send(PARAMETERS);
        camera.timestamp -= camera.ticksPerPacket;
        camera.send(IDR_FRAGMENT);
    }
}
