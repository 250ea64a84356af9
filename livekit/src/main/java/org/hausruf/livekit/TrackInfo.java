package org.hausruf.livekit;

import org.hausruf.sfu.room.TrackSource;

/// A published track at one moment.
public record TrackInfo(String sid, String name, TrackSource source, boolean video, boolean muted) {}
