package org.hausruf.sfu.track;

/// What SDP says about a track that we send to a client.
///
/// @param rtxSsrc of retransmissions, or -1 where RTX was not negotiated
/// @param redPayloadType of redundant audio, or -1: then the client gets the primary block alone
/// @param cname the publisher's, the same for all its tracks, so that the receiver plays them in step
/// @param absSendTimeExtId ids of header extensions, 0 where not negotiated
public record SubscribedTrackSettings(
        long ssrc,
        long rtxSsrc,
        int payloadType,
        int rtxPayloadType,
        int redPayloadType,
        String cname,
        int absSendTimeExtId,
        int twccExtId) {}
