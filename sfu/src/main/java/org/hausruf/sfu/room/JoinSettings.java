package org.hausruf.sfu.room;

import java.util.Map;

/// Who joins, and how.
///
/// @param autoSubscribe whether it gets every track without asking
/// @param joinedAtMillis of the epoch
public record JoinSettings(
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        Permissions permissions,
        boolean autoSubscribe,
        long joinedAtMillis) {}
