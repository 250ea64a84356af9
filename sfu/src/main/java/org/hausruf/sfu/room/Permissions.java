package org.hausruf.sfu.room;

import java.util.Set;

/// What a participant may do.
///
/// @param hidden whether others do not see it: neither itself nor what it publishes
/// @param publishSources what it may publish; empty: everything
public record Permissions(
        boolean canPublish,
        boolean canSubscribe,
        boolean canPublishData,
        boolean canUpdateMetadata,
        boolean hidden,
        Set<TrackSource> publishSources) {

    boolean allows(TrackSource source) {
        return canPublish && (publishSources.isEmpty() || publishSources.contains(source));
    }
}
