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

/// Answers a publisher's offer: we receive Opus and VP8 with RTX, and data channels; every other section is refused
/// or left idle. Payload types and extension ids stay the client's.
///
/// Of a simulcast offer the highest layer alone is asked for (RFC 8853 §5.3.2). Without any `a=simulcast` in the answer
/// browsers would send their lowest instead.
public final class PublisherAnswer {
    private static final List<String> AUDIO_EXTENSIONS = List.of(MID, RID, AUDIO_LEVEL);
    private static final List<String> VIDEO_EXTENSIONS = List.of(MID, RID, REPAIRED_RID, TRANSPORT_WIDE_CC);
    private static final Set<String> AUDIO_FEEDBACK = Set.of("nack");
    private static final Set<String> VIDEO_FEEDBACK = Set.of("transport-cc", "ccm fir", "nack", "nack pli");

    private PublisherAnswer() {}

    /// What the client sends, in the order of its sections.
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
    /// @param opus by mid, for the audio tracks in `offer`
    public static String write(
            SessionDescription offer, LocalTransport local, long version, Function<String, OpusPreference> opus) {
        var writer = new SdpWriter(local, "passive");
        for (MediaDescription section : offer.media()) {
            Optional<SdpCodec> codec = wanted(section);
            if (section.refused()) writer.refuse(section);
            else if (isDataChannels(section)) writer.dataChannels(section.mid(), section.protocol());
            else if (codec.isEmpty()) writer.refuse(section);
            else media(writer, section, codec.get(), opus);
        }
        return writer.text(version);
    }

    private static boolean isDataChannels(MediaDescription section) {
        return section.kind() == MediaKind.APPLICATION && section.protocol().endsWith("DTLS/SCTP");
    }

    private static void media(
            SdpWriter writer, MediaDescription section, SdpCodec codec, Function<String, OpusPreference> opus) {
        boolean video = section.kind() == MediaKind.VIDEO;
        int rtx = video ? section.rtxOf(codec.payloadType()).orElse(-1) : -1;
        String parameters = video ? "" : opusParameters(opus.apply(section.mid()));
        writer.media(
                section.name(),
                section.mid(),
                section.sends() ? "recvonly" : "inactive",
                codec.withParameters(parameters),
                rtx,
                video ? VIDEO_FEEDBACK : AUDIO_FEEDBACK);
        var uris = video ? VIDEO_EXTENSIONS : AUDIO_EXTENSIONS;
        for (HeaderExtension extension : section.extensions()) {
            if (uris.contains(extension.uri())) writer.extension(extension);
        }
        if (!section.rids().isEmpty()) writer.receiveOnly(section.rids().getLast());
    }

    private static Optional<OfferedTrack> track(MediaDescription section) {
        return wanted(section)
                .map(codec -> new OfferedTrack(
                        section.kind(),
                        section.mid(),
                        section.trackId(),
                        codec,
                        section.rtxOf(codec.payloadType()).orElse(-1),
                        section.rids().isEmpty() ? section.ssrc() : -1,
                        section.rids().isEmpty() ? section.rtxSsrc() : -1,
                        section.rids().isEmpty() ? "" : section.rids().getLast(),
                        section.extensionId(MID),
                        section.extensionId(RID),
                        section.extensionId(AUDIO_LEVEL),
                        section.kind() == MediaKind.VIDEO ? section.extensionId(TRANSPORT_WIDE_CC) : 0));
    }

    private static Optional<SdpCodec> wanted(MediaDescription section) {
        return switch (section.kind()) {
            case AUDIO -> section.codec("opus");
            case VIDEO -> section.codec("VP8");
            case APPLICATION, OTHER -> Optional.empty();
        };
    }

    private static String opusParameters(OpusPreference opus) {
        return "minptime=10;useinbandfec=1"
                + (opus.dtx() ? ";usedtx=1" : "")
                + (opus.stereo() ? ";stereo=1;maxaveragebitrate=510000" : "");
    }
}
