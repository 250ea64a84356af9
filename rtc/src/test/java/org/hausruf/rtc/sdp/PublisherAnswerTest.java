package org.hausruf.rtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublisherAnswerTest {
    private static final LocalTransport LOCAL = new LocalTransport(
            "ours", "ourpassword", "sha-256 AA:BB", List.of("1 1 udp 2130706431 192.0.2.1 7882 typ host"));

    @Test
    void audioAndVideoAreTakenWithTheClientsNumbers() {
        var offer = read(Offers.TRANSPORT, Offers.AUDIO, Offers.VIDEO, Offers.DATA);

        assertThat(PublisherAnswer.tracks(offer))
                .containsExactly(
                        new OfferedTrack(
                                MediaKind.AUDIO, "0", "mic-cid", codec(offer, "0", 111), -1, 1111, -1, "", 4, 0, 1, 0),
                        new OfferedTrack(
                                MediaKind.VIDEO,
                                "1",
                                "cam-cid",
                                codec(offer, "1", 96),
                                97,
                                2222,
                                2223,
                                "",
                                4,
                                10,
                                0,
                                3));
    }

    @Test
    void theAnswerListsWhatWeTakeAndNothingElse() {
        var offer = read(Offers.TRANSPORT, Offers.AUDIO, Offers.VIDEO, Offers.DATA);

        String answer = PublisherAnswer.write(offer, LOCAL, 3, mid -> new OpusPreference(true, true));

        assertThat(answer.lines())
                .contains(
                        "o=- 1 3 IN IP4 0.0.0.0",
                        "a=group:BUNDLE 0 1 2",
                        "m=audio 9 UDP/TLS/RTP/SAVPF 111",
                        "a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;stereo=1;maxaveragebitrate=510000",
                        "m=video 9 UDP/TLS/RTP/SAVPF 96 97",
                        "a=rtcp-fb:96 transport-cc",
                        "a=rtcp-fb:96 nack pli",
                        "a=extmap:3 " + HeaderExtension.TRANSPORT_WIDE_CC,
                        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
                        "a=setup:passive",
                        "a=recvonly")
                .doesNotContain("a=rtcp-fb:96 goog-remb", "a=sendonly", "a=sendrecv")
                .noneMatch(l -> l.contains("red/") || l.contains("H264") || l.contains("video-orientation"));
        assertThat(answer.lines().filter(l -> l.startsWith("a=candidate:"))).hasSize(1);
    }

    @Test
    void theAnswerHasTheOffersSectionsInItsOrder() {
        var offer = read(Offers.TRANSPORT, Offers.DATA, Offers.H264_ONLY, Offers.VIDEO, Offers.AUDIO);

        var answer = (SessionDescription)
                SessionDescription.parse(PublisherAnswer.write(offer, LOCAL, 1, mid -> OpusPreference.SPEECH));

        assertThat(answer.media()).extracting(MediaDescription::mid).containsExactly("2", "h264", "1", "0");
        assertThat(answer.media()).extracting(MediaDescription::refused).containsExactly(false, true, false, false);
    }

    @Test
    void ofSeveralLayersTheHighestIsAskedFor() {
        var offer = read(Offers.TRANSPORT, Offers.SIMULCAST);

        assertThat(PublisherAnswer.tracks(offer).getFirst().rid()).isEqualTo("f");
        assertThat(PublisherAnswer.tracks(offer).getFirst().ssrc()).isEqualTo(-1);
        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> OpusPreference.SPEECH)
                        .lines())
                .contains("a=rid:f recv", "a=simulcast:recv f")
                .doesNotContain("a=rid:q recv");
    }

    @Test
    void sectionsThatDoNotSendCarryNoTrack() {
        var offer = read(Offers.TRANSPORT, Offers.AUDIO.replace("a=sendonly", "a=inactive"));

        assertThat(PublisherAnswer.tracks(offer)).isEmpty();
        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> OpusPreference.SPEECH)
                        .lines())
                .contains("a=inactive");
    }

    private static SdpCodec codec(SessionDescription offer, String mid, int payloadType) {
        return offer.section(mid).orElseThrow().codecs().stream()
                .filter(c -> c.payloadType() == payloadType)
                .findFirst()
                .orElseThrow();
    }

    private static SessionDescription read(String... parts) {
        return (SessionDescription) SessionDescription.parse(String.join("", parts));
    }
}
