package org.hausruf.server.bridge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A room at one moment.
///
/// @param participants how many are inside
public record RoomState(String name, String sid, int participants, Instant createdAt) {
    /// Somebody inside.
    ///
    /// @param speaking null: the media server does not tell
    public record Inside(
            String identity,
            String name,
            Instant joinedAt,
            @Nullable Boolean speaking) {}
}
