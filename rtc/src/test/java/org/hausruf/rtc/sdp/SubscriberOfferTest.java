package org.hausruf.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
        var video = offer.add(SentCodec.VP8, "PA_x|TR_y", "TR_y", "PA_x", false);

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
        var first = offer.add(SentCodec.OPUS, "PA_a|TR_1", "TR_1", "PA_a", false);
        offer.add(SentCodec.VP8, "PA_a|TR_2", "TR_2", "PA_a", false);
        agree();
        offer.remove(first);
        assertThat(agree()).extracting(MediaDescription::sends).containsExactly(true, false, true);

        var third = offer.add(SentCodec.OPUS, "PA_b|TR_3", "TR_3", "PA_b", false);

        assertThat(third.mid()).isEqualTo(first.mid());
        assertThat(third.ssrc()).isNotEqualTo(first.ssrc());
        assertThat(sections()).extracting(MediaDescription::mid).containsExactly("0", "1", "2");
    }

    @Test
    void aTrackThatReplacesAnotherAtOnceIsNotTakenForTheOldOne() {
        var first = offer.add(SentCodec.OPUS, "PA_a|TR_1", "TR_1", "PA_a", false);
        var answer = answer(offer.write(LOCAL));
        offer.remove(first);
        var unseen = offer.add(SentCodec.OPUS, "PA_a|TR_2", "TR_2", "PA_a", false);
        offer.answered(answer);
        offer.remove(unseen);
        var second = offer.add(SentCodec.OPUS, "PA_a|TR_3", "TR_3", "PA_a", false);

        assertThat(second.mid()).isEqualTo(unseen.mid()).isNotEqualTo(first.mid());
        assertThat(agree()).extracting(MediaDescription::sends).containsExactly(true, false, true);
        offer.remove(second);
        assertThat(offer.add(SentCodec.OPUS, "PA_a|TR_4", "TR_4", "PA_a", false).mid())
                .isEqualTo(first.mid());
    }

    @Test
    void theAnswerSaysWhatMayFlow() {
        var audio = offer.add(SentCodec.OPUS, "PA_a|TR_1", "TR_1", "PA_a", false);
        var video = offer.add(SentCodec.VP8, "PA_a|TR_2", "TR_2", "PA_a", false);

        var tracks = offer.answered(answer(offer.write(LOCAL)));

        assertThat(tracks)
                .containsExactly(
                        new AnsweredTrack(audio, true, false, false, 0),
                        new AnsweredTrack(video, true, true, false, 3));
    }

    @Test
    void aRefusedSectionAndOneWithoutRtxAreSeen() {
        offer.add(SentCodec.OPUS, "PA_a|TR_1", "TR_1", "PA_a", false);
        offer.add(SentCodec.VP8, "PA_a|TR_2", "TR_2", "PA_a", false);
        String offered = offer.write(LOCAL);

        var tracks = offer.answered(answer(offered.replace("m=audio 9", "m=audio 0")
                .replace("m=video 9 UDP/TLS/RTP/SAVPF 96 97", "m=video 9 UDP/TLS/RTP/SAVPF 96")));

        assertThat(tracks).extracting(AnsweredTrack::accepted).containsExactly(false, true);
        assertThat(tracks).extracting(AnsweredTrack::rtx).containsExactly(false, false);
    }

    @Test
    void redundantAudioIsAgreedWithEachClient() {
        offer.add(SentCodec.RED, "PA_a|TR_1", "TR_1", "PA_a", false);
        String offered = offer.write(LOCAL);
        String plain = offered.replace("SAVPF 63 111", "SAVPF 111").replaceAll("a=(rtpmap|fmtp):63 .*\r\n", "");

        assertThat(offered.lines()).contains("m=audio 9 UDP/TLS/RTP/SAVPF 63 111", "a=fmtp:63 111/111");
        assertThat(offer.answered(answer(offered)))
                .extracting(AnsweredTrack::accepted, AnsweredTrack::red)
                .containsExactly(tuple(true, true));
        assertThat(offer.answered(answer(plain)))
                .extracting(AnsweredTrack::accepted, AnsweredTrack::red)
                .containsExactly(tuple(true, false));
    }

    @Test
    void h264IsOfferedAsEveryClientDecodesIt() {
        offer.add(SentCodec.H264, "PA_a|TR_1", "TR_1", "PA_a", false);
        String offered = offer.write(LOCAL);

        assertThat(offered.lines())
                .contains(
                        "m=video 9 UDP/TLS/RTP/SAVPF 108 109",
                        "a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
                        "a=fmtp:109 apt=108");
        assertThat(offer.answered(answer(offered)))
                .extracting(AnsweredTrack::accepted, AnsweredTrack::rtx)
                .containsExactly(tuple(true, true));
        assertThat(offer.answered(answer(offered.replace("SAVPF 108 109", "SAVPF 96"))))
                .extracting(AnsweredTrack::accepted)
                .containsExactly(false);
    }

    @Test
    void whatCameAfterTheOfferWaitsForTheNext() {
        var first = offer.add(SentCodec.OPUS, "PA_a|TR_1", "TR_1", "PA_a", false);
        var answer = answer(offer.write(LOCAL));
        offer.remove(first);
        offer.add(SentCodec.OPUS, "PA_b|TR_2", "TR_2", "PA_b", false);

        assertThat(offer.answered(answer)).isEmpty();
    }

    /// What a browser says to `text` when it takes everything.
    private static SessionDescription answer(String text) {
        return (SessionDescription) SessionDescription.parse(text.replace("a=sendonly", "a=recvonly"));
    }

    private List<MediaDescription> agree() {
        String text = offer.write(LOCAL);
        offer.answered(answer(text));
        return ((SessionDescription) SessionDescription.parse(text)).media();
    }

    private List<MediaDescription> sections() {
        return ((SessionDescription) SessionDescription.parse(offer.write(LOCAL))).media();
    }
}
