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

        var opus = new NegotiatedCodec(codec(offer, "0", 111), -1, 63);
        var vp8 = new NegotiatedCodec(codec(offer, "1", 96), 97, -1);
        assertThat(PublisherAnswer.tracks(offer))
                .containsExactly(
                        new OfferedTrack(
                                MediaKind.AUDIO,
                                "0",
                                "mic-cid",
                                List.of(opus),
                                List.of(new OfferedLayer("", 1111, -1)),
                                4,
                                0,
                                0,
                                1,
                                0),
                        new OfferedTrack(
                                MediaKind.VIDEO,
                                "1",
                                "cam-cid",
                                List.of(vp8),
                                List.of(new OfferedLayer("", 2222, 2223)),
                                4,
                                10,
                                11,
                                0,
                                3));
    }

    @Test
    void theAnswerListsWhatWeTakeAndNothingElse() {
        var offer = read(Offers.TRANSPORT, Offers.AUDIO, Offers.VIDEO, Offers.DATA);

        String answer = PublisherAnswer.write(offer, LOCAL, 3, mid -> new TrackPreference(true, true, false, ""));

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
    void anAuthorThatWaitsGetsAnAnswerThatBegins() {
        var offer = read(Offers.TRANSPORT + "a=setup:passive\r\n", Offers.DATA);

        String answer = PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE);

        assertThat(answer.lines()).contains("a=setup:active").doesNotContain("a=setup:passive");
    }

    @Test
    void theAnswerHasTheOffersSectionsInItsOrder() {
        var offer = read(Offers.TRANSPORT, Offers.DATA, Offers.H264_ONLY, Offers.VIDEO, Offers.AUDIO);

        var answer = (SessionDescription)
                SessionDescription.parse(PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE));

        assertThat(answer.media()).extracting(MediaDescription::mid).containsExactly("2", "h264", "1", "0");
        assertThat(answer.media()).extracting(MediaDescription::refused).containsExactly(false, true, false, false);
    }

    @Test
    void redundantAudioComesFirstWhereThePublisherWantsIt() {
        var offer = read(Offers.TRANSPORT, Offers.AUDIO);
        var red = new TrackPreference(true, false, true, "");

        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> red).lines())
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 63 111", "a=rtpmap:63 red/48000/2", "a=fmtp:63 111/111");
        assertThat(PublisherAnswer.tracks(offer).getFirst().preferring(red).codec())
                .isEqualTo(new NegotiatedCodec(codec(offer, "0", 111), -1, 63));
        assertThat(PublisherAnswer.tracks(offer)
                        .getFirst()
                        .preferring(TrackPreference.NONE)
                        .codec()
                        .redPayloadType())
                .isEqualTo(-1);
    }

    @Test
    void h264IsTakenAsConstrainedBaselineInPacketizationModeOne() {
        var offer = read(Offers.TRANSPORT, Offers.H264_FIRST);

        assertThat(PublisherAnswer.tracks(offer).getFirst().codecs())
                .extracting(c -> c.codec().payloadType() + " " + c.rtxPayloadType())
                .containsExactly("106 107", "96 97");
        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE)
                        .lines())
                .contains(
                        "m=video 9 UDP/TLS/RTP/SAVPF 106 107",
                        "a=rtpmap:106 H264/90000",
                        "a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
                        "a=rtcp-fb:106 nack pli",
                        "a=fmtp:107 apt=106");
    }

    @Test
    void thePublishersWishGoesBeforeTheOrderOfItsOffer() {
        var offer = read(Offers.TRANSPORT, Offers.H264_FIRST);
        var vp8 = new TrackPreference(true, false, true, "vp8");

        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> vp8).lines())
                .contains("m=video 9 UDP/TLS/RTP/SAVPF 96 97")
                .noneMatch(line -> line.contains("H264"));
        assertThat(PublisherAnswer.tracks(offer).getFirst().preferring(vp8).codecs())
                .extracting(c -> c.codec().payloadType())
                .containsExactly(96);
    }

    @Test
    void h264InOtherProfilesAndModesIsRefused() {
        for (String parameters : List.of(
                "packetization-mode=0;profile-level-id=42e01f",
                "packetization-mode=1;profile-level-id=640032",
                "packetization-mode=1;profile-level-id=42e0",
                "packetization-mode=11;profile-level-id=42e01f",
                "profile-level-id=42e01f",
                "packetization-mode=1")) {
            var offer = read(Offers.TRANSPORT, Offers.H264_ONLY + "a=fmtp:103 " + parameters + "\n");

            assertThat(PublisherAnswer.tracks(offer)).as(parameters).isEmpty();
        }
    }

    @Test
    void allLayersOfASimulcastOfferAreAskedFor() {
        var offer = read(Offers.TRANSPORT, Offers.SIMULCAST);

        assertThat(PublisherAnswer.tracks(offer).getFirst().layers())
                .containsExactly(
                        new OfferedLayer("q", -1, -1), new OfferedLayer("h", -1, -1), new OfferedLayer("f", -1, -1));
        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE)
                        .lines())
                .contains("a=rid:q recv", "a=rid:h recv", "a=rid:f recv", "a=simulcast:recv q;h;f");
    }

    @Test
    void theLowestThreeOfManyLayersAreAskedFor() {
        var offer = read(Offers.TRANSPORT, Offers.VIDEO + "a=simulcast:send 1;2,2b;~3;4\n");

        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE)
                        .lines())
                .contains("a=simulcast:recv 1;2;3")
                .noneMatch(line -> line.startsWith("a=rid:4"));
    }

    @Test
    void layersMayBeNamedByTheirSsrcs() {
        var offer = read(
                Offers.TRANSPORT,
                Offers.VIDEO.replace(
                        "a=ssrc-group:FID 2222 2223",
                        "a=ssrc-group:FID 11 21\na=ssrc-group:FID 12 22\na=ssrc-group:SIM 11 12 13"));

        assertThat(PublisherAnswer.tracks(offer).getFirst().layers())
                .containsExactly(
                        new OfferedLayer("", 11, 21), new OfferedLayer("", 12, 22), new OfferedLayer("", 13, -1));
        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE))
                .doesNotContain("a=simulcast");
    }

    @Test
    void layersThatCannotBeToldApartAreRefused() {
        for (String twice : List.of("a=simulcast:send q;q", "a=ssrc-group:SIM 1 2 1")) {
            assertThat(SessionDescription.parse(Offers.TRANSPORT + Offers.VIDEO + twice + "\n"))
                    .as(twice)
                    .isInstanceOf(ParsedSdp.Malformed.class);
        }
    }

    @Test
    void sectionsThatDoNotSendCarryNoTrack() {
        var offer = read(Offers.TRANSPORT, Offers.AUDIO.replace("a=sendonly", "a=inactive"));

        assertThat(PublisherAnswer.tracks(offer)).isEmpty();
        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE)
                        .lines())
                .contains("a=inactive");
    }

    @Test
    void codecsWithAClockThatTheyCannotHaveAreNotTaken() {
        var offer = read(
                Offers.TRANSPORT,
                Offers.AUDIO.replace("opus/48000", "opus/0"),
                Offers.VIDEO.replace("VP8/90000", "VP8/1"));

        assertThat(PublisherAnswer.tracks(offer)).isEmpty();
        assertThat(PublisherAnswer.write(offer, LOCAL, 1, mid -> TrackPreference.NONE)
                        .lines())
                .contains("m=audio 0 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126");
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
