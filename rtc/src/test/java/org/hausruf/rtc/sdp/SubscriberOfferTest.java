package org.hausruf.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SubscriberOfferTest {
    private static final LocalTransport LOCAL = new LocalTransport("u", "p", "sha-256 AA", List.of());

    private final SubscriberOffer offer = new SubscriberOffer(new Random(1));

    @Test
    void dataChannelsAreThereFromTheBeginning() {
        assertThat(sections()).extracting(MediaDescription::mid).containsExactly("0");
        assertThat(sections().getFirst().kind()).isEqualTo(MediaKind.APPLICATION);
    }

    @Test
    void aTrackIsNamedAsLiveKitsClientsReadIt() {
        var video = offer.add(MediaKind.VIDEO, "PA_x|TR_y", "TR_y", "PA_x", false);

        String text = offer.write(LOCAL);
        assertThat(text.lines())
                .contains(
                        "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
                        "a=msid:PA_x|TR_y TR_y",
                        "a=ssrc-group:FID " + video.ssrc() + " " + video.rtxSsrc(),
                        "a=ssrc:" + video.ssrc() + " cname:PA_x",
                        "a=sendonly",
                        "a=setup:actpass");
        assertThat(offer.midToTrackId()).containsExactly(Map.entry("1", "TR_y"));
    }

    @Test
    void sectionsKeepTheirPlaceAndAreUsedAgain() {
        var first = offer.add(MediaKind.AUDIO, "PA_a|TR_1", "TR_1", "PA_a", false);
        offer.add(MediaKind.VIDEO, "PA_a|TR_2", "TR_2", "PA_a", false);
        offer.remove(first);
        assertThat(sections()).extracting(MediaDescription::sends).containsExactly(true, false, true);

        var third = offer.add(MediaKind.AUDIO, "PA_b|TR_3", "TR_3", "PA_b", false);

        assertThat(third.mid()).isEqualTo(first.mid());
        assertThat(third.ssrc()).isNotEqualTo(first.ssrc());
        assertThat(sections()).extracting(MediaDescription::mid).containsExactly("0", "1", "2");
    }

    @Test
    void theAnswerSaysWhatMayFlow() {
        var audio = offer.add(MediaKind.AUDIO, "PA_a|TR_1", "TR_1", "PA_a", false);
        var video = offer.add(MediaKind.VIDEO, "PA_a|TR_2", "TR_2", "PA_a", false);

        var tracks = offer.answered(answer(offer.write(LOCAL)));

        assertThat(tracks)
                .containsExactly(new AnsweredTrack(audio, true, false, 0), new AnsweredTrack(video, true, true, 3));
    }

    @Test
    void aRefusedSectionAndOneWithoutRtxAreSeen() {
        offer.add(MediaKind.AUDIO, "PA_a|TR_1", "TR_1", "PA_a", false);
        offer.add(MediaKind.VIDEO, "PA_a|TR_2", "TR_2", "PA_a", false);
        String offered = offer.write(LOCAL);

        var tracks = offer.answered(answer(offered.replace("m=audio 9", "m=audio 0")
                .replace("m=video 9 UDP/TLS/RTP/SAVPF 96 97", "m=video 9 UDP/TLS/RTP/SAVPF 96")));

        assertThat(tracks).extracting(AnsweredTrack::accepted).containsExactly(false, true);
        assertThat(tracks).extracting(AnsweredTrack::rtx).containsExactly(false, false);
    }

    @Test
    void whatCameAfterTheOfferWaitsForTheNext() {
        var first = offer.add(MediaKind.AUDIO, "PA_a|TR_1", "TR_1", "PA_a", false);
        var answer = answer(offer.write(LOCAL));
        offer.remove(first);
        offer.add(MediaKind.AUDIO, "PA_b|TR_2", "TR_2", "PA_b", false);

        assertThat(offer.answered(answer)).isEmpty();
    }

    /// What a browser says to `text` when it takes everything.
    private static SessionDescription answer(String text) {
        return (SessionDescription) SessionDescription.parse(text.replace("a=sendonly", "a=recvonly"));
    }

    private List<MediaDescription> sections() {
        return ((SessionDescription) SessionDescription.parse(offer.write(LOCAL))).media();
    }
}
