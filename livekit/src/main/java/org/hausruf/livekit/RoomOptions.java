package org.hausruf.livekit;

/// What [Engine#createRoom] makes.
///
/// @param emptyTimeoutSeconds how long a room that nobody ever joined stays
/// @param departureTimeoutSeconds how long a room stays after the last participant left
/// @param maxParticipants 0: no limit
public record RoomOptions(
        String name, int emptyTimeoutSeconds, int departureTimeoutSeconds, int maxParticipants, String metadata) {

    /// LiveKit's defaults: 300 s empty, 20 s after departure, no limit.
    public static RoomOptions of(String name) {
        return new RoomOptions(name, 300, 20, 0, "");
    }
}
