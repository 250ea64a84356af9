package org.hausruf.rtc.sdp;

import static org.hausruf.rtc.sdp.HeaderExtension.AUDIO_LEVEL;
import static org.hausruf.rtc.sdp.HeaderExtension.MID;
import static org.hausruf.rtc.sdp.HeaderExtension.REPAIRED_RID;
import static org.hausruf.rtc.sdp.HeaderExtension.RID;
import static org.hausruf.rtc.sdp.HeaderExtension.TRANSPORT_WIDE_CC;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Answers a publisher's offer: we receive Opus, alone or in RED, VP8 or H264 with RTX, and data channels; every other
/// section is refused or left idle. Payload types and extension ids stay the client's.
///
/// Of a simulcast offer all layers are asked for (RFC 8853 §5.3.2).
public final class PublisherAnswer {
    private static final List<String> AUDIO_EXTENSIONS = List.of(MID, RID, AUDIO_LEVEL);
    private static final List<String> VIDEO_EXTENSIONS = List.of(MID, RID, REPAIRED_RID, TRANSPORT_WIDE_CC);
    private static final Set<String> AUDIO_FEEDBACK = Set.of("nack");
    private static final Set<String> VIDEO_FEEDBACK = Set.of("transport-cc", "ccm fir", "nack", "nack pli");

    private PublisherAnswer() {}

    /// What the client sends, in the order of its sections; of each the codecs that we take.
    public static List<OfferedTrack> tracks(SessionDescription offer) {
        var tracks = new ArrayList<OfferedTrack>();
        for (MediaDescription section : offer.media()) {
            if (section.sends() && !section.refused()) track(section).ifPresent(tracks::add);
        }
        return tracks;
    }

    /// The answer, section for section.
    ///
    /// @param version grows with each answer of one connection
    /// @param preference by mid, as [OfferedTrack#preferring] is asked for it
    public static String write(
            SessionDescription offer,
            LocalTransport local,
            long version,
            Function<String, TrackPreference> preference) {
        boolean waits = offer.transport().map(MediaDescription::passive).orElse(false);
        var writer = new SdpWriter(local, waits ? "active" : "passive");
        for (MediaDescription section : offer.media()) {
            List<NegotiatedCodec> codecs = section.takenCodecs();
            if (section.refused()) writer.refuse(section);
            else if (isDataChannels(section)) writer.dataChannels(section.mid(), section.protocol());
            else if (codecs.isEmpty()) writer.refuse(section);
            else media(writer, section, codecs, preference.apply(section.mid()));
        }
        return writer.text(version);
    }

    private static boolean isDataChannels(MediaDescription section) {
        return section.kind() == MediaKind.APPLICATION && section.protocol().endsWith("DTLS/SCTP");
    }

    private static void media(
            SdpWriter writer, MediaDescription section, List<NegotiatedCodec> codecs, TrackPreference preference) {
        boolean video = section.kind() == MediaKind.VIDEO;
        NegotiatedCodec codec = OfferedTrack.chosen(codecs, preference);
        writer.media(
                section.name(),
                section.mid(),
                section.sends() ? "recvonly" : "inactive",
                codec.withParameters(video ? videoParameters(codec.codec()) : opusParameters(preference)),
                video ? VIDEO_FEEDBACK : AUDIO_FEEDBACK);
        var uris = video ? VIDEO_EXTENSIONS : AUDIO_EXTENSIONS;
        for (HeaderExtension extension : section.extensions()) {
            if (uris.contains(extension.uri())) writer.extension(extension);
        }
        var rids = section.layers().stream()
                .map(OfferedLayer::rid)
                .filter(rid -> !rid.isEmpty())
                .toList();
        if (!rids.isEmpty()) writer.receiveLayers(rids);
    }

    private static Optional<OfferedTrack> track(MediaDescription section) {
        List<NegotiatedCodec> codecs = section.takenCodecs();
        if (codecs.isEmpty()) return Optional.empty();
        return Optional.of(new OfferedTrack(
                section.kind(),
                section.mid(),
                section.trackId(),
                codecs,
                section.layers(),
                section.extensionId(MID),
                section.extensionId(RID),
                section.extensionId(REPAIRED_RID),
                section.extensionId(AUDIO_LEVEL),
                section.kind() == MediaKind.VIDEO ? section.extensionId(TRANSPORT_WIDE_CC) : 0));
    }

    private static String videoParameters(SdpCodec codec) {
        return H264Profile.of(codec).map(H264Profile::parameters).orElse("");
    }

    private static String opusParameters(TrackPreference opus) {
        return "minptime=10;useinbandfec=1"
                + (opus.dtx() ? ";usedtx=1" : "")
                + (opus.stereo() ? ";stereo=1;maxaveragebitrate=510000" : "");
    }
}
