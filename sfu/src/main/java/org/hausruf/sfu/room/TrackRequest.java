package org.hausruf.sfu.room;

import java.util.List;
import java.util.Set;
import org.hausruf.rtc.sdp.TrackPreference;
import org.hausruf.sfu.track.TrackKind;

/// What a publisher says about a track before its media comes.
///
/// @param cid the client's own id of it, which its SDP repeats
/// @param width in pixels, 0 when unknown or audio
/// @param dtx whether it may stop sending in silence
/// @param red whether it may send redundant audio
/// @param layers of video, as the publisher means to send them; none of them where it did not say
/// @param videoCodec `VP8` or `H264`, empty when it did not say
/// @param stream groups tracks that are to be played in step
/// @param audioFeatures told to others, of no consequence here
public record TrackRequest(
        String cid,
        TrackKind kind,
        TrackSource source,
        String name,
        boolean muted,
        int width,
        int height,
        List<VideoLayer> layers,
        boolean dtx,
        boolean stereo,
        boolean red,
        String videoCodec,
        Encryption encryption,
        String stream,
        Set<AudioFeature> audioFeatures) {

    TrackPreference preference() {
        return new TrackPreference(dtx, stereo, red, videoCodec);
    }

    /// Clients take a codec that is not the one they wish as told, and encode for it.
    String expectedMimeType() {
        if (kind == TrackKind.AUDIO) return "audio/opus";
        return videoCodec.equals("H264") ? "video/H264" : "video/VP8";
    }

    /// End-to-end encryption of the frames, which we only pass on.
    public enum Encryption {
        NONE,
        GCM,
        CUSTOM
    }
}
