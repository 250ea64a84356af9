package org.hausruf.rtc.sdp;

/// A track of ours in a subscriber's connection.
///
/// @param streamId `PA_…|TR_…`, from which LiveKit's clients read whose track it is
/// @param rtxSsrc of video, -1 for audio
public record SentTrack(
        SentCodec codec,
        String mid,
        String streamId,
        String trackId,
        String cname,
        boolean stereo,
        long ssrc,
        long rtxSsrc) {
    public int payloadType() {
        return codec.numbers().codec().payloadType();
    }

    public int rtxPayloadType() {
        return codec.numbers().rtxPayloadType();
    }

    public int redPayloadType() {
        return codec.numbers().redPayloadType();
    }
}
