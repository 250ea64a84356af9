package org.hausruf.rtc.sdp;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One m-line and its attributes.
///
/// @param name what follows `m=`, to be repeated when the section is refused
/// @param protocol as in the m-line
/// @param formats payload types, or `webrtc-datachannel`
/// @param refused port 0 without `a=bundle-only`
/// @param sends whether the direction lets the author send
/// @param receives whether the direction lets the author receive
/// @param fingerprint algorithm and value, as after `a=fingerprint:`; empty when absent
/// @param passive whether the author waits for our ClientHello (`a=setup:passive`, RFC 8842)
/// @param streamId first word of `a=msid`, empty when absent
/// @param trackId second word of `a=msid`: what LiveKit calls cid
/// @param layers what a sender sends of the track, lowest first, never empty: those of `a=simulcast:send` (RFC 8853),
/// of `a=ssrc-group:SIM`, or one; at most three
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
        boolean passive,
        String streamId,
        String trackId,
        List<OfferedLayer> layers,
        List<SdpCodec> codecs,
        List<HeaderExtension> extensions) {
    /// The only ones there are (RFC 7587 §4.1, RFC 7741 §6.1, RFC 6184 §8.2.1).
    private static final int OPUS_CLOCK_RATE = 48_000;

    private static final int VIDEO_CLOCK_RATE = 90_000;

    /// The codecs that we take, in the order of the section: Opus, or VP8 and one H264.
    List<NegotiatedCodec> takenCodecs() {
        Optional<SdpCodec> first = switch (kind) {
            case AUDIO -> codec("opus", OPUS_CLOCK_RATE);
            case VIDEO -> codec("VP8", VIDEO_CLOCK_RATE);
            case APPLICATION, OTHER -> Optional.empty();
        };
        Optional<SdpCodec> second = kind == MediaKind.VIDEO ? h264() : Optional.empty();
        return Stream.concat(first.stream(), second.stream())
                .sorted(Comparator.comparingInt(codecs::indexOf))
                .map(c -> new NegotiatedCodec(c, rtxOf(c.payloadType()), redOf(c.payloadType())))
                .toList();
    }

    private Optional<SdpCodec> codec(String codecName, int clockRate) {
        return codecs.stream()
                .filter(c -> c.name().equalsIgnoreCase(codecName) && c.clockRate() == clockRate)
                .findFirst();
    }

    /// Constrained Baseline before Baseline, else the order of the section.
    private Optional<SdpCodec> h264() {
        return codecs.stream()
                .filter(c -> H264Profile.of(c).isPresent())
                .min(Comparator.comparing(
                        c -> !H264Profile.constrained(H264Profile.of(c).orElseThrow())));
    }

    /// The `rtx` codec that repairs `payloadType` (RFC 4588 §8.1), or -1.
    private int rtxOf(int payloadType) {
        return companion("rtx", "apt=" + payloadType);
    }

    /// The `red` codec whose first and last block are `payloadType` (RFC 2198 §5), or -1.
    private int redOf(int payloadType) {
        return companion("red", payloadType + "/" + payloadType);
    }

    private int companion(String codecName, String parameters) {
        return codecs.stream()
                .filter(c -> c.name().equalsIgnoreCase(codecName))
                .filter(c -> parameters.equals(c.parameters()))
                .mapToInt(SdpCodec::payloadType)
                .findFirst()
                .orElse(-1);
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
