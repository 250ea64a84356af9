package org.hausruf.livekit.token;

import java.util.Set;
import org.hausruf.sfu.room.TrackSource;

/// What a token lets its bearer do in one room (the `video` claim).
///
/// @param room name of the room; empty opens none
/// @param publishSources what may be published; empty: everything
public record VideoGrant(
        String room,
        boolean roomJoin,
        boolean roomCreate,
        boolean roomAdmin,
        boolean canPublish,
        boolean canSubscribe,
        boolean canPublishData,
        boolean canUpdateOwnMetadata,
        boolean hidden,
        Set<TrackSource> publishSources) {

    /// Join, publish and subscribe in `room`.
    public static VideoGrant join(String room) {
        return new VideoGrant(room, true, false, false, true, true, true, true, false, Set.of());
    }
}
