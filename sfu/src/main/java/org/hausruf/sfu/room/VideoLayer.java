package org.hausruf.sfu.room;

/// What a publisher says about one layer of a track.
///
/// @param width in pixels
/// @param bitrateBps at most; 0 when unknown
public record VideoLayer(VideoQuality quality, int width, int height, int bitrateBps) {}
