package org.hausruf.sfu.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.forward.TestClient.MID_EXT;
import static org.hausruf.sfu.forward.TestClient.REPAIRED_RID_EXT;
import static org.hausruf.sfu.forward.TestClient.RID_EXT;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hausruf.rtc.rtp.Vp8Descriptor;
import org.hausruf.rtc.srtp.SrtpProfile;
import org.hausruf.sfu.stats.DropReason;
import org.hausruf.sfu.track.Codec;
import org.hausruf.sfu.track.LayerSettings;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.TrackKind;
import org.junit.jupiter.api.Test;

class SimulcastTest extends MediaSessionFixture {
    private static final int FRAME_TICKS = 3_000;
    private static final long FRAME_NANOS = 33_333_333;
    private static final long NUMBERS_PER_LAYER = 1_000_000;
    private static final List<String> RIDS = List.of("q", "h", "f");

    /// Each layer counts packets, time and pictures from somewhere else, near where they wrap.
    private final TestClient.Track[] layers = new TestClient.Track[3];

    private final PublishedTrack track = anna.session.publish(byRid());
    private final SubscribedTrack toBen = ben.session.subscribe(track, toVideo());

    SimulcastTest() {
        for (int i = 0; i < 3; i++) {
            TestClient.Track layer = newTrack(0x3000 + 16 * i);
            layer.mid = "v1";
            layer.rid = RIDS.get(i);
            layer.sequence = 65_500 - 7_000L * i;
            layer.timestamp = 0x7fff_0000 * (i + 1);
            layer.pictureId = 32_700 - 11_000 * i;
            layer.tl0PicIdx = 250 - 70 * i;
            layer.counter = (int) (NUMBERS_PER_LAYER * i);
            layers[i] = layer;
        }
        ben.expectRepairs(OUT, OUT_RTX);
    }

    private TestClient.Track newTrack(int ssrc) {
        return anna.new Track(ssrc, 96, ssrc + 1, 97, FRAME_TICKS);
    }

    private static PublishedTrackSettings byRid() {
        return layered(RIDS.stream().map(rid -> new LayerSettings(rid, -1, -1)).toList());
    }

    private static PublishedTrackSettings layered(List<LayerSettings> layers) {
        return new PublishedTrackSettings(
                TrackKind.VIDEO,
                "v1",
                new Codec("VP8", 90_000, 96, 97, -1),
                layers,
                MID_EXT,
                RID_EXT,
                REPAIRED_RID_EXT,
                0,
                0);
    }

    /// Frames of the layers below `count`, keyframes where they were asked for, as an encoder makes them.
    private void film(int frames, int count) {
        for (int i = 0; i < frames; i++) {
            for (int k = 0; k < 3; k++) {
                TestClient.Track layer = layers[k];
                if (k >= count) {
                    layer.timestamp += FRAME_TICKS; // the camera goes on
                    continue;
                }
                layer.numberedFrame(layer.keyframesAsked != layer.keyframesAnswered, 0, false);
                layer.keyframesAnswered = layer.keyframesAsked;
            }
            loop.run(FRAME_NANOS);
        }
    }

    private void report() {
        for (TestClient.Track layer : layers) layer.report(TestClient.ntp(loop.nowNanos()), layer.timestamp);
    }

    private record Seen(int layer, long number, boolean keyframeStart, int pictureId, int tl0PicIdx, int keyIdx) {}

    private static Seen seen(TestClient.Packet packet) {
        byte[] payload = packet.payload();
        var vp8 = new Vp8Descriptor();
        assertThat(vp8.parse(MemorySegment.ofArray(payload), 0, payload.length)).isTrue();
        long number = ByteBuffer.wrap(payload).getLong(payload.length - 8);
        return new Seen(
                (int) (number / NUMBERS_PER_LAYER),
                number,
                vp8.keyframeStart(),
                vp8.pictureId(),
                vp8.tl0PicIdx(),
                vp8.keyIdx());
    }

    /// The layers in the order in which the viewer saw them; all that it got is one stream of one encoder.
    private List<Integer> oneUnbrokenStream(TestClient viewer, int maxTimestampStep) {
        var order = new ArrayList<Integer>();
        Seen before = null;
        TestClient.Packet packetBefore = null;
        assertThat(viewer.of(OUT).missing()).isEmpty();
        assertThat(viewer.refused).isZero();
        for (Map.Entry<Long, TestClient.Packet> entry : viewer.of(OUT).packets.entrySet()) {
            TestClient.Packet packet = entry.getValue();
            Seen seen = seen(packet);
            if (before == null || packetBefore == null || before.layer() != seen.layer()) {
                assertThat(seen.keyframeStart())
                        .as("layer %d begins", seen.layer())
                        .isTrue();
                order.add(seen.layer());
            }
            if (before != null && packetBefore != null) follows(before, packetBefore, seen, packet, maxTimestampStep);
            before = seen;
            packetBefore = packet;
        }
        return order;
    }

