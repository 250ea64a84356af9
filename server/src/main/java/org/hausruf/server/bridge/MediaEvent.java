package org.hausruf.server.bridge;

import java.time.Instant;
import org.hausruf.office.videocall.LineQuality;
import org.jspecify.annotations.Nullable;

/// What the media server saw: somebody's media connected, or they left after it had. Joined comes before left, unless a
/// remote server's word of it got lost.
public sealed interface MediaEvent {
    Present who();

    record Joined(Present who) implements MediaEvent {}

    /// @param line null where the media server does not tell
    record Left(Present who, Instant at, @Nullable LineQuality line) implements MediaEvent {}

    /// They send a track.
    record Published(Present who, String trackSid) implements MediaEvent {}

    /// A participant whose media is connected.
    ///
    /// @param sid of this stay; safe to log, unlike the identity
    record Present(String room, String sid, String identity, Instant since) {}
}
