package org.hausruf.livekit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import livekit.LivekitModels.TrackInfo;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPublishedResponse;
import org.hausruf.livekit.metrics.Metrics;
import org.hausruf.livekit.signal.SignalClose;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.sfu.room.DisconnectReason;
import org.hausruf.sfu.room.Mismatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever was dropped or did not get in is counted under what it was for.
class WhyGoneTest {
    private final EngineServer server =
            EngineServer.start(EngineServer.settings().withLoops(1), 0);
    private final Metrics metrics = Metrics.of(server.engine());

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> mismatches() {
        return Stream.of(
                Arguments.of(Mismatch.OFFER, TestOffers.offer("v=0", 1)),
                Arguments.of(
                        Mismatch.ANSWER,
                        SignalRequest.newBuilder()
                                .setAnswer(SessionDescription.newBuilder().setSdp("v=0"))),
                Arguments.of(
                        Mismatch.TRACKS,
                        SignalRequest.newBuilder()
                                .setSyncState(SyncState.newBuilder()
                                        .addPublishTracks(TrackPublishedResponse.newBuilder()
                                                .setTrack(TrackInfo.newBuilder().setSid("TR_unknown"))))));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void whatClientAndRoomDoNotAgreeOn(Mismatch mismatch, SignalRequest.Builder request) {
        try (var anna = join()) {
            anna.send(request);
            anna.await(MessageCase.LEAVE);

            assertThat(server.engine().participants("r")).isEmpty(); // says the loop, which counts before
            assertThat(sessions().mismatches()).containsEntry(mismatch, 1L);
            assertThat(sessions().left()).containsEntry(DisconnectReason.STATE_MISMATCH, 1L);
            assertThat(metrics.text())
                    .contains("{node_id=\"ND_hausruf\",node_type=\"SERVER\",reason=\"STATE_MISMATCH\",mismatch=\""
                            + mismatch + "\"} 1\n");
        }
    }

    @Test
    void whoLeavesByItself() {
        try (var anna = join()) {
            anna.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));
            anna.awaitClose();

            assertThat(server.engine().participants("r")).isEmpty();
            assertThat(metrics.text()).contains("reason=\"CLIENT_INITIATED\",mismatch=\"\"} 1\n");
        }
    }

    @Test
    void whoSendsWhatIsNoRequest() {
        try (var anna = join()) {
            anna.send(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff});
            anna.awaitClose();

            awaitClosed(SignalClose.BAD_DATA);
        }
    }

    @Test
    void whoBreaksOff() {
        join().close();

        awaitClosed(SignalClose.BROKEN);
        assertThat(metrics.text()).contains("why=\"BROKEN\"} 1\n");
    }

    @Test
    void whoDoesNotReadWhatItAsksFor() {
        var request =
                SignalRequest.newBuilder().setMute(MuteTrackRequest.newBuilder().setSid("m".repeat(500_000)));
        try (var deaf = SignalClient.deaf(server, server.token("deaf", VideoGrant.join("r")))) {
            for (int round = 0; count(SignalClose.TOO_SLOW) == 0; round++) {
                assertThat(round).isLessThan(1_000);
                HostileSignallingTest.sendQuietly(deaf, request.build().toByteArray());
            }
            assertThat(count(SignalClose.TOO_SLOW)).isEqualTo(1);
        }
    }

    @Test
    void whoIsNotLetIn() {
        assertThat(SignalClient.refusal(server, "nonsense")).isEqualTo(401);
        assertThat(SignalClient.refusal(server, server.token("", VideoGrant.join("r"))))
                .isEqualTo(400);

        assertThat(sessions().joinsRefused()).containsEntry(401, 1L).containsEntry(400, 1L);
        assertThat(metrics.text()).contains("status=\"401\"} 1\n", "status=\"400\"} 1\n", "status=\"503\"} 0\n");
    }

    private SignalClient join() {
        var client = SignalClient.connect(server, server.token("anna", VideoGrant.join("r")));
        client.await(MessageCase.JOIN);
        return client;
    }

    private SessionStats sessions() {
        return server.engine().stats().sessions();
    }

    private long count(SignalClose why) {
        return sessions().signalClosed().getOrDefault(why, 0L);
    }

    /// The server notes it a moment after the client.
    private void awaitClosed(SignalClose why) {
        long deadline = System.nanoTime() + SECONDS.toNanos(60);
        while (count(why) == 0 && System.nanoTime() - deadline < 0) Thread.onSpinWait();
        assertThat(sessions().signalClosed()).containsEntry(why, 1L);
    }
}
