package org.hausruf.rtc.sdp;

/// How a publisher wants a track of its offer to be sent, as it said before.
///
/// @param dtx whether audio may stop in silence
/// @param red whether audio may repeat itself (RFC 2198)
/// @param videoCodec name as in `a=rtpmap`, in any case; empty leaves it to the order of the offer
public record TrackPreference(boolean dtx, boolean stereo, boolean red, String videoCodec) {
    /// Of a track that nothing was said about yet.
    public static final TrackPreference NONE = new TrackPreference(true, false, false, "");
}
