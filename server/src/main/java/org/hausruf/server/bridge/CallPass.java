package org.hausruf.server.bridge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a token for a ringing call's room says.
///
/// @param identity `{tenantId}:{userId}`: a second participant with it pushes the first out
/// @param device of several that ring, the one that holds the token; it opens the room only when that device is
/// admitted. Null: opens it at once
public record CallPass(
        String room, String identity, String name, @Nullable String device, Duration lifetime) {
    /// Participant attribute that names the device.
    public static final String DEVICE = "hausruf.device";

    /// A call's room waits so long for the first who comes.
    public static final Duration EMPTY_TIMEOUT = Duration.ofMinutes(5);

    /// Longer than a call outlasts its talkers' absence: office decides when it is over, and the room is deleted.
    public static final Duration DEPARTURE_TIMEOUT = Duration.ofMinutes(2);

    public static final int MAX_PARTICIPANTS = 10;
}
