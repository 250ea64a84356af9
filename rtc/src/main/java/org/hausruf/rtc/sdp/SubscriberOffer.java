package org.hausruf.rtc.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The sections of a subscriber's connection, as we offer them: data channels first, then one per track.
///
/// A section keeps its place and mid as long as the connection lives (RFC 8829 §5.2.2); when its track ends it turns
/// inactive, and once the client has agreed to that, the next track of its kind takes it: where a section goes from one
/// track to another without having been inactive, libwebrtc tells nobody of the new one (RFC 8829 §5.10). Confined to
/// its owner; knows nothing of when to offer.
public final class SubscriberOffer {
    private static final int TRANSPORT_WIDE_CC_ID = 3;

    private static final class Section {
        final MediaKind kind;
        final String mid;

        @Nullable
        SentTrack track;

        @Nullable
        SentTrack offered;

        /// What the client has here: the track of the last offer that it answered.
        @Nullable
        SentTrack agreed;

        Section(MediaKind kind, String mid) {
            this.kind = kind;
            this.mid = mid;
        }

        boolean free() {
            return track == null && offered == null && agreed == null;
        }
    }

    private final List<Section> sections = new ArrayList<>();
    private final Set<Long> ssrcs = new HashSet<>();
    private final RandomGenerator random;
    private long version;

    /// @param random draws SSRCs
    public SubscriberOffer(RandomGenerator random) {
        this.random = random;
        sections.add(new Section(MediaKind.APPLICATION, "0"));
    }

    /// Makes room for a track; the next offer carries it.
    public SentTrack add(SentCodec codec, String streamId, String trackId, String cname, boolean stereo) {
        Section section = free(codec.kind());
        long rtx = codec.numbers().rtxPayloadType() >= 0 ? ssrc() : -1;
        var track = new SentTrack(codec, section.mid, streamId, trackId, cname, stereo, ssrc(), rtx);
        section.track = track;
        return track;
    }

    public void remove(SentTrack track) {
        for (Section section : sections) if (track.equals(section.track)) section.track = null;
        ssrcs.remove(track.ssrc());
        ssrcs.remove(track.rtxSsrc());
    }

    /// Which track is where: LiveKit sends it along with each offer.
    public Map<String, String> midToTrackId() {
        var map = new HashMap<String, String>();
        for (Section section : sections) if (section.track != null) map.put(section.mid, section.track.trackId());
        return map;
    }

    public String write(LocalTransport local) {
        var writer = new SdpWriter(local, "actpass");
        for (Section section : sections) {
            section.offered = section.track;
            switch (section.kind) {
                case APPLICATION -> writer.dataChannels(section.mid, "UDP/DTLS/SCTP");
                case AUDIO -> audio(writer, section);
                case VIDEO -> video(writer, section);
                case OTHER -> throw new IllegalStateException("no such section is ever made");
            }
        }
        return writer.text(++version);
    }

    /// Compares an answer with the offer written last.
    ///
    /// @return the tracks of that offer which are still wanted; empty when the answer belongs to another offer
    public List<AnsweredTrack> answered(SessionDescription answer) {
        for (Section section : sections) section.agreed = section.offered;
        var tracks = new ArrayList<AnsweredTrack>();
        for (MediaDescription media : answer.media()) {
            for (Section section : sections) {
                if (section.track == null || !section.track.equals(section.offered)) continue;
                if (section.mid.equals(media.mid())) tracks.add(answered(section.track, media));
            }
        }
        return tracks;
    }

    private static AnsweredTrack answered(SentTrack track, MediaDescription media) {
        return new AnsweredTrack(
                track,
                takes(media, track.payloadType()) && media.receives() && !media.refused(),
                track.rtxSsrc() >= 0 && takes(media, track.rtxPayloadType()),
                track.redPayloadType() >= 0 && takes(media, track.redPayloadType()),
                media.extensionId(HeaderExtension.TRANSPORT_WIDE_CC));
    }

    private static boolean takes(MediaDescription media, int payloadType) {
        return media.codecs().stream().anyMatch(c -> c.payloadType() == payloadType);
    }

    private static void audio(SdpWriter writer, Section section) {
        SentTrack track = section.track;
        NegotiatedCodec codec = (track == null ? SentCodec.OPUS : track.codec()).numbers();
        String parameters = codec.codec().parameters() + (track != null && track.stereo() ? ";sprop-stereo=1" : "");
        media(writer, section, codec.withParameters(parameters));
        if (track != null) source(writer, track);
    }

    private static void video(SdpWriter writer, Section section) {
        SentTrack track = section.track;
        media(writer, section, (track == null ? SentCodec.VP8 : track.codec()).numbers());
        writer.extension(new HeaderExtension(TRANSPORT_WIDE_CC_ID, HeaderExtension.TRANSPORT_WIDE_CC));
        if (track != null) source(writer, track);
    }

    private static void media(SdpWriter writer, Section section, NegotiatedCodec codec) {
        String name = section.kind == MediaKind.AUDIO ? "audio" : "video";
        var feedback = Set.copyOf(codec.codec().feedback());
        writer.media(name, section.mid, direction(section.track), codec, feedback);
    }

    private static String direction(@Nullable SentTrack track) {
        return track == null ? "inactive" : "sendonly";
    }

    private static void source(SdpWriter writer, SentTrack track) {
        writer.source(track.streamId(), track.trackId(), track.cname(), track.ssrc(), track.rtxSsrc());
    }

    private Section free(MediaKind kind) {
        for (Section section : sections) if (section.kind == kind && section.free()) return section;
        var section = new Section(kind, Integer.toString(sections.size()));
        sections.add(section);
        return section;
    }

    private long ssrc() {
        long ssrc;
        do ssrc = random.nextLong(1, 1L << 32);
        while (!ssrcs.add(ssrc));
        return ssrc;
    }
}
