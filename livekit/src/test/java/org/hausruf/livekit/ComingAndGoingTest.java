package org.hausruf.livekit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.SubscriptionError;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.UpdateSubscription;
import org.hausruf.livekit.token.VideoGrant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is seen in a room, how one leaves it, and how one comes back to it.
class ComingAndGoingTest extends SignallingFixture {
    @Test
    void whoLeavesIsGoneForOthersAndItsWebSocketClosed(TestInfo test) {
        try (var anna = join(test, "anna");
                var bert = join(test, "bert")) {
            bert.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));

            assertThat(bert.awaitClose()).isEqualTo(1_000);
            ParticipantInfo seen;
            do seen = anna.awaitUpdate("bert");
            while (seen.getState() != ParticipantInfo.State.DISCONNECTED);
            assertThat(seen.getDisconnectReason()).isEqualTo(DisconnectReason.CLIENT_INITIATED);
        }
    }

    @Test
    void aWebSocketLostBeforeMediaEverCameIsALeave(TestInfo test) {
        try (var anna = join(test, "anna")) {
            join(test, "bert").close();

            ParticipantInfo seen;
            do seen = anna.awaitUpdate("bert");
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
        var grant = VideoGrant.builder(room(test))
                .roomJoin(true)
                .canPublish(false)
                .canPublishData(false)
                .hidden(true)
                .build();
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
    void norIsWhatTheyPublish(TestInfo test) {
        var grant = VideoGrant.builder(room(test)).roomJoin(true).hidden(true).build();
        try (var spy = SignalClient.connect(server, server.token("spy", grant));
                var bert = join(test, "bert")) {
            String hidden = spy.publish();
            String seen = bert.publish();
            try (var anna = join(test, "anna")) {
                String offer = anna.await(MessageCase.OFFER).getOffer().getSdp();
                assertThat(offer).contains(seen).doesNotContain(hidden);

                anna.send(SignalRequest.newBuilder()
                        .setSubscription(UpdateSubscription.newBuilder()
                                .addTrackSids(hidden)
                                .setSubscribe(true)));
                var refusal = anna.await(MessageCase.SUBSCRIPTION_RESPONSE).getSubscriptionResponse();
                assertThat(refusal.getErr()).isEqualTo(SubscriptionError.SE_TRACK_NOTFOUND);
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

    @Test
    void whoHasLeftIsLetGoOf(TestInfo test) {
        try (var anna = join(test, "anna")) {
            anna.await(MessageCase.OFFER);
            long before = waiting();
            for (int i = 0; i < 20; i++) {
                try (var bert = join(test, "bert")) {
                    bert.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
                    bert.awaitClose();
                }
            }

            long deadline = System.nanoTime() + SECONDS.toNanos(60);
            while (waiting() > before && System.nanoTime() - deadline < 0) Thread.onSpinWait();
            assertThat(waiting()).isLessThanOrEqualTo(before);
        }
    }

    /// What the loop keeps for a later time.
    private static long waiting() {
        return server.engine().waiting();
    }

    private static String line(String sdp, String start) {
        return sdp.lines().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
    }
}
