package org.hausruf.sfu.track;

public enum TrackKind {
    AUDIO,
    VIDEO
}
