package org.hausruf.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.SubscriptionError;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.PublishDataTrackRequest;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import org.hausruf.livekit.token.TokenVerifier;
import org.hausruf.livekit.token.Verification.Accepted;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.sfu.room.TrackSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What a client asks of its room over a WebSocket, and what it is told.
class SignallingTest extends SignallingFixture {
    @Test
    void theFirstMessageTellsWhoIsThere(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = connect(test, "bert")) {
            SignalResponse first = bert.next();

            JoinResponse join = first.getJoin();
            assertThat(join.getRoom().getName()).isEqualTo(room(test));
            assertThat(join.getParticipant().getIdentity()).isEqualTo("bert");
            assertThat(join.getOtherParticipantsList())
                    .extracting(ParticipantInfo::getIdentity)
                    .containsExactly("anna");
            assertThat(join.getSubscriberPrimary()).isTrue();
            assertThat(join.getPingTimeout()).isEqualTo(15);
            assertThat(join.getEnabledPublishCodecs(0).getMime()).isEqualTo("video/VP8");
            var update = anna.await(MessageCase.UPDATE).getUpdate();
            assertThat(update.getParticipants(0).getIdentity()).isIn("anna", "bert");
        }
    }

    @Test
    void aFreshTokenComesAtOnce(TestInfo test) {
        try (var anna = join(test, "anna")) {
            String token = anna.await(MessageCase.REFRESH_TOKEN).getRefreshToken();

            var verified = new TokenVerifier(EngineServer.KEY, EngineServer.SECRET).verify(token, now());
            assertThat(verified).isInstanceOf(Accepted.class);
            assertThat(((Accepted) verified).grants().identity()).isEqualTo("anna");
        }
    }

    @Test
    void theSubscriberConnectionIsOfferedWithoutBeingAskedFor(TestInfo test) {
        try (var anna = join(test, "anna")) {
            var offer = anna.await(MessageCase.OFFER).getOffer();

            assertThat(offer.getId()).isPositive();
            assertThat(offer.getSdp())
                    .contains("m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "a=ice-lite", "a=setup:actpass")
                    .contains("a=candidate:1 1 udp ");
        }
    }

    @Test
    void pingsAreAnswered(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.send(SignalRequest.newBuilder().setPing(1));
            anna.send(SignalRequest.newBuilder().setPingReq(Ping.newBuilder().setTimestamp(77)));

            assertThat(anna.await(MessageCase.PONG).getPong()).isPositive();
            assertThat(anna.await(MessageCase.PONG_RESP).getPongResp().getLastPingTimestamp())
                    .isEqualTo(77);
        }
    }

    @Test
    void whoSpeaksJsonIsAnsweredInJson(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.sendText("{\"pingReq\":{\"timestamp\":\"5\"},\"unknown\":1}");

            assertThat(anna.await(MessageCase.PONG_RESP).getPongResp().getLastPingTimestamp())
                    .isEqualTo(5);
        }
    }

    @Test
    void aTrackIsAnnouncedToOthersBeforeItsOffer(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = join(test, "bert")) {
            bert.send(TestOffers.addMicrophone("cid"));
            var published = bert.await(MessageCase.TRACK_PUBLISHED).getTrackPublished();
            bert.send(TestOffers.offer(TestOffers.microphone("cid"), 4));

            var answer = bert.await(MessageCase.ANSWER).getAnswer();
            assertThat(answer.getId()).isEqualTo(4);
            assertThat(answer.getSdp())
                    .contains("a=setup:passive", "a=recvonly", "usedtx=1")
                    .doesNotContain("red/48000");
            assertThat(published.getCid()).isEqualTo("cid");
            assertThat(published.getTrack().getSid()).startsWith("TR_AM");
            assertThat(published.getTrack().getCodecs(0).getMimeType()).isEqualTo("audio/opus");
            assertThat(trackOf(anna, "bert").getSid())
                    .isEqualTo(published.getTrack().getSid());
        }
    }

    @Test
    void theOfferMayComeBeforeTheAnnouncement(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = join(test, "bert")) {
            bert.send(TestOffers.offer(TestOffers.microphone("changed-by-the-browser"), 1));
            bert.await(MessageCase.ANSWER);
            bert.send(TestOffers.addMicrophone("cid"));

            bert.await(MessageCase.TRACK_PUBLISHED);
            assertThat(trackOf(anna, "bert").getMid()).isEqualTo("0");
        }
    }

    @Test
    void anIdThatABrowserChangedTakesNoOthersPlace(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = join(test, "bert")) {
            bert.send(TestOffers.addMicrophone("first"));
            bert.send(TestOffers.addMicrophone("second"));
            bert.send(TestOffers.offer(TestOffers.audio("changed", "first"), 1));

            ParticipantInfo seen;
            do seen = anna.awaitUpdate("bert");
            while (seen.getTracksCount() < 2);
            assertThat(seen.getTracksList())
                    .extracting(t -> t.getCodecs(0).getCid() + " " + t.getMid() + " "
                            + t.getCodecs(0).getSdpCid())
                    .containsExactlyInAnyOrder("first 1 first", "second 0 changed");
        }
    }

    @Test
    void aTrackThatIsNoLongerOfferedIsUnpublished(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = join(test, "bert")) {
            bert.publish();
            versionWithTrack(anna, "bert");
            bert.send(TestOffers.offer(TestOffers.microphone("cid").replace("a=sendonly", "a=inactive"), 2));

            assertThat(anna.awaitUpdate("bert").getTracksCount()).isZero();
        }
    }

    @Test
    void mutingIsToldToOthers(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = join(test, "bert")) {
            String sid = bert.publish();
            int before = versionWithTrack(anna, "bert");
            bert.send(SignalRequest.newBuilder()
                    .setMute(MuteTrackRequest.newBuilder().setSid(sid).setMuted(true)));

            var after = anna.awaitUpdate("bert");
            assertThat(after.getTracks(0).getMuted()).isTrue();
            assertThat(after.getVersion()).isGreaterThan(before);
        }
    }

    @Test
    void mutedFromAfarThePublisherIsTold(TestInfo test) {
        try (var bert = join(test, "bert")) {
            String sid = bert.publish();

            assertThat(server.engine().muteTrack(room(test), "bert", sid, true)).isTrue();
            assertThat(bert.await(MessageCase.MUTE).getMute().getMuted()).isTrue();
            assertThat(server.engine().muteTrack(room(test), "bert", sid, false))
                    .isFalse();
            assertThat(server.engine().muteTrack(room(test), "bert", "TR_nobody", true))
                    .isFalse();
            assertThat(server.engine()
                            .participants(room(test))
                            .getFirst()
                            .tracks()
                            .getFirst()
                            .muted())
                    .isTrue();
        }
    }

    @Test
    void aTrackThatNobodyHasCannotBeMuted(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.send(SignalRequest.newBuilder()
                    .setMute(MuteTrackRequest.newBuilder().setSid("TR_nobody")));

            var response = anna.await(MessageCase.REQUEST_RESPONSE).getRequestResponse();
            assertThat(response.getReason()).isEqualTo(RequestResponse.Reason.NOT_FOUND);
            assertThat(response.getMute().getSid()).isEqualTo("TR_nobody");
        }
    }

    @Test
    void aTrackThatNobodyHasCannotBeSubscribed(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.send(SignalRequest.newBuilder()
                    .setSubscription(
                            UpdateSubscription.newBuilder().setSubscribe(true).addTrackSids("TR_nobody")));

            assertThat(anna.await(MessageCase.SUBSCRIPTION_RESPONSE)
                            .getSubscriptionResponse()
                            .getErr())
                    .isEqualTo(SubscriptionError.SE_TRACK_NOTFOUND);
        }
    }

    @Test
    void aSourceThatTheTokenDoesNotNameIsRefused(TestInfo test) {
        var grant = VideoGrant.builder(room(test))
                .roomJoin(true)
                .publishSources(Set.of(TrackSource.CAMERA))
                .build();
        try (var anna = SignalClient.connect(server, server.token("anna", grant))) {
            anna.send(TestOffers.addMicrophone("cid"));

            var response = anna.await(MessageCase.REQUEST_RESPONSE).getRequestResponse();
            assertThat(response.getReason()).isEqualTo(RequestResponse.Reason.NOT_ALLOWED);
            assertThat(response.getAddTrack().getCid()).isEqualTo("cid");
        }
    }

    @Test
    void dataTracksAndSecondCodecsAreRefusedWithTheirRequest(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.send(SignalRequest.newBuilder()
                    .setPublishDataTrackRequest(
                            PublishDataTrackRequest.newBuilder().setPubHandle(3)));
            var data = anna.await(MessageCase.REQUEST_RESPONSE).getRequestResponse();
            assertThat(data.getReason()).isEqualTo(RequestResponse.Reason.NOT_ALLOWED);
            assertThat(data.getPublishDataTrack().getPubHandle()).isEqualTo(3);

            var second = TestOffers.addMicrophone("cid").build().toBuilder();
            second.getAddTrackBuilder().setSid("TR_x");
            anna.send(second);
            assertThat(anna.await(MessageCase.REQUEST_RESPONSE)
                            .getRequestResponse()
                            .getReason())
                    .isEqualTo(RequestResponse.Reason.UNSUPPORTED_TYPE);
        }
    }

    @Test
    void anAnnouncementOfTheSameTrackWaitsForTheFirstToEnd(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.publish();
            anna.send(TestOffers.addMicrophone("cid"));
            assertThat(anna.await(MessageCase.REQUEST_RESPONSE)
                            .getRequestResponse()
                            .getReason())
                    .isEqualTo(RequestResponse.Reason.QUEUED);

            anna.send(TestOffers.offer(TestOffers.microphone("cid").replace("a=sendonly", "a=inactive"), 2));

            assertThat(anna.await(MessageCase.TRACK_PUBLISHED)
                            .getTrackPublished()
                            .getCid())
                    .isEqualTo("cid");
        }
    }

    @Test
    void ownMetadataIsChangedAndAnswered(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = join(test, "bert")) {
            bert.send(SignalRequest.newBuilder()
                    .setUpdateMetadata(UpdateParticipantMetadata.newBuilder()
                            .setRequestId(9)
                            .setMetadata("m")
                            .putAttributes("hand", "up")));

            var response = bert.await(MessageCase.REQUEST_RESPONSE).getRequestResponse();
            assertThat(response.getRequestId()).isEqualTo(9);
            assertThat(response.getReason()).isEqualTo(RequestResponse.Reason.OK);
            ParticipantInfo seen;
            do seen = anna.awaitUpdate("bert");
            while (seen.getMetadata().isEmpty());
            assertThat(seen.getAttributesMap()).containsEntry("hand", "up");
        }
    }

    @Test
    void metadataNeedsTheRightAndHasABound(TestInfo test) {
        var grant = VideoGrant.builder(room(test)).roomJoin(true).build();
        try (var anna = join(test, "anna");
                var bert = SignalClient.connect(server, server.token("bert", grant))) {
            bert.send(SignalRequest.newBuilder()
                    .setUpdateMetadata(UpdateParticipantMetadata.newBuilder().setMetadata("m")));
            anna.send(SignalRequest.newBuilder()
                    .setUpdateMetadata(UpdateParticipantMetadata.newBuilder().setMetadata("m".repeat(512 * 1024 + 1))));

            assertThat(bert.await(MessageCase.REQUEST_RESPONSE)
                            .getRequestResponse()
                            .getReason())
                    .isEqualTo(RequestResponse.Reason.NOT_ALLOWED);
            assertThat(anna.await(MessageCase.REQUEST_RESPONSE)
                            .getRequestResponse()
                            .getReason())
                    .isEqualTo(RequestResponse.Reason.LIMIT_EXCEEDED);
        }
    }

    private static TrackInfo trackOf(SignalClient viewer, String identity) {
        ParticipantInfo seen;
        do seen = viewer.awaitUpdate(identity);
        while (seen.getTracksCount() == 0);
        return seen.getTracks(0);
    }

    private static int versionWithTrack(SignalClient viewer, String identity) {
        ParticipantInfo seen;
        do seen = viewer.awaitUpdate(identity);
        while (seen.getTracksCount() == 0);
        return seen.getVersion();
    }

    private static Instant now() {
        return Instant.now();
    }
}
