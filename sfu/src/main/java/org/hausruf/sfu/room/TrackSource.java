package org.hausruf.sfu.room;

/// What a track shows or lets hear, as its publisher says.
public enum TrackSource {
    UNKNOWN,
    CAMERA,
    MICROPHONE,
    SCREEN_SHARE,
    SCREEN_SHARE_AUDIO
}
