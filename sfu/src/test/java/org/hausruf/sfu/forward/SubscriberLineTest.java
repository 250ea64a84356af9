package org.hausruf.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.forward.TestClient.ABS_SEND_TIME_EXT;
import static org.hausruf.sfu.forward.TestClient.MID_EXT;
import static org.hausruf.sfu.forward.TestClient.TWCC_EXT;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.sfu.allocate.Priority;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.LayerSettings;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.TrackKind;
import org.junit.jupiter.api.Test;

/// A viewer behind a bottleneck, one without, and cameras of three layers with 130, 530 and 1,800 kbit/s on the wire.
class SubscriberLineTest extends MediaSessionFixture {
    private static final long FRAME_NANOS = 33_333_333;
    private static final int[] FRAME_BYTES = {470, 2_130, 7_400};
    private static final int PACKET_BYTES = 900;

    private final TestClient cleo = client(SrtpProfile.AEAD_AES_128_GCM, 700);
    private final List<String> pauses = new ArrayList<>();
    private final List<Camera> cameras = new ArrayList<>();
    private long filmedUntil = loop.nowNanos();

    private final class Camera {
        private final TestClient.Track[] layers;
        private final PublishedTrack track;
        private final SubscribedTrack toBen;
        private final SubscribedTrack toCleo;

        Camera(int number, int layerCount) {
            var settings = new ArrayList<LayerSettings>();
            layers = new TestClient.Track[layerCount];
            for (int i = 0; i < layerCount; i++) {
                int ssrc = 0x3000 + 256 * number + 16 * i;
                settings.add(new LayerSettings("", ssrc, ssrc + 1));
                layers[i] = anna.new Track(ssrc, 96, ssrc + 1, 97, 3_000);
            }
            var codec = new Codec("VP8", 90_000, 96, 97, -1);
            track = anna.session.publish(
                    new PublishedTrackSettings(TrackKind.VIDEO, "v" + number, codec, settings, MID_EXT, 0, 0, 0, 0));
            toBen = ben.session.subscribe(track, to(number));
            toCleo = cleo.session.subscribe(track, to(number));
            cameras.add(this);
        }

        private SubscribedTrackSettings to(int number) {
            int ssrc = OUT + 16 * number;
            return new SubscribedTrackSettings(ssrc, ssrc + 1, 120, 121, -1, "anna", ABS_SEND_TIME_EXT, TWCC_EXT);
        }

        private void frame() {
            for (int i = 0; i < layers.length; i++) {
                TestClient.Track layer = layers[i];
                boolean keyframe = layer.keyframesAsked != layer.keyframesAnswered;
                layer.keyframesAnswered = layer.keyframesAsked;
                int left = FRAME_BYTES[layers.length == 1 ? 1 : i] * (keyframe ? 4 : 1);
                for (boolean first = true; left > 0; first = false, left -= PACKET_BYTES) {
                    layer.send(payload(first, keyframe, Math.min(left, PACKET_BYTES)));
                    if (left > PACKET_BYTES) layer.timestamp -= layer.ticksPerPacket;
                }
            }
        }

        private static byte[] payload(boolean first, boolean keyframe, int size) {
            ByteBuffer payload = ByteBuffer.allocate(size);
            payload.put((byte) (first ? 0x10 : 0)).put((byte) (keyframe ? 0 : 1));
            return payload.array();
        }
    }

    SubscriberLineTest() {
        ben.session.adapt((track, paused) ->
                pauses.add((track.settings().ssrc() - OUT) / 16 + (paused ? " paused" : " goes on")));
        cleo.session.adapt((track, paused) -> pauses.add("Cleo"));
        ben.keepReporting();
        cleo.keepReporting();
    }

    private void film(int seconds) {
        for (long end = filmedUntil + 1_000L * seconds * MS; filmedUntil < end; filmedUntil += FRAME_NANOS) {
            cameras.forEach(Camera::frame);
            loop.run(FRAME_NANOS);
        }
    }

