package org.hausruf.server.bridge;

import java.time.Duration;
import org.hausruf.office.videocall.Closing;

/// What a token says: who may enter which room.
///
/// @param identity the e-mail address; a second participant with it pushes the first out
/// @param host of the embedded engine, carries `roomCreate` beside `roomJoin`, for this room only
public record RoomPass(String room, String identity, String name, boolean host) {
    /// Participant attribute that says `host` or `guest`. A name can be copied; this comes from the token alone, as
    /// nobody may change their own attributes.
    public static final String ROLE = "hausruf.role";

    /// A draft's room waits for its first participant; asking for a token again makes it again.
    public static final Duration EMPTY_TIMEOUT = Duration.ofHours(1);

    /// Longer than a call stays open with nobody in it: office decides when that is over, and deletes the room.
    public static final Duration DEPARTURE_TIMEOUT = Closing.EMPTY_TIMEOUT.plusMinutes(5);

    /// How long a token opens the room. Inside, the media server renews it by itself.
    public static final Duration LIFETIME = Duration.ofMinutes(10);
}
