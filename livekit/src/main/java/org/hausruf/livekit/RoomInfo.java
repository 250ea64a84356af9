package org.hausruf.livekit;

import java.time.Instant;

/// A room at one moment.
///
/// @param participants how many are inside, hidden ones apart
public record RoomInfo(String name, String sid, Instant createdAt, int participants, String metadata) {}
