package org.hausruf.livekit;

import java.time.Instant;
import java.util.List;
import livekit.LivekitModels;

/// A participant at one moment.
///
/// @param sid new for each join, `PA_…`; safe to log, unlike the identity
/// @param active whether its media has connected
/// @param message the same in full, as LiveKit's SDKs get it
public record ParticipantInfo(
        String sid,
        String identity,
        String name,
        String metadata,
        Instant joinedAt,
        boolean active,
        boolean hidden,
        List<TrackInfo> tracks,
        LivekitModels.ParticipantInfo message) {}
