package org.hausruf.livekit.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitRtc.ParticipantUpdate;
import livekit.LivekitRtc.RoomUpdate;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import livekit.LivekitRtc.SubscriptionPermissionUpdate;
import org.junit.jupiter.api.Test;

class SignalConnectionTest {
    private final List<SignalRequest> requests = new ArrayList<>();
    private final RecordingSocket socket = new RecordingSocket();
    private final List<SignalClose> lost = new ArrayList<>();
    private final SignalConnection connection = new SignalConnection(
            (request, done) -> {
                requests.add(request);
                done.run();
            },
            lost::add);

    /// Sends when told to.
    private static final class RecordingSocket implements SignalConnection.Socket {
        final List<SignalResponse> sent = new ArrayList<>();
        final Queue<Runnable> underWay = new ArrayDeque<>();
        final List<Integer> closed = new ArrayList<>();

        @Override
        public void send(SignalResponse response, Runnable done) {
            sent.add(response);
            underWay.add(done);
        }

        @Override
        public void close(int code, String reason) {
            closed.add(code);
        }

        void finishAll() {
            while (!underWay.isEmpty()) underWay.remove().run();
        }
    }

    @Test
    void whatWasQueuedBeforeTheWebSocketGoesFirstAndOneAtATime() {
        connection.send(pong(1));
        connection.send(pong(2));
        connection.opened(socket);
        assertThat(socket.sent).containsExactly(pong(1));

        socket.finishAll();

        assertThat(socket.sent).containsExactly(pong(1), pong(2));
    }

    @Test
    void theFarewellArrivesBeforeTheEnd() {
        connection.opened(socket);
        connection.send(pong(1));
        connection.send(pong(2));
        connection.closeAfterSending();
        assertThat(socket.closed).isEmpty();

        socket.finishAll();

        assertThat(socket.sent).hasSize(2);
        assertThat(socket.closed).containsExactly(1_000);
        connection.send(pong(3));
        assertThat(socket.sent).hasSize(2);
        connection.closed(SignalClose.CLIENT); // which only agrees to our closing
        assertThat(lost).containsExactly(SignalClose.SERVER);
    }

    @Test
    void whoDoesNotReadIsCutOffOnce() {
        connection.opened(socket);

        for (int i = 0; i < SignalConnection.MAX_QUEUED + 10; i++) connection.send(pong(i));

        assertThat(socket.closed).containsExactly(1_013);
        connection.closed(SignalClose.CLIENT); // as the WebSocket says then
        assertThat(lost).containsExactly(SignalClose.TOO_SLOW);
    }

    @Test
    void aParticipantWhoChangesAllTheTimeDoesNotCutOffASlowReader() {
        connection.opened(socket);
        connection.send(pong(1));

        for (int version = 1; version <= 5 * SignalConnection.MAX_QUEUED; version++) {
            connection.send(update(info("PA_loud", version, "x".repeat(10_000))));
            connection.send(permission("TR_1", version % 2 == 0));
            connection.send(SignalResponse.newBuilder()
                    .setRoomUpdate(RoomUpdate.getDefaultInstance())
                    .build());
        }

        assertThat(socket.closed).isEmpty();
        socket.finishAll();
        assertThat(socket.sent)
                .hasSize(4)
                .contains(update(info("PA_loud", 5 * SignalConnection.MAX_QUEUED, "x".repeat(10_000))))
                .contains(permission("TR_1", true));
    }

    @Test
    void theNewestStateGoesOutAheadOfTheOfferThatTheOlderOneAnnounced() {
        connection.opened(socket);
        connection.send(pong(1));
        connection.send(update(info("PA_1", 1, "")));
        connection.send(offer());
        connection.send(update(info("PA_2", 1, "")));
        connection.send(update(info("PA_1", 2, "")));

        socket.finishAll();

        assertThat(socket.sent)
                .containsExactly(pong(1), update(info("PA_1", 2, "")), offer(), update(info("PA_2", 1, "")));
    }

    @Test
    void whatWasSentIsFollowedByWhatIsNew() {
        connection.opened(socket);
        connection.send(update(info("PA_1", 1, "")));
        connection.send(update(info("PA_1", 2, "")));

        socket.finishAll();

        assertThat(socket.sent).containsExactly(update(info("PA_1", 1, "")), update(info("PA_1", 2, "")));
    }

    @Test
    void noUpdateOvertakesOneOfSeveralParticipants() {
        connection.opened(socket);
        connection.send(pong(1));
        connection.send(update(info("PA_1", 1, "")));
        connection.send(update(info("PA_1", 2, ""), info("PA_2", 1, "")));
        connection.send(update(info("PA_1", 3, "")));

        socket.finishAll();

        assertThat(socket.sent)
                .containsExactly(
                        pong(1),
                        update(info("PA_1", 1, "")),
                        update(info("PA_1", 2, ""), info("PA_2", 1, "")),
                        update(info("PA_1", 3, "")));
    }

    @Test
    void largeMessagesFillTheQueueByTheirSize() {
        var large =
                SignalResponse.newBuilder().setRefreshToken("x".repeat(1 << 20)).build();
        connection.opened(socket);

        for (int i = 0; i < 11; i++) connection.send(large);

        assertThat(socket.closed).containsExactly(1_013);
    }

    @Test
    void pingsDoNotReachTheRoom() {
        connection.opened(socket);

        connection.received(SignalRequest.newBuilder().setPing(1).build(), 42, () -> {});

        assertThat(socket.sent).containsExactly(pong(42));
        assertThat(requests).isEmpty();
    }

    @Test
    void anEmptyRequestIsPassedOver() {
        var done = new ArrayList<String>();

        connection.received(SignalRequest.getDefaultInstance(), 0, () -> done.add("next"));

        assertThat(done).containsExactly("next");
        assertThat(requests).isEmpty();
    }

    @Test
    void aWebSocketThatOpensTooLateIsClosed() {
        connection.closed(SignalClose.NOT_OPENED);

        connection.opened(socket);

        assertThat(socket.closed).containsExactly(1_000);
        assertThat(lost).containsExactly(SignalClose.NOT_OPENED);
    }

    @Test
    void whoeverIsTurnedAwayHearsWhy() {
        var away = SignalSession.turnedAway(lost::add);

        away.opened(socket);
        socket.finishAll();

        assertThat(socket.sent).extracting(SignalResponse::getMessageCase).containsExactly(MessageCase.LEAVE);
        assertThat(socket.closed).containsExactly(1_000);
    }

    private static ParticipantInfo info(String sid, int version, String name) {
        return ParticipantInfo.newBuilder()
                .setSid(sid)
                .setVersion(version)
                .setName(name)
                .build();
    }

    private static SignalResponse update(ParticipantInfo... participants) {
        return SignalResponse.newBuilder()
                .setUpdate(ParticipantUpdate.newBuilder().addAllParticipants(List.of(participants)))
                .build();
    }

    private static SignalResponse permission(String trackSid, boolean allowed) {
        return SignalResponse.newBuilder()
                .setSubscriptionPermissionUpdate(SubscriptionPermissionUpdate.newBuilder()
                        .setParticipantSid("PA_1")
                        .setTrackSid(trackSid)
                        .setAllowed(allowed))
                .build();
    }

    private static SignalResponse offer() {
        return SignalResponse.newBuilder()
                .setOffer(SessionDescription.newBuilder().setSdp("v=0"))
                .build();
    }

    private static SignalResponse pong(long value) {
        return SignalResponse.newBuilder().setPong(value).build();
    }
}
