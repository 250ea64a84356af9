package org.hausruf.sfu.room;

/// Why a participant is no longer in its room; the names are LiveKit's.
public enum DisconnectReason {
    CLIENT_INITIATED,
    DUPLICATE_IDENTITY,
    SERVER_SHUTDOWN,
    PARTICIPANT_REMOVED,
    ROOM_DELETED,
    ROOM_CLOSED,
    STATE_MISMATCH,
    JOIN_FAILURE,
    SIGNAL_CLOSE,
    CONNECTION_TIMEOUT
}
