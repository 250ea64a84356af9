package org.hausruf.sfu.room;

import java.util.Comparator;
import java.util.List;

/// The layers of a video track as announced, and which of them fits a wish. Immutable.
final class Layers {
    /// A layer that is smaller than wished by no more than this still does.
    private static final double TOLERANCE = 0.9;

    private final List<VideoLayer> ascending;

    Layers(List<VideoLayer> announced) {
        ascending = announced.stream()
                .sorted(Comparator.comparing(VideoLayer::quality))
                .toList();
    }

    /// The highest quality that is of use to who wants the track like this.
    ///
    /// @param stretch how much larger the track is now than it was announced
    VideoQuality quality(TrackSettings wish, double stretch) {
        if (wish.width() <= 0 && wish.height() <= 0) return wish.quality();
        for (VideoLayer layer : ascending) {
            boolean wide = layer.width() * stretch >= wish.width() * TOLERANCE;
            boolean high = layer.height() * stretch >= wish.height() * TOLERANCE;
            if (wide && high) return layer.quality();
        }
        return VideoQuality.HIGH;
    }

    /// Which of the layers that come, counted from the lowest, is the highest of this quality or below.
    int index(VideoQuality quality, int layers) {
        if (ascending.size() != layers) return Math.min(quality.level(), layers - 1);
        int index = 0;
        for (int i = 0; i < layers; i++) {
            if (ascending.get(i).quality().compareTo(quality) <= 0) index = i;
        }
        return index;
    }
}
