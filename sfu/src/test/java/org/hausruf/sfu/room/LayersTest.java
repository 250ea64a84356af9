package org.hausruf.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.sfu.room.VideoQuality.HIGH;
import static org.hausruf.sfu.room.VideoQuality.LOW;
import static org.hausruf.sfu.room.VideoQuality.MEDIUM;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static final VideoLayer SMALL = new VideoLayer(LOW, 320, 180, 0);
    private static final VideoLayer HALF = new VideoLayer(MEDIUM, 640, 360, 0);
    private static final VideoLayer FULL = new VideoLayer(HIGH, 1280, 720, 0);

    private final Layers three = new Layers(List.of(FULL, SMALL, HALF));

    @Test
    void theSmallestLayerThatFillsTheViewIsEnough() {
        assertThat(three.quality(shown(160, 90), 1)).isEqualTo(LOW);
        assertThat(three.quality(shown(340, 190), 1)).isEqualTo(LOW);
        assertThat(three.quality(shown(640, 360), 1)).isEqualTo(MEDIUM);
        assertThat(three.quality(shown(800, 450), 1)).isEqualTo(HIGH);
        assertThat(three.quality(shown(4_000, 3_000), 1)).isEqualTo(HIGH);
        assertThat(three.quality(shown(0, 360), 1)).isEqualTo(MEDIUM);
    }

    @Test
    void aTrackThatHasGrownNeedsALowerLayer() {
        assertThat(three.quality(shown(640, 360), 2)).isEqualTo(LOW);
    }

    @Test
    void withoutASizeTheQualityCounts() {
        assertThat(three.quality(new TrackSettings(true, MEDIUM, 0, 0, 0), 1)).isEqualTo(MEDIUM);
        assertThat(three.quality(TrackSettings.DEFAULT, 1)).isEqualTo(HIGH);
    }

    @Test
    void ofTwoLayersTheUpperIsTheBest() {
        var two = new Layers(List.of(SMALL, HALF));

        assertThat(two.index(LOW, 2)).isZero();
        assertThat(two.index(MEDIUM, 2)).isEqualTo(1);
        assertThat(two.index(HIGH, 2)).isEqualTo(1);
    }

    @Test
    void layersThatNobodyAnnouncedAreTakenInTheirOrder() {
        var none = new Layers(List.of());

        assertThat(none.quality(shown(10, 10), 1)).isEqualTo(HIGH);
        assertThat(none.index(HIGH, 3)).isEqualTo(2);
        assertThat(none.index(LOW, 3)).isZero();
        assertThat(none.index(HIGH, 1)).isZero();
    }

    private static TrackSettings shown(int width, int height) {
        return new TrackSettings(true, LOW, width, height, 0);
    }
}
