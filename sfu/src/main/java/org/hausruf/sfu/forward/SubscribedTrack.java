package org.hausruf.sfu.forward;

import org.hausruf.sfu.track.SubscribedTrackSettings;
import org.hausruf.sfu.track.SubscribedTrackStats;

/// A published track on its way to one client. Confined to the room's loop.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class SubscribedTrack {
    SubscribedTrack() {}

    public SubscribedTrackSettings settings() {
        throw new UnsupportedOperationException();
    }

    public PublishedTrack source() {
        throw new UnsupportedOperationException();
    }

    /// Pauses or resumes; video resumes with a keyframe, which is asked for.
    public void setEnabled(boolean enabled) {
        throw new UnsupportedOperationException();
    }

    public SubscribedTrackStats stats() {
        throw new UnsupportedOperationException();
    }
}
