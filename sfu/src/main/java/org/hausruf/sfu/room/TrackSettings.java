package org.hausruf.sfu.room;

/// How a subscriber wants a track.
///
/// @param enabled whether it wants it at all now
/// @param quality at most; counts where neither width nor height is given
/// @param width in pixels, of where it is shown; 0 when not given
/// @param framesPerSecond that are enough; 0 when not given
public record TrackSettings(boolean enabled, VideoQuality quality, int width, int height, int framesPerSecond) {
    /// Who has said nothing gets the best there is.
    static final TrackSettings DEFAULT = new TrackSettings(true, VideoQuality.HIGH, 0, 0, 0);

    TrackSettings withEnabled(boolean value) {
        return new TrackSettings(value, quality, width, height, framesPerSecond);
    }
}
