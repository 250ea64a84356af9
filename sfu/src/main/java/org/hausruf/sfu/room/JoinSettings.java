package org.hausruf.sfu.room;

import java.time.Instant;
import java.util.Map;

/// Who joins, and how.
///
/// @param autoSubscribe whether it gets every track without asking
/// @param joinedAtMillis of the epoch
/// @param tokenExpiresAt until when its right to come back was given
public record JoinSettings(
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        Permissions permissions,
        boolean autoSubscribe,
        long joinedAtMillis,
        Instant tokenExpiresAt) {}
