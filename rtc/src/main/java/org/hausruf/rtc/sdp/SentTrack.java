package org.hausruf.rtc.sdp;

/// A track of ours in a subscriber's connection.
///
/// @param streamId `PA_…|TR_…`, from which LiveKit's clients read whose track it is
/// @param rtxSsrc of video, -1 for audio
public record SentTrack(
        MediaKind kind,
        String mid,
        String streamId,
        String trackId,
        String cname,
        boolean stereo,
        long ssrc,
        long rtxSsrc) {
    public static final int OPUS_PAYLOAD_TYPE = 111;
    public static final int VP8_PAYLOAD_TYPE = 96;
    public static final int RTX_PAYLOAD_TYPE = 97;

    public int payloadType() {
        return kind == MediaKind.AUDIO ? OPUS_PAYLOAD_TYPE : VP8_PAYLOAD_TYPE;
    }
}
