package org.hausruf.sfu.room;

import org.hausruf.sfu.track.TrackKind;

/// What a publisher says about a track before its media comes.
///
/// @param cid the client's own id of it, which its SDP repeats
/// @param width in pixels, 0 when unknown or audio
/// @param dtx whether it may stop sending in silence
/// @param stream groups tracks that are to be played in step
public record TrackRequest(
        String cid,
        TrackKind kind,
        TrackSource source,
        String name,
        boolean muted,
        int width,
        int height,
        boolean dtx,
        boolean stereo,
        Encryption encryption,
        String stream) {

    /// End-to-end encryption of the frames, which we only pass on.
    public enum Encryption {
        NONE,
        GCM,
        CUSTOM
    }
}