    private static void follows(
            Seen before, TestClient.Packet packetBefore, Seen seen, TestClient.Packet packet, int maxStep) {
        int pictures = (seen.pictureId() - before.pictureId()) & 0x7fff;
        int tl0Pictures = (seen.tl0PicIdx() - before.tl0PicIdx()) & 0xff;
        int step = packet.timestamp() - packetBefore.timestamp();
        if (before.layer() == seen.layer()) assertThat(seen.number()).isEqualTo(before.number() + 1);
        assertThat(tl0Pictures).isEqualTo(pictures);
        if (pictures == 0) {
            assertThat(step).isZero();
            assertThat(seen.keyIdx()).isEqualTo(before.keyIdx());
        } else {
            assertThat(pictures).isEqualTo(1);
            assertThat(step).isBetween(1, maxStep);
        }
    }

    @Test
    void theHighestLayerThatComesIsSeen() {
        film(20, 1);
        assertThat(toBen.layer()).isZero();
        film(20, 2);
        assertThat(toBen.layer()).isEqualTo(1);
        film(20, 3);
        loop.run(200 * MS);

        assertThat(toBen.layer()).isEqualTo(2);
        assertThat(oneUnbrokenStream(ben, 3 * FRAME_TICKS)).containsExactly(0, 1, 2);
    }

    @Test
    void layersChangeAtAKeyframeOfTheWantedOneAlone() {
        film(60, 3);
        int[] asked = {layers[0].keyframesAsked, layers[1].keyframesAsked, layers[2].keyframesAsked};

        toBen.setMaxLayer(0);
        assertThat(toBen.layer()).isEqualTo(2);
        film(20, 3);
        assertThat(toBen.layer()).isZero();
        toBen.setMaxLayer(1);
        film(20, 3);
        assertThat(toBen.layer()).isEqualTo(1);
        toBen.setMaxLayer(2);
        film(20, 3);
        loop.run(200 * MS);

        assertThat(oneUnbrokenStream(ben, 3 * FRAME_TICKS)).endsWith(2, 0, 1, 2);
        for (int i = 0; i < 3; i++) assertThat(layers[i].keyframesAsked).isEqualTo(asked[i] + 1);
    }

    @Test
    void theSendersReportsKeepTimeExactOverAChange() {
        film(60, 3);
        report();
        film(2, 3);

        for (int i = 0; i < 6; i++) {
            toBen.setMaxLayer(i % 2);
            film(20, 3);
        }
        loop.run(200 * MS);

        var timestamps = new ArrayList<Integer>();
        ben.of(OUT).packets.values().forEach(p -> timestamps.add(p.timestamp()));
        List<Integer> last = timestamps.subList(timestamps.size() - 200, timestamps.size());
        for (int i = 2; i < last.size(); i += 2) {
            int step = last.get(i) - last.get(i - 2);
            // A keyframe may show again what the other layer has just shown: then a tick later.
            assertThat(step).isBetween(1, FRAME_TICKS);
        }
        assertThat(last.getLast() - last.getFirst()).isBetween(92 * FRAME_TICKS, 99 * FRAME_TICKS);
    }

    @Test
    void eachViewerHasALayerOfItsOwn() {
        TestClient eva = client(SrtpProfile.AEAD_AES_128_GCM, 200);
        SubscribedTrack toEva = eva.session.subscribe(track, toVideo());
        toEva.setMaxLayer(0);

        film(60, 3);
        loop.run(200 * MS);

        assertThat(toBen.layer()).isEqualTo(2);
        assertThat(toEva.layer()).isZero();
        assertThat(oneUnbrokenStream(eva, FRAME_TICKS)).containsExactly(0);
    }

    @Test
    void aLayerThatStopsIsReplacedByTheNextLower() {
        film(60, 3);
        assertThat(toBen.layer()).isEqualTo(2);

        film(45, 2);
        assertThat(toBen.layer()).isEqualTo(1);
        film(45, 3);
        loop.run(200 * MS);

        assertThat(toBen.layer()).isEqualTo(2);
        assertThat(oneUnbrokenStream(ben, 60 * FRAME_TICKS)).endsWith(2, 1, 2);
    }

    @Test
    void aStillPictureOnceASecondIsNotTakenForStopped() {
        film(60, 3);
        int asked = layers[1].keyframesAsked;

        for (int second = 0; second < 20; second++) {
            film(1, 3);
            loop.run(970 * MS);
        }

        assertThat(toBen.layer()).isEqualTo(2);
        assertThat(layers[1].keyframesAsked).isEqualTo(asked);
    }

