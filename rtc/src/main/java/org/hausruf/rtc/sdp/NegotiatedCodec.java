package org.hausruf.rtc.sdp;

/// A codec and what goes along with it, as one connection numbers them.
///
/// @param rtxPayloadType of retransmissions (RFC 4588), or -1
/// @param redPayloadType of the codec within redundant audio (RFC 2198), or -1
public record NegotiatedCodec(SdpCodec codec, int rtxPayloadType, int redPayloadType) {
    NegotiatedCodec withParameters(String parameters) {
        return new NegotiatedCodec(codec.withParameters(parameters), rtxPayloadType, redPayloadType);
    }

    NegotiatedCodec withoutRed() {
        return new NegotiatedCodec(codec, rtxPayloadType, -1);
    }
}
