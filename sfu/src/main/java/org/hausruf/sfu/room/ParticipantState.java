package org.hausruf.sfu.room;

public enum ParticipantState {
    /// Signalling is up, media not yet.
    JOINED,
    ACTIVE,
    DISCONNECTED
}
