package org.hausruf.livekit.token;

import java.time.Instant;
import java.util.Map;

/// What a verified token says about its bearer.
///
/// @param issuedAt `iat`, else `nbf`, else the epoch: compared with the time a room was deleted or its bearer removed
public record Grants(
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        VideoGrant video,
        Instant issuedAt,
        Instant expiresAt) {}
