package org.hausruf.rtc.sdp;

/// What a publisher said about an audio track before its offer.
///
/// @param dtx whether it may stop sending in silence
public record OpusPreference(boolean dtx, boolean stereo) {
    public static final OpusPreference SPEECH = new OpusPreference(true, false);
}
