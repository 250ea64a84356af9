package org.hausruf.livekit;

import java.util.Map;
import java.util.Optional;
import org.hausruf.sfu.room.Permissions;

/// What is to change in a participant.
///
/// @param name empty: stays
/// @param metadata empty: stays
/// @param attributes those not named stay; an empty value takes one away
/// @param permissions replace the old ones whole; tracks that they forbid end
public record ParticipantChange(
        String name, String metadata, Map<String, String> attributes, Optional<Permissions> permissions) {}
