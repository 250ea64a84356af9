package org.hausruf.rtc.sdp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One m-line and its attributes.
///
/// @param name what follows `m=`, to be repeated when the section is refused
/// @param protocol as in the m-line
/// @param formats payload types, or `webrtc-datachannel`
/// @param refused port 0 without `a=bundle-only`
/// @param sends whether the direction lets the author send
/// @param receives whether the direction lets the author receive
/// @param fingerprint algorithm and value, as after `a=fingerprint:`; empty when absent
/// @param streamId first word of `a=msid`, empty when absent
/// @param trackId second word of `a=msid`: what LiveKit calls cid
/// @param ssrc of the first source, or -1
/// @param rtxSsrc its retransmissions (`a=ssrc-group:FID`), or -1
/// @param rids of `a=simulcast:send`, lowest layer first, without paused marks
public record MediaDescription(
        MediaKind kind,
        String name,
        String protocol,
        List<String> formats,
        boolean refused,
        String mid,
        boolean sends,
        boolean receives,
        String iceUfrag,
        String icePwd,
        String fingerprint,
        String streamId,
        String trackId,
        long ssrc,
        long rtxSsrc,
        List<SdpCodec> codecs,
        List<HeaderExtension> extensions,
        List<String> rids) {

    Optional<SdpCodec> codec(String codecName) {
        return codecs.stream().filter(c -> c.name().equalsIgnoreCase(codecName)).findFirst();
    }

    /// The `rtx` codec that repairs `payloadType` (RFC 4588 §8.1).
    OptionalInt rtxOf(int payloadType) {
        return codecs.stream()
                .filter(c -> c.name().equalsIgnoreCase("rtx"))
                .filter(c -> ("apt=" + payloadType).equals(c.parameters()))
                .mapToInt(SdpCodec::payloadType)
                .findFirst();
    }

    /// Id of a header extension, or 0.
    int extensionId(String uri) {
        return extensions.stream()
                .filter(e -> e.uri().equals(uri))
                .mapToInt(HeaderExtension::id)
                .findFirst()
                .orElse(0);
    }
}
