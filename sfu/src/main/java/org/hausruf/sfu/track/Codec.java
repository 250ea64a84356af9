package org.hausruf.sfu.track;

/// A codec as one side negotiated it.
///
/// @param name as in SDP's rtpmap: `opus`, `VP8`
/// @param clockRate ticks of the RTP timestamp per second
/// @param rtxPayloadType of its retransmissions (RFC 4588), or -1
public record Codec(String name, int clockRate, int payloadType, int rtxPayloadType) {
    public boolean vp8() {
        return name.equalsIgnoreCase("VP8");
    }
}
