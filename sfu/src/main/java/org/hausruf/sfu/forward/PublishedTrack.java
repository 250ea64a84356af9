package org.hausruf.sfu.forward;

import org.hausruf.sfu.speaker.SpeechLevel;
import org.hausruf.sfu.track.PublishedTrackSettings;
import org.hausruf.sfu.track.PublishedTrackStats;

/// A track that a client sends to us. Confined to the room's loop.
@SuppressWarnings("DoNotCallSuggester") // bodies follow
public final class PublishedTrack {
    PublishedTrack() {}

    public PublishedTrackSettings settings() {
        throw new UnsupportedOperationException();
    }

    /// Muted, nothing of it is forwarded; subscribers see neither a gap nor old packets afterwards.
    public void setMuted(boolean muted) {
        throw new UnsupportedOperationException();
    }

    public boolean muted() {
        throw new UnsupportedOperationException();
    }

    /// Asks the publisher for a keyframe, and again until one comes, at most one request per 500 ms.
    public void requestKeyframe() {
        throw new UnsupportedOperationException();
    }

    /// How loud it is: for `ActiveSpeakers`. Always silent for video.
    public SpeechLevel speechLevel() {
        throw new UnsupportedOperationException();
    }

    public PublishedTrackStats stats() {
        throw new UnsupportedOperationException();
    }
}
