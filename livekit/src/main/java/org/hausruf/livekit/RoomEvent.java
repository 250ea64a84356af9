package org.hausruf.livekit;

import java.time.Instant;
import org.hausruf.sfu.room.DisconnectReason;

/// What happened in a room. Every event carries the room as it was then, so that counts in a row of events fit
/// together.
public sealed interface RoomEvent {
    RoomInfo room();

    Instant at();

    record RoomStarted(RoomInfo room, Instant at) implements RoomEvent {}

    record RoomFinished(RoomInfo room, Instant at, DisconnectReason reason) implements RoomEvent {}

    /// Media of the participant has connected.
    record ParticipantJoined(RoomInfo room, Instant at, ParticipantInfo participant) implements RoomEvent {}

    /// Follows a [ParticipantJoined] of the same `sid`.
    ///
    /// @param line how its connection did, over all of its stay
    record ParticipantLeft(
            RoomInfo room, Instant at, ParticipantInfo participant, DisconnectReason reason, LineInfo line)
            implements RoomEvent {}

    /// Left before its media ever connected, so that no [ParticipantJoined] came before.
    record ParticipantAborted(RoomInfo room, Instant at, ParticipantInfo participant, DisconnectReason reason)
            implements RoomEvent {}

    record TrackPublished(RoomInfo room, Instant at, ParticipantInfo participant, TrackInfo track)
            implements RoomEvent {}

    record TrackUnpublished(RoomInfo room, Instant at, ParticipantInfo participant, TrackInfo track)
            implements RoomEvent {}
}
