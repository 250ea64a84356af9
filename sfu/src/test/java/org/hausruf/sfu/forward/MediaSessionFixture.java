package org.hausruf.sfu.forward;

import static org.hausruf.sfu.forward.TestClient.ABS_SEND_TIME_EXT;
import static org.hausruf.sfu.forward.TestClient.LEVEL_EXT;
import static org.hausruf.sfu.forward.TestClient.MID_EXT;
import static org.hausruf.sfu.forward.TestClient.TWCC_EXT;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.hausruf.rtc.srtp.SrtpCrypto;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.TrackKind;

/// A publisher, a viewer and the loop between them, for tests of what a [MediaSession] does with packets.
abstract class MediaSessionFixture {
    static final long MS = 1_000_000;
    static final int AUDIO = 0x1001;
    static final int VIDEO = 0x2001;
    static final int OUT = 0x5001;
    static final int OUT_RTX = 0x5002;

    final SimulatedLoop loop = new SimulatedLoop(-5_000 * MS);
    final Counters counters = new Counters();
    final TestClient anna = client(SrtpProfile.AEAD_AES_128_GCM, 1);
    final TestClient ben = client(SrtpProfile.AES128_CM_SHA1_80, 100);

    TestClient client(SrtpProfile profile, long seed) {
        return new TestClient(loop, profile, SrtpCrypto.choose(), counters, seed);
    }

    TestClient notYetConnected() {
        var client = new TestClient(loop, SrtpProfile.AEAD_AES_128_GCM, SrtpCrypto.choose(), counters, 400, false);
        client.down.delayNanos = 0;
        return client;
    }

    static PublishedTrackSettings audio(long ssrc) {
        return PublishedTrackSettings.single(
                TrackKind.AUDIO, "a0", new Codec("opus", 48_000, 111, -1, -1), ssrc, -1, MID_EXT, LEVEL_EXT, 0);
    }

    static PublishedTrackSettings video(long ssrc) {
        return PublishedTrackSettings.single(
                TrackKind.VIDEO,
                "v1",
                new Codec("VP8", 90_000, 96, 97, -1),
                ssrc,
                ssrc < 0 ? -1 : ssrc + 1,
                MID_EXT,
                0,
                TWCC_EXT);
    }

    static SubscribedTrackSettings toAudio(int ssrc) {
        return new SubscribedTrackSettings(ssrc, -1, 109, -1, -1, "anna", 0, 0);
    }

    static SubscribedTrackSettings toVideo() {
        return new SubscribedTrackSettings(OUT, OUT_RTX, 120, 121, -1, "anna", ABS_SEND_TIME_EXT, TWCC_EXT);
    }

    static List<Long> numbers(TestClient.Received received) {
        List<Long> numbers = new ArrayList<>();
        for (TestClient.Packet packet : received.packets.values()) {
            numbers.add(ByteBuffer.wrap(packet.payload()).getLong(packet.payload().length - 8));
        }
        return numbers;
    }

    static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    /// Sends audio every 20 ms.
    void speak(TestClient.Track track, int packets) {
        for (int i = 0; i < packets; i++) {
            track.send();
            loop.run(20 * MS);
        }
    }

    /// Sends video every 10 ms, with a keyframe when one was asked for.
    void film(TestClient.Track track, int packets) {
        for (int i = 0; i < packets; i++) {
            if (track.keyframesAsked == track.keyframesAnswered) track.delta();
            else track.keyframe();
            track.keyframesAnswered = track.keyframesAsked;
            loop.run(10 * MS);
        }
    }
}
