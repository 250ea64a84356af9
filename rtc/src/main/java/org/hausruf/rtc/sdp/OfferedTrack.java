package org.hausruf.rtc.sdp;

import java.util.List;

/// A track that a publisher's offer says it sends, in a codec that we take.
///
/// @param trackId the client's name of it (cid)
/// @param codecs those of the offer that we take, in its order; never empty
/// @param layers lowest first; never empty, one where it is no simulcast
/// @param midExtId ids of header extensions, 0 where not negotiated
public record OfferedTrack(
        MediaKind kind,
        String mid,
        String trackId,
        List<NegotiatedCodec> codecs,
        List<OfferedLayer> layers,
        int midExtId,
        int ridExtId,
        int repairedRidExtId,
        int audioLevelExtId,
        int twccExtId) {

    /// The one it is sent in, once [#preferring] has chosen.
    public NegotiatedCodec codec() {
        return codecs.getFirst();
    }

    /// {@return the same track with only the codec that it is to be sent in}
    public OfferedTrack preferring(TrackPreference preference) {
        NegotiatedCodec chosen = chosen(codecs, preference);
        return new OfferedTrack(
                kind,
                mid,
                trackId,
                List.of(chosen),
                layers,
                midExtId,
                ridExtId,
                repairedRidExtId,
                audioLevelExtId,
                twccExtId);
    }

    static NegotiatedCodec chosen(List<NegotiatedCodec> codecs, TrackPreference preference) {
        NegotiatedCodec wanted = codecs.stream()
                .filter(c -> c.codec().name().equalsIgnoreCase(preference.videoCodec()))
                .findFirst()
                .orElse(codecs.getFirst());
        return preference.red() ? wanted : wanted.withoutRed();
    }
}
