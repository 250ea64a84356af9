package org.hausruf.sfu.allocate;

/// How much a subscriber would miss a video, the least first.
public enum Priority {
    OTHER,
    /// Of who speaks, or spoke last.
    SPEAKER,
    SCREEN_SHARE
}
