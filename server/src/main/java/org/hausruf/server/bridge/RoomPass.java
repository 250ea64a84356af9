package org.hausruf.server.bridge;

import java.time.Duration;

/// What a token says: who may enter which room.
///
/// @param identity the e-mail address; a second participant with it pushes the first out
/// @param host carries `roomCreate` beside `roomJoin`, for this room only
public record RoomPass(String room, String identity, String name, boolean host) {
    /// How long a token opens the room. Inside, the media server renews it by itself.
    static final Duration LIFETIME = Duration.ofMinutes(10);
}
