package org.hausruf.livekit;

import java.time.Instant;
import livekit.LivekitModels;

/// A room at one moment.
///
/// @param participants how many are inside, hidden ones apart
/// @param message the same in full, as LiveKit's SDKs get it
public record RoomInfo(
        String name, String sid, Instant createdAt, int participants, String metadata, LivekitModels.Room message) {
    /// What it was made with, or has been given since.
    public RoomOptions options() {
        return new RoomOptions(
                name, message.getEmptyTimeout(), message.getDepartureTimeout(), message.getMaxParticipants(), metadata);
    }
}
