package org.hausruf.rtc.sdp;

import java.util.List;

/// One payload type of a section: `a=rtpmap`, `a=fmtp`, `a=rtcp-fb`.
///
/// @param parameters of `a=fmtp`, empty when absent
/// @param feedback as after the payload type in `a=rtcp-fb`
public record SdpCodec(
        int payloadType, String name, int clockRate, int channels, String parameters, List<String> feedback) {

    SdpCodec withParameters(String other) {
        return new SdpCodec(payloadType, name, clockRate, channels, other, feedback);
    }
}
