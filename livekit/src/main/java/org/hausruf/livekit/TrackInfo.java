package org.hausruf.livekit;

import livekit.LivekitModels;
import org.hausruf.sfu.room.TrackSource;

/// A published track at one moment.
///
/// @param message the same in full, as LiveKit's SDKs get it
public record TrackInfo(
        String sid, String name, TrackSource source, boolean video, boolean muted, LivekitModels.TrackInfo message) {}