    private double bits(TestClient client, int seconds) {
        long from = loop.nowNanos() / 100_000_000 - 10L * seconds;
        return client.bytesByTenth.tailMap(from).values().stream()
                        .mapToInt(i -> i)
                        .sum()
                * 8.0
                / seconds;
    }

    @Test
    void aWeakLineGetsALowLayerAndTheOthersKeepTheHighOne() {
        var camera = new Camera(0, 3);
        film(3);
        assertThat(camera.toBen.layer()).isEqualTo(2);

        ben.down.bitsPerSecond = 300_000;
        film(4);
        assertThat(camera.toBen.layer()).isZero();
        film(20);

        assertThat(camera.toBen.layer()).isZero();
        assertThat(bits(ben, 10)).isLessThan(200_000);
        assertThat(camera.toCleo.layer()).isEqualTo(2);
        assertThat(cleo.padding).isZero();
        assertThat(pauses).isEmpty();
    }

    @Test
    void aLineThatIsStrongAgainGetsAllWithinTwoSeconds() {
        var camera = new Camera(0, 3);
        film(3);
        ben.down.bitsPerSecond = 300_000;
        film(8);

        ben.down.bitsPerSecond = 0;
        film(2);

        assertThat(camera.toBen.layer()).isEqualTo(2);
        int padding = ben.padding;
        film(5);
        assertThat(ben.padding).as("nothing is tried any more").isEqualTo(padding);
    }

    @Test
    void mostOfAMegabitIsUsed() {
        new Camera(0, 3);
        new Camera(1, 3);
        film(3);
        ben.down.bitsPerSecond = 1_400_000;
        film(20);

        assertThat(cameras.stream().map(c -> c.toBen.layer())).containsExactly(1, 1);
        assertThat(bits(ben, 10)).isGreaterThan(1_000_000);
    }

    @Test
    void theMostImportantKeepsItsLayer() {
        var other = new Camera(0, 3);
        var speaker = new Camera(1, 3);
        speaker.toBen.setPriority(Priority.SPEAKER);
        film(3);
        ben.down.bitsPerSecond = 1_000_000;
        film(15);

        assertThat(speaker.toBen.layer()).isEqualTo(1);
        assertThat(other.toBen.layer()).isZero();
    }

    @Test
    void whatDoesNotFitAtAllIsPausedAndComesBack() {
        new Camera(0, 1);
        var speaker = new Camera(1, 1);
        speaker.toBen.setPriority(Priority.SPEAKER);
        film(3);
        ben.down.bitsPerSecond = 700_000;
        film(10);
        assertThat(pauses).containsExactly("0 paused");
        assertThat(speaker.toBen.layer()).isZero();
        assertThat(cameras.getFirst().toBen.layer()).isEqualTo(-1);

        ben.down.bitsPerSecond = 0;
        film(5);

        assertThat(pauses).containsExactly("0 paused", "0 goes on");
        assertThat(cameras.getFirst().toBen.layer()).isZero();
    }

    @Test
    void whoJoinsAWeakLineBeginsLow() {
        new Camera(0, 3);
        film(3);
        ben.down.bitsPerSecond = 300_000;
        film(5);

        var late = new Camera(1, 3);
        film(2);

        assertThat(late.toBen.layer()).isZero();
    }

    @Test
    void brokenFeedbackIsCountedAndHarmsNothing() {
        var camera = new Camera(0, 3);
        film(2);
        ben.control(HexFormat.of().parseHex("8fcd0005000000070000000812340fff00000000ffffffff"));
        film(2);

        assertThat(counters.drops(DropReason.MALFORMED_RTCP)).isEqualTo(1);
        assertThat(camera.toBen.layer()).isEqualTo(2);
    }

    @Test
    void whoSaysThatItCanTakeLittleGetsLittle() {
        var camera = new Camera(0, 3);
        ben.reports = false;
        film(2);
        ben.control(HexFormat.of().parseHex("8fce0005000000070000000052454d42010b000000002001"));
        film(3);

        assertThat(camera.toBen.layer()).isEqualTo(1);
    }
}