    @Test
    void lossOnBothWaysLeavesNoGapOverChanges() {
        anna.up.loss = 0.05;
        ben.down.loss = 0.05;
        ben.keepAsking(OUT, loop.nowNanos() + 20_000 * MS);

        for (int i = 0; i < 12; i++) {
            toBen.setMaxLayer(i % 3);
            film(45, 3);
        }
        anna.up.loss = 0;
        ben.down.loss = 0;
        film(60, 3);
        loop.run(3_000 * MS);

        assertThat(ben.of(OUT).repaired).isPositive();
        assertThat(oneUnbrokenStream(ben, 20 * FRAME_TICKS)).contains(0, 1, 2);
    }

    @Test
    void aKeyframeThatWasLostAndRepairedIsBegunWith() {
        film(60, 3);
        toBen.setMaxLayer(0);
        film(1, 0);
        int asked = layers[0].keyframesAsked;
        layers[0].losesNext = 1; // the first packet of the keyframe
        film(30, 3);
        loop.run(200 * MS);

        assertThat(toBen.layer()).isZero();
        assertThat(layers[0].nacks).isEqualTo(1);
        assertThat(layers[0].keyframesAsked).isEqualTo(asked);
        assertThat(oneUnbrokenStream(ben, 10 * FRAME_TICKS)).endsWith(2, 0);
    }

    @Test
    void whatIsLateOfTheLayerBeforeComesOnlyWhenItIsAskedFor() {
        film(60, 3);
        layers[2].losesNext = 1;
        film(1, 3);
        toBen.setMaxLayer(0);
        film(30, 3);
        loop.run(200 * MS);
        ben.keepAsking(OUT, loop.nowNanos() + 100 * MS);
        loop.run(300 * MS);

        assertThat(toBen.layer()).isZero();
        assertThat(oneUnbrokenStream(ben, 10 * FRAME_TICKS)).endsWith(2, 0);
    }

    @Test
    void nothingIsAskedForOfALayerThatNobodyGets() {
        film(60, 3);
        int asked = layers[0].keyframesAsked;
        layers[0].losesNext = 3;
        film(10, 3);
        layers[0].losesNext = 200; // more than can be repaired
        film(150, 3);

        assertThat(layers[0].nacks).isZero();
        assertThat(layers[0].keyframesAsked).isEqualTo(asked);
    }

    @Test
    void aPausedViewerComesBackInTheLayerThatItWantsByThen() {
        film(60, 3);
        toBen.setEnabled(false);
        film(60, 3);
        int before = ben.of(OUT).packets.size();
        toBen.setMaxLayer(0);
        film(10, 3);
        assertThat(ben.of(OUT).packets).hasSize(before);
        assertThat(toBen.layer()).isEqualTo(-1);

        toBen.setEnabled(true);
        film(20, 3);
        loop.run(200 * MS);

        assertThat(oneUnbrokenStream(ben, 80 * FRAME_TICKS)).endsWith(2, 0);
    }

    @Test
    void afterAMuteItBeginsWithWhatComesFirst() {
        film(60, 3);
        track.setMuted(true);
        film(30, 0);
        track.setMuted(false);
        film(20, 1);
        assertThat(toBen.layer()).isZero();
        film(40, 3);
        loop.run(200 * MS);

        assertThat(oneUnbrokenStream(ben, 40 * FRAME_TICKS)).endsWith(2, 0, 2);
    }

    @Test
    void aLayerMayGoOnUnderAnotherSsrc() {
        film(60, 3);
        TestClient.Track old = layers[2];
        TestClient.Track fresh = newTrack(0x7777);
        fresh.mid = old.mid;
        fresh.rid = old.rid;
        fresh.counter = old.counter + 1_000;
        layers[2] = fresh;
        film(40, 3);
        loop.run(200 * MS);

        assertThat(toBen.layer()).isEqualTo(2);
        assertThat(ben.of(OUT).missing()).isEmpty();
        assertThat(seen(ben.of(OUT).packets.lastEntry().getValue()).number()).isGreaterThan(old.counter + 1_000);
    }

    @Test
    void layersMayBeNamedByTheirSsrcs() {
        anna.session.unpublish(track);
        var settings = layered(List.of(
                new LayerSettings("", 0x3000, 0x3001),
                new LayerSettings("", 0x3010, 0x3011),
                new LayerSettings("", 0x3020, 0x3021)));
        for (TestClient.Track layer : layers) {
            layer.mid = "";
            layer.rid = "";
        }
        PublishedTrack bySsrc = anna.session.publish(settings);
        TestClient eva = client(SrtpProfile.AEAD_AES_128_GCM, 200);
        SubscribedTrack toEva = eva.session.subscribe(bySsrc, toVideo());

        film(60, 3);
        layers[2].losesNext = 1;
        film(20, 3);
        loop.run(200 * MS);

        assertThat(toEva.layer()).isEqualTo(2);
        assertThat(bySsrc.stats().repairedPackets()).isEqualTo(1);
        assertThat(eva.of(OUT).missing()).isEmpty();
    }

