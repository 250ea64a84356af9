package org.hausruf.livekit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.sfu.room.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client may send that is too much, too large or no request at all: it hurts nobody but its sender.
class HostileSignallingTest extends SignallingFixture {
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
            anna.publish();
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
    void aRequestThatNamesTracksWithoutEndIsServedUpToTheLimit(TestInfo test) {
        var many = UpdateSubscription.newBuilder().setSubscribe(true);
        for (int i = 0; i < 10 * Limits.TRACKS_PER_REQUEST; i++) many.addTrackSids("TR_" + i);
        try (var anna = join(test, "anna")) {
            anna.send(SignalRequest.newBuilder().setSubscription(many));
            anna.send(SignalRequest.newBuilder().setMute(MuteTrackRequest.getDefaultInstance()));

            int answers = 0;
            for (var next = anna.next(); !next.hasRequestResponse(); next = anna.next()) {
                if (next.hasSubscriptionResponse()) answers++;
            }
            assertThat(answers).isEqualTo(Limits.TRACKS_PER_REQUEST);
        }
    }

    @Test
    void whoDoesNotReadHoldsNobodyUpAndIsNotCutOffByOthersChanges(TestInfo test) {
        try (var anna = join(test, "anna");
                var _ = SignalClient.deaf(server, server.token("deaf", VideoGrant.join(room(test))))) {
            anna.awaitUpdate("deaf");
            for (int round = 0; round < 60; round++) {
                anna.send(SignalRequest.newBuilder()
                        .setUpdateMetadata(
                                UpdateParticipantMetadata.newBuilder().setMetadata(round + "m".repeat(500_000))));
                anna.await(MessageCase.REQUEST_RESPONSE);
            }
            assertThat(inside(test)).isEqualTo(2);
        }
    }

    @Test
    void whoAsksAndDoesNotReadIsCutOff(TestInfo test) {
        var request = SignalRequest.newBuilder()
                .setMute(MuteTrackRequest.newBuilder().setSid("m".repeat(500_000)))
                .build()
                .toByteArray();
        try (var anna = join(test, "anna");
                var deaf = SignalClient.deaf(server, server.token("deaf", VideoGrant.join(room(test))))) {
            for (int round = 0; round < 60; round++) sendQuietly(deaf, request);

            ParticipantInfo seen;
            do seen = anna.awaitUpdate("deaf");
            while (seen.getState() != ParticipantInfo.State.DISCONNECTED);
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

    private static int inside(TestInfo test) {
        return server.engine().participants(room(test)).size();
    }

    static void sendQuietly(SignalClient client, byte[] message) {
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
}
