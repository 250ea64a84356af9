package org.hausruf.sfu.track;

/// What SDP says about a track that a client sends to us.
///
/// @param ssrc announced by `a=ssrc`, or -1: then the mid header extension names the track
/// @param rtxSsrc announced by `a=ssrc-group:FID`, or -1
/// @param midExtId ids of header extensions, 0 where not negotiated; the same in all tracks of one connection
public record PublishedTrackSettings(
        TrackKind kind,
        String mid,
        Codec codec,
        long ssrc,
        long rtxSsrc,
        int midExtId,
        int ridExtId,
        int audioLevelExtId,
        int twccExtId,
        int absSendTimeExtId) {}
