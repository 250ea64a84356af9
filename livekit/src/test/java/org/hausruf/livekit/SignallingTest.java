package org.hausruf.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.SubscriptionError;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.PublishDataTrackRequest;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import org.hausruf.livekit.token.TokenVerifier;
import org.hausruf.livekit.token.Verification.Accepted;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.sfu.room.TrackSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignallingTest {
    private static EngineServer server;

    @BeforeAll
    static void start() {
        server = EngineServer.start(EngineServer.settings().withLoops(1), 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

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
            do seen = awaitUpdate(anna, "bert");
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
            publish(bert);
            versionWithTrack(anna, "bert");
            bert.send(TestOffers.offer(TestOffers.microphone("cid").replace("a=sendonly", "a=inactive"), 2));

            assertThat(awaitUpdate(anna, "bert").getTracksCount()).isZero();
        }
    }

    @Test
    void mutingIsToldToOthers(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = join(test, "bert")) {
            String sid = publish(bert);
            int before = versionWithTrack(anna, "bert");
            bert.send(SignalRequest.newBuilder()
                    .setMute(MuteTrackRequest.newBuilder().setSid(sid).setMuted(true)));

            var after = awaitUpdate(anna, "bert");
            assertThat(after.getTracks(0).getMuted()).isTrue();
            assertThat(after.getVersion()).isGreaterThan(before);
        }
    }

    @Test
    void mutedFromAfarThePublisherIsTold(TestInfo test) {
        try (var bert = join(test, "bert")) {
            String sid = publish(bert);

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
        var grant = new VideoGrant(
                room(test), true, false, false, true, true, true, false, false, Set.of(TrackSource.CAMERA));
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
            publish(anna);
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
    void aTrackNameHasABound(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.send(TestOffers.addMicrophone("c".repeat(257)));

            assertThat(anna.await(MessageCase.REQUEST_RESPONSE)
                            .getRequestResponse()
                            .getReason())
                    .isEqualTo(RequestResponse.Reason.LIMIT_EXCEEDED);
        }
    }

    @Test
    void tooManyAnnouncementsAreRefused(TestInfo test) {
        try (var anna = join(test, "anna")) {
            for (int i = 0; i <= 20; i++) anna.send(TestOffers.addMicrophone("cid" + i));

            assertThat(anna.await(MessageCase.REQUEST_RESPONSE)
                            .getRequestResponse()
                            .getReason())
                    .isEqualTo(RequestResponse.Reason.LIMIT_EXCEEDED);
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
            do seen = awaitUpdate(anna, "bert");
            while (seen.getMetadata().isEmpty());
            assertThat(seen.getAttributesMap()).containsEntry("hand", "up");
        }
    }

    @Test
    void metadataNeedsTheRightAndHasABound(TestInfo test) {
        var grant = new VideoGrant(room(test), true, false, false, true, true, true, false, false, Set.of());
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

    @Test
    void whoLeavesIsGoneForOthersAndItsWebSocketClosed(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = join(test, "bert")) {
            bert.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));

            assertThat(bert.awaitClose()).isEqualTo(1_000);
            ParticipantInfo seen;
            do seen = awaitUpdate(anna, "bert");
            while (seen.getState() != ParticipantInfo.State.DISCONNECTED);
            assertThat(seen.getDisconnectReason()).isEqualTo(DisconnectReason.CLIENT_INITIATED);
        }
    }

    @Test
    void aWebSocketLostBeforeMediaEverCameIsALeave(TestInfo test) {
        try (var anna = join(test, "anna")) {
            join(test, "bert").close();

            ParticipantInfo seen;
            do seen = awaitUpdate(anna, "bert");
            while (seen.getState() != ParticipantInfo.State.DISCONNECTED);
            assertThat(seen.getDisconnectReason()).isEqualTo(DisconnectReason.SIGNAL_CLOSE);
        }
    }

    @Test
    void theSameIdentityPushesTheOlderOneOut(TestInfo test) {
        try (var older = join(test, "anna");
                var newer = connect(test, "anna")) {
            var leave = older.await(MessageCase.LEAVE).getLeave();

            assertThat(leave.getReason()).isEqualTo(DisconnectReason.DUPLICATE_IDENTITY);
            assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.DISCONNECT);
            assertThat(newer.next().getJoin().getOtherParticipantsList()).isEmpty();
        }
    }

    @Test
    void hiddenParticipantsAreSeenByNobodyButThemselves(TestInfo test) {
        var grant = new VideoGrant(room(test), true, false, false, false, true, false, false, true, Set.of());
        try (var spy = SignalClient.connect(server, server.token("spy", grant))) {
            spy.await(MessageCase.JOIN);
            try (var anna = connect(test, "anna")) {
                JoinResponse join = anna.next().getJoin();

                assertThat(join.getOtherParticipantsList()).isEmpty();
                assertThat(join.getRoom().getNumParticipants()).isEqualTo(1);
                assertThat(server.engine().participants(room(test))).hasSize(2);
            }
        }
    }

    @Test
    void aNewWebSocketTakesTheParticipantOver(TestInfo test) {
        var token = server.token("anna", VideoGrant.join(room(test)));
        try (var before = SignalClient.connect(server, token)) {
            String sid =
                    before.await(MessageCase.JOIN).getJoin().getParticipant().getSid();
            String firstOffer = before.await(MessageCase.OFFER).getOffer().getSdp();
            try (var after = SignalClient.connect(server, token, "&reconnect=1&sid=" + sid)) {

                assertThat(after.next().getMessageCase()).isEqualTo(MessageCase.RECONNECT);
                assertThat(after.next().getUpdate().getParticipants(0).getSid()).isEqualTo(sid);
                String restarted = after.await(MessageCase.OFFER).getOffer().getSdp();
                assertThat(line(restarted, "a=ice-ufrag:")).isNotEqualTo(line(firstOffer, "a=ice-ufrag:"));
                assertThat(before.awaitClose()).isEqualTo(1_000);
                assertThat(server.engine().participants(room(test))).hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PA_unknown", ""})
    void whoeverIsNoLongerThereIsToldToJoinAnew(String sid, TestInfo test) {
        var token = server.token("ghost", VideoGrant.join(room(test)));
        try (var ghost = SignalClient.connect(server, token, "&reconnect=1&sid=" + sid)) {
            var leave = ghost.next().getLeave();

            assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
            assertThat(leave.getReason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
            assertThat(ghost.awaitClose()).isEqualTo(1_000);
        }
    }

    @Test
    void aResumingClientWithTracksWeDoNotKnowJoinsAnew(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.send(SignalRequest.newBuilder()
                    .setSyncState(SyncState.newBuilder()
                            .addPublishTracks(TrackPublishedResponse.newBuilder()
                                    .setTrack(TrackInfo.newBuilder().setSid("TR_unknown")))));

            assertThat(anna.await(MessageCase.LEAVE).getLeave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v=0", "v=0\r\nm=audio", "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"})
    void anOfferThatLeadsNowhereEndsInANewJoin(String sdp, TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.send(TestOffers.offer(sdp, 1));

            assertThat(anna.await(MessageCase.LEAVE).getLeave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
        }
    }

    @Test
    void brokenMessagesHurtOnlyTheirSender(TestInfo test) {
        var random = new Random(11);
        List<byte[]> sound = List.of(
                TestOffers.offer(TestOffers.microphone("cid"), 1).build().toByteArray(),
                TestOffers.addMicrophone("cid").build().toByteArray(),
                SignalRequest.newBuilder()
                        .setSyncState(SyncState.getDefaultInstance())
                        .build()
                        .toByteArray());
        try (var anna = join(test, "anna")) {
            for (int round = 0; round < 30; round++) {
                try (var rogue = join(test, "rogue")) {
                    for (byte[] message : sound) sendQuietly(rogue, broken(message, random));
                }
            }
            anna.send(SignalRequest.newBuilder().setPing(1));
            anna.await(MessageCase.PONG);
            publish(anna);
        }
    }

    @Test
    void aMessageThatIsNoProtobufClosesTheWebSocket(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.send(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});

            assertThat(anna.awaitClose()).isEqualTo(1_007);
        }
    }

    @Test
    void whoDoesNotReadIsCutOffAndHoldsNobodyUp(TestInfo test) {
        try (var anna = join(test, "anna");
                var deaf = SignalClient.deaf(server, server.token("deaf", VideoGrant.join(room(test))))) {
            assertThat(deaf).isNotNull();
            for (int round = 0; round < 200 && inside(test) == 2; round++) {
                anna.send(SignalRequest.newBuilder()
                        .setUpdateMetadata(
                                UpdateParticipantMetadata.newBuilder().setMetadata(round + "m".repeat(500_000))));
                anna.await(MessageCase.REQUEST_RESPONSE);
            }
            assertThat(inside(test)).isEqualTo(1);
        }
    }

    private static int inside(TestInfo test) {
        return server.engine().participants(room(test)).size();
    }

    private static void sendQuietly(SignalClient client, byte[] message) {
        try {
            client.send(message);
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class); // closed by an earlier one
        }
    }

    /// Truncated, with flipped bits, or random altogether.
    private static byte[] broken(byte[] message, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(message, random.nextInt(message.length));
            case 1 -> {
                byte[] noise = new byte[random.nextInt(1, 500)];
                random.nextBytes(noise);
                yield noise;
            }
            default -> {
                byte[] flipped = message.clone();
                for (int i = 0; i < 8; i++) flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
        };
    }

    private static String publish(SignalClient client) {
        client.send(TestOffers.addMicrophone("cid"));
        String sid = client.await(MessageCase.TRACK_PUBLISHED)
                .getTrackPublished()
                .getTrack()
                .getSid();
        client.send(TestOffers.offer(TestOffers.microphone("cid"), 1));
        client.await(MessageCase.ANSWER);
        return sid;
    }

    private static TrackInfo trackOf(SignalClient viewer, String identity) {
        ParticipantInfo seen;
        do seen = awaitUpdate(viewer, identity);
        while (seen.getTracksCount() == 0);
        return seen.getTracks(0);
    }

    private static int versionWithTrack(SignalClient viewer, String identity) {
        ParticipantInfo seen;
        do seen = awaitUpdate(viewer, identity);
        while (seen.getTracksCount() == 0);
        return seen.getVersion();
    }

    private static ParticipantInfo awaitUpdate(SignalClient viewer, String identity) {
        while (true) {
            for (ParticipantInfo info :
                    viewer.await(MessageCase.UPDATE).getUpdate().getParticipantsList()) {
                if (info.getIdentity().equals(identity)) return info;
            }
        }
    }

    private static SignalClient join(TestInfo test, String identity) {
        var client = connect(test, identity);
        client.await(MessageCase.JOIN);
        return client;
    }

    private static SignalClient connect(TestInfo test, String identity) {
        return SignalClient.connect(server, server.token(identity, VideoGrant.join(room(test))));
    }

    /// A room for each test.
    private static String room(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    private static Instant now() {
        return Instant.now();
    }

    private static String line(String sdp, String start) {
        return sdp.lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
    }
}
