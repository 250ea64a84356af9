package org.hausruf.rtc.sdp;

/// A track that a publisher's offer says it sends, in a codec that we take.
///
/// @param trackId the client's name of it (cid)
/// @param rtxPayloadType -1 without RTX
/// @param ssrc -1 when only the mid extension names it
/// @param rid the one layer of a simulcast offer that we ask for, else empty
/// @param midExtId ids of header extensions, 0 where not negotiated
public record OfferedTrack(
        MediaKind kind,
        String mid,
        String trackId,
        SdpCodec codec,
        int rtxPayloadType,
        long ssrc,
        long rtxSsrc,
        String rid,
        int midExtId,
        int ridExtId,
        int audioLevelExtId,
        int twccExtId) {}
