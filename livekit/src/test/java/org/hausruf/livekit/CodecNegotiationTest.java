package org.hausruf.livekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import livekit.LivekitModels.Codec;
import livekit.LivekitModels.Encryption;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitModels.TrackType;
import livekit.LivekitModels.VideoLayer;
import livekit.LivekitModels.VideoQuality;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SimulcastCodec;
import livekit.LivekitRtc.UpdateTrackSettings;
import org.hausruf.livekit.token.VideoGrant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodecNegotiationTest {
    private static final String SESSION = """
            v=0
            o=- 1 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=ice-ufrag:abcd
            a=ice-pwd:abcdefghijklmnopqrstuvwx
            a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF
            a=setup:actpass
            """;

    private static final String VIDEO = SESSION + """
            m=video 9 UDP/TLS/RTP/SAVPF 96 106
            a=mid:0
            a=sendonly
            a=msid:- cid
            a=rtpmap:96 VP8/90000
            a=rtpmap:106 H264/90000
            a=fmtp:106 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            a=ssrc:4711 cname:x
            """;

    private static final String AUDIO = SESSION + """
            m=audio 9 UDP/TLS/RTP/SAVPF 111 63
            a=mid:0
            a=sendonly
            a=msid:- cid
            a=rtpmap:111 opus/48000/2
            a=rtpmap:63 red/48000/2
            a=fmtp:63 111/111
            a=ssrc:4711 cname:x
            """;

    private final EngineServer server =
            EngineServer.start(EngineServer.settings().withLoops(1), 0);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatMayBePublishedIsSaidAtJoining() {
        try (var anna = connect("anna")) {
            assertThat(anna.await(MessageCase.JOIN).getJoin().getEnabledPublishCodecsList())
                    .extracting(Codec::getMime)
                    .containsExactly("video/VP8", "video/H264", "audio/opus", "audio/red");
        }
    }

    @Test
    void whoWishesForH264SendsItAndOthersAreOfferedIt() {
        try (var anna = connect("anna")) {
            assertThat(publish(anna, video("h264"), VIDEO).getMimeType()).isEqualTo("video/H264");
            assertThat(answer(anna))
                    .contains("m=video 9 UDP/TLS/RTP/SAVPF 106\r\n")
                    .doesNotContain("VP8");
            assertThat(offerToBert()).contains("a=rtpmap:108 H264/90000").doesNotContain("VP8");
        }
    }

    @Test
    void whoWishesForVp8OrForWhatWeDoNotTakeSendsVp8() {
        for (String wish : new String[] {"vp8", "vp9", "x".repeat(1_000)}) {
            try (var anna = connect("anna")) {
                assertThat(publish(anna, video(wish), VIDEO).getMimeType()).isEqualTo("video/VP8");
                assertThat(answer(anna)).contains("m=video 9 UDP/TLS/RTP/SAVPF 96\r\n");
            }
        }
    }

    @Test
    void anAnnouncementAfterTheOfferFindsTheCodecThatWasAnswered() {
        try (var anna = connect("anna")) {
            anna.send(TestOffers.offer(VIDEO, 1));
            assertThat(answer(anna)).contains("m=video 9 UDP/TLS/RTP/SAVPF 96\r\n");
            anna.send(SignalRequest.newBuilder().setAddTrack(video("h264")));
            anna.await(MessageCase.TRACK_PUBLISHED);

            anna.send(TestOffers.offer(VIDEO, 2));
            assertThat(answer(anna)).contains("m=video 9 UDP/TLS/RTP/SAVPF 96\r\n");
            assertThat(offerToBert()).contains("a=rtpmap:96 VP8/90000").doesNotContain("H264");
        }
    }

    @Test
    void redundantAudioIsTakenAndOffered() {
        try (var anna = connect("anna")) {
            publish(anna, audio(), AUDIO);

            assertThat(answer(anna)).contains("m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n");
            assertThat(offerToBert()).contains("m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n");
        }
    }

    @Test
    void redundantAudioIsNotTakenWhereItWasTurnedOffOrCouldNotBeTakenApart() {
        for (var request :
                new AddTrackRequest.Builder[] {audio().setDisableRed(true), audio().setEncryption(Encryption.Type.GCM)
                }) {
            try (var anna = connect("anna")) {
                publish(anna, request, AUDIO);

                assertThat(answer(anna)).contains("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n");
                assertThat(offerToBert()).contains("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n");
            }
        }
    }

    @Test
    void layersAreToldAsAnnouncedAndOnlyThoseAreWantedThatSomebodyGets() {
        try (var anna = connect("anna")) {
            anna.answerOffer();
            var request = video("vp8")
                    .setWidth(640)
                    .setHeight(360)
                    .addLayers(layer(VideoQuality.LOW, 320, 180))
                    .addLayers(layer(VideoQuality.MEDIUM, 640, 360));
            String simulcast = VIDEO.replace("a=ssrc:4711 cname:x", "a=simulcast:send q;h");
            TrackInfo published = publish(anna, request, simulcast);

            assertThat(published.getCodecs(0).getLayersList())
                    .extracting(VideoLayer::getQuality, VideoLayer::getHeight)
                    .containsExactly(tuple(VideoQuality.LOW, 180), tuple(VideoQuality.MEDIUM, 360));
            assertThat(answer(anna)).contains("a=rid:q recv", "a=rid:h recv", "a=simulcast:recv q;h");

            assertThat(wanted(anna)).containsExactly("vp8 LOW false", "vp8 MEDIUM false", "vp8 HIGH false");
            try (var bert = connect("bert")) {
                bert.answerOffer();
                assertThat(wanted(anna)).containsExactly("vp8 LOW true", "vp8 MEDIUM true", "vp8 HIGH true");
                bert.send(SignalRequest.newBuilder()
                        .setTrackSetting(UpdateTrackSettings.newBuilder()
                                .addTrackSids(published.getSid())
                                .setWidth(160)
                                .setHeight(90)));
                assertThat(wanted(anna)).containsExactly("vp8 LOW true", "vp8 MEDIUM false", "vp8 HIGH false");
            }
        }
    }

    private static List<String> wanted(SignalClient client) {
        var update = client.await(MessageCase.SUBSCRIBED_QUALITY_UPDATE).getSubscribedQualityUpdate();
        var codec = update.getSubscribedCodecs(0);
        return codec.getQualitiesList().stream()
                .map(q -> codec.getCodec() + " " + q.getQuality() + " " + q.getEnabled())
                .toList();
    }

    private static VideoLayer.Builder layer(VideoQuality quality, int width, int height) {
        return VideoLayer.newBuilder().setQuality(quality).setWidth(width).setHeight(height);
    }

    private SignalClient connect(String identity) {
        return SignalClient.connect(server, server.token(identity, VideoGrant.join("r")));
    }

    private static TrackInfo publish(SignalClient client, AddTrackRequest.Builder request, String sdp) {
        client.send(SignalRequest.newBuilder().setAddTrack(request));
        client.send(TestOffers.offer(sdp, 1));
        return client.await(MessageCase.TRACK_PUBLISHED).getTrackPublished().getTrack();
    }

    private static String answer(SignalClient client) {
        return client.await(MessageCase.ANSWER).getAnswer().getSdp();
    }

    /// What somebody is offered who comes now.
    private String offerToBert() {
        try (var bert = connect("bert")) {
            return bert.await(MessageCase.OFFER).getOffer().getSdp();
        }
    }

    private static AddTrackRequest.Builder audio() {
        return AddTrackRequest.newBuilder().setCid("cid").setType(TrackType.AUDIO);
    }

    private static AddTrackRequest.Builder video(String codec) {
        return AddTrackRequest.newBuilder()
                .setCid("cid")
                .setType(TrackType.VIDEO)
                .addSimulcastCodecs(SimulcastCodec.newBuilder().setCodec(codec).setCid("cid"));
    }
}
