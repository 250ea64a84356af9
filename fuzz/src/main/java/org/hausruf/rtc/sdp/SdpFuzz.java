package org.hausruf.rtc.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Random;
import org.hausruf.fuzz.Must;

/// A description from a client: as an offer, which is answered, and as an answer to an offer of ours. What we write
/// must be readable, hold nothing but what we mean, and not be much longer than what was read.
public final class SdpFuzz {
    private static final LocalTransport LOCAL = new LocalTransport(
            "ours", "ourpassword", "sha-256 AA:BB", List.of("1 1 udp 2130706431 192.0.2.1 7882 typ host"));
    /// What our transport and the fixed lines of a section take.
    private static final int SECTION_CHARS = 2_000;

    private SdpFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, UTF_8);
        for (String read : List.of(text, "v=0\n" + text)) {
            switch (SessionDescription.parse(read)) {
                case ParsedSdp.Malformed(String reason) ->
                    Must.hold(!reason.isEmpty() && reason.length() < 100, "a short reason");
                case SessionDescription description -> {
                    answered(description, read);
                    taken(description);
                }
            }
        }
    }

    private static void answered(SessionDescription offer, String text) {
        String answer = PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE);
        Must.hold(
                answer.length()
                        <= 2 * text.length()
                                + SECTION_CHARS * (1 + offer.media().size()),
                "bounded answer");
        for (int i = 0; i < answer.length(); i++) {
            char c = answer.charAt(i);
            Must.hold((c >= ' ' && c <= '~') || c == '\r' || c == '\n', "an answer of printable characters");
        }
        Must.hold(
                SessionDescription.parse(answer) instanceof SessionDescription read && sameSections(read, offer),
                "the answer has the offer's sections");
        for (OfferedTrack track : PublisherAnswer.tracks(offer)) {
            MediaDescription section = offer.section(track.mid()).orElseThrow();
            Must.hold(section.sends() && !section.refused(), "a track of a section that sends");
            Must.equal(
                    track.codec().codec().clockRate(), track.kind() == MediaKind.VIDEO ? 90_000 : 48_000, "clock rate");
        }
    }

    private static boolean sameSections(SessionDescription answer, SessionDescription offer) {
        if (answer.media().size() != offer.media().size()) return false;
        for (int i = 0; i < answer.media().size(); i++) {
            MediaDescription ours = answer.media().get(i);
            MediaDescription theirs = offer.media().get(i);
            if (!ours.mid().equals(theirs.mid()) || ours.kind() != theirs.kind()) return false;
            if (theirs.refused() && !ours.refused()) return false;
            boolean media = ours.kind() == MediaKind.AUDIO || ours.kind() == MediaKind.VIDEO;
            if (media && (ours.sends() || (ours.receives() && !theirs.sends()))) return false;
        }
        return true;
    }

    private static void taken(SessionDescription answer) {
        var offer = new SubscriberOffer(new Random(1));
        SentTrack audio = offer.add(SentCodec.OPUS, "PA_1", "TR_1", "cname", false);
        SentTrack video = offer.add(SentCodec.VP8, "PA_1", "TR_2", "cname", false);
        String before = offer.write(LOCAL);
        for (AnsweredTrack track : offer.answered(answer)) {
            Must.hold(track.track().equals(audio) || track.track().equals(video), "a track that was offered");
            Must.hold(!track.accepted() || answer.section(track.track().mid()).isPresent(), "accepted in a section");
        }
        String after = offer.write(LOCAL);
        Must.equal(after.replace("o=- 1 2 ", "o=- 1 1 "), before, "an answer changes no offer");
    }
}
