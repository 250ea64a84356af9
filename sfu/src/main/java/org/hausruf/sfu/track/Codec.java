package org.hausruf.sfu.track;

/// A codec as one side negotiated it.
///
/// @param name as in SDP's rtpmap: `opus`, `VP8`, `H264`
/// @param clockRate ticks of the RTP timestamp per second
/// @param rtxPayloadType of its retransmissions (RFC 4588), or -1
/// @param redPayloadType of it within redundant audio (RFC 2198), or -1
public record Codec(String name, int clockRate, int payloadType, int rtxPayloadType, int redPayloadType) {
    public boolean vp8() {
        return name.equalsIgnoreCase("VP8");
    }

    public boolean h264() {
        return name.equalsIgnoreCase("H264");
    }

    /// Whether packets may carry redundant audio.
    public boolean red() {
        return redPayloadType >= 0;
    }

    /// Whether media comes under this payload type, not retransmissions.
    public boolean carries(int otherPayloadType) {
        return otherPayloadType == payloadType || (red() && otherPayloadType == redPayloadType);
    }
}