    /// Frames of three temporal layers, as Chromium's encoder orders them: half are of the highest, a quarter of each
    /// other.
    private void filmTemporalLayers(int frames) {
        int[] order = {0, 2, 1, 2};
        for (int i = 0; i < frames; i++) {
            for (TestClient.Track layer : layers) {
                boolean keyframe = i % 4 == 0 && layer.keyframesAsked != layer.keyframesAnswered;
                if (keyframe) layer.keyframesAnswered = layer.keyframesAsked;
                layer.numberedFrame(keyframe, order[i % 4], i % 4 == 1 || i % 4 == 2);
            }
            loop.run(FRAME_NANOS);
        }
    }

    private int pictures() {
        return ben.of(OUT).packets.size() / 2;
    }

    /// As [#oneUnbrokenStream], where frames may have been left out.
    private void unbrokenAlthoughFramesAreLeftOut() {
        assertThat(ben.of(OUT).missing()).isEmpty();
        Seen before = null;
        for (TestClient.Packet packet : ben.of(OUT).packets.values()) {
            Seen seen = seen(packet);
            if (before != null) {
                assertThat((seen.pictureId() - before.pictureId()) & 0x7fff).isBetween(0, 1);
                assertThat((seen.tl0PicIdx() - before.tl0PicIdx()) & 0xff).isBetween(0, 1);
            }
            before = seen;
        }
    }

    @Test
    void framesThatAreNotWantedAreLeftOutWithoutATrace() {
        filmTemporalLayers(120);
        int before = pictures();

        toBen.setMaxFramesPerSecond(15);
        filmTemporalLayers(60);
        assertThat(pictures() - before).isBetween(27, 33);
        before = pictures();
        toBen.setMaxFramesPerSecond(5);
        filmTemporalLayers(60);
        assertThat(pictures() - before).isBetween(12, 18);
        before = pictures();
        toBen.setMaxFramesPerSecond(0);
        filmTemporalLayers(60);

        assertThat(pictures() - before).isBetween(55, 61);
        unbrokenAlthoughFramesAreLeftOut();
    }

    @Test
    void leavingOutFramesHidesNoLoss() {
        toBen.setMaxFramesPerSecond(15);
        filmTemporalLayers(120);
        anna.up.loss = 0.05;
        ben.down.loss = 0.05;
        ben.keepAsking(OUT, loop.nowNanos() + 12_000 * MS);
        filmTemporalLayers(240);
        anna.up.loss = 0;
        ben.down.loss = 0;
        filmTemporalLayers(60);
        loop.run(3_000 * MS);

        assertThat(ben.of(OUT).repaired).isPositive();
        assertThat(ben.of(OUT).missing()).isEmpty();
    }

    @Test
    void anUnknownLayerIsDropped() {
        layers[0].rid = "x";
        layers[1].rid = "";
        film(10, 3);

        assertThat(counters.drops(DropReason.UNKNOWN_SSRC)).isEqualTo(40);
        assertThat(toBen.layer()).isEqualTo(2);
    }

    @Test
    void retransmissionsWithoutAStreamIdAreNobodys() {
        film(10, 3);
        layers[2].rid = "";
        layers[2].losesNext = 1;
        film(30, 3);

        assertThat(track.stats().repairedPackets()).isZero();
        assertThat(counters.drops(DropReason.UNKNOWN_SSRC)).isPositive();
    }

    @Test
    void withoutRtxARepairIsTheSamePacketInTheLayersOwnNumbers() {
        TestClient eva = client(SrtpProfile.AEAD_AES_128_GCM, 200);
        SubscribedTrack toEva =
                eva.session.subscribe(track, new SubscribedTrackSettings(OUT, -1, 120, -1, -1, "anna", 0, 0));
        film(60, 3);
        toEva.setMaxLayer(0);
        film(30, 3);
        eva.down.loss = 0.2;
        film(30, 3);
        eva.down.loss = 0;
        film(2, 3);
        toEva.setMaxLayer(2);
        eva.keepAsking(OUT, loop.nowNanos() + 1_000 * MS);
        film(60, 3);
        loop.run(200 * MS);

        assertThat(oneUnbrokenStream(eva, 10 * FRAME_TICKS)).endsWith(2, 0, 2);
    }
}
