package org.hausruf.livekit;

/// How rooms are made that nobody described: LiveKit's settings `empty_timeout`, `departure_timeout` and
/// `max_participants`.
///
/// @param maxParticipants 0: no limit
public record RoomDefaults(int emptyTimeoutSeconds, int departureTimeoutSeconds, int maxParticipants) {
    /// LiveKit's own: 300 s empty, 20 s after departure, no limit.
    public static final RoomDefaults STANDARD = new RoomDefaults(300, 20, 0);

    RoomOptions named(String name) {
        return new RoomOptions(name, emptyTimeoutSeconds, departureTimeoutSeconds, maxParticipants, "");
    }
}
