package org.hausruf.sfu.room;

/// What client and room no longer agree on, so that the client has to join anew: what lies behind
/// [DisconnectReason#STATE_MISMATCH], for log and counts.
public enum Mismatch {
    /// Its offer cannot be read, or cannot follow the one before.
    OFFER,
    /// Its answer cannot be read, or fits no offer of ours.
    ANSWER,
    /// Our offer was never answered.
    NO_ANSWER,
    /// It came back with tracks of its own that are not here.
    TRACKS,
    /// Its data channels broke down for good.
    DATA_LOST
}
