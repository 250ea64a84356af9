package org.hausruf.livekit;

import livekit.LivekitRoom.RoomConfiguration;

/// What [Engine#createRoom] makes.
///
/// @param emptyTimeoutSeconds how long a room that nobody ever joined stays
/// @param departureTimeoutSeconds how long a room stays after the last participant left
/// @param maxParticipants 0: no limit
public record RoomOptions(
        String name, int emptyTimeoutSeconds, int departureTimeoutSeconds, int maxParticipants, String metadata) {

    /// These, but with whatever `changes` says: a zero there, or an empty text, says nothing.
    public RoomOptions with(RoomConfiguration changes) {
        return new RoomOptions(
                name,
                changes.getEmptyTimeout() == 0 ? emptyTimeoutSeconds : bounded(changes.getEmptyTimeout()),
                changes.getDepartureTimeout() == 0 ? departureTimeoutSeconds : bounded(changes.getDepartureTimeout()),
                changes.getMaxParticipants() == 0 ? maxParticipants : bounded(changes.getMaxParticipants()),
                changes.getMetadata().isEmpty() ? metadata : changes.getMetadata());
    }

    /// An unsigned number of a message.
    private static int bounded(int unsigned) {
        return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
    }

    /// LiveKit's defaults: 300 s empty, 20 s after departure, no limit.
    public static RoomOptions of(String name) {
        return new RoomOptions(name, 300, 20, 0, "");
    }
}
