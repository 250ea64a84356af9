package org.hausruf.rtc.sdp;

import java.util.List;

/// What we send, and the payload types that we offer it under: LiveKit's.
public enum SentCodec {
    OPUS(MediaKind.AUDIO, new NegotiatedCodec(opus(), -1, -1)),
    /// Opus in redundant audio; who does not take that gets plain Opus.
    RED(MediaKind.AUDIO, new NegotiatedCodec(opus(), -1, 63)),
    VP8(MediaKind.VIDEO, new NegotiatedCodec(video(96, "VP8", ""), 97, -1)),
    H264(MediaKind.VIDEO, new NegotiatedCodec(video(108, "H264", H264Profile.CONSTRAINED_BASELINE), 109, -1));

    private final MediaKind kind;

    @SuppressWarnings("ImmutableEnumChecker") // a record of records and a list that nobody can change
    private final NegotiatedCodec numbers;

    SentCodec(MediaKind kind, NegotiatedCodec numbers) {
        this.kind = kind;
        this.numbers = numbers;
    }

    public MediaKind kind() {
        return kind;
    }

    public NegotiatedCodec numbers() {
        return numbers;
    }

    private static SdpCodec opus() {
        return new SdpCodec(111, "opus", 48_000, 2, "minptime=10;useinbandfec=1", List.of("nack"));
    }

    private static SdpCodec video(int payloadType, String name, String parameters) {
        var feedback = List.of("transport-cc", "ccm fir", "nack", "nack pli");
        return new SdpCodec(payloadType, name, 90_000, 1, parameters, feedback);
    }
}
