package org.hausruf.livekit.token;

import java.time.Instant;
import java.util.Map;
import livekit.LivekitRoom.RoomConfiguration;

/// What a verified token says about its bearer.
///
/// @param roomPreset name of a room configuration that the server is expected to know, or empty
/// @param roomConfiguration of the room that joining makes
/// @param issuedAt `iat`, else `nbf`, else the epoch: compared with the time a room was deleted or its bearer removed
public record Grants(
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        VideoGrant video,
        ServerGrants server,
        String roomPreset,
        RoomConfiguration roomConfiguration,
        Instant issuedAt,
        Instant expiresAt) {}
