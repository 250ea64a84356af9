package org.hausruf.sfu.room;

/// What a room is made with.
///
/// @param createdAtMillis of the epoch
/// @param emptyTimeoutNanos how long it stays when nobody ever joins
/// @param departureTimeoutNanos how long it stays after the last participant left
/// @param maxParticipants 0: no limit
public record RoomSettings(
        String name,
        String sid,
        long createdAtMillis,
        long emptyTimeoutNanos,
        long departureTimeoutNanos,
        int maxParticipants,
        String metadata) {}
