package org.hausruf.sfu.track;

import java.util.List;

/// What SDP says about a track that a client sends to us.
///
/// @param layers of simulcast, lowest first; one where it is none
/// @param midExtId ids of header extensions, 0 where not negotiated; the same in all tracks of one connection
public record PublishedTrackSettings(
        TrackKind kind,
        String mid,
        Codec codec,
        List<LayerSettings> layers,
        int midExtId,
        int ridExtId,
        int repairedRidExtId,
        int audioLevelExtId,
        int twccExtId) {

    /// A track without layers.
    ///
    /// @param ssrc announced by `a=ssrc`, or -1: then the mid header extension names the track
    public static PublishedTrackSettings single(
            TrackKind kind,
            String mid,
            Codec codec,
            long ssrc,
            long rtxSsrc,
            int midExtId,
            int audioLevelExtId,
            int twccExtId) {
        var layers = List.of(new LayerSettings("", ssrc, rtxSsrc));
        return new PublishedTrackSettings(kind, mid, codec, layers, midExtId, 0, 0, audioLevelExtId, twccExtId);
    }
}
