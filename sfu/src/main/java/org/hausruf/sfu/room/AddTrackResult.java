package org.hausruf.sfu.room;

/// What came of the wish to publish a track.
public enum AddTrackResult {
    ACCEPTED,
    /// A track with that cid is already there; it will be published when the old one ends.
    QUEUED,
    NOT_ALLOWED,
    LIMIT_EXCEEDED
}
