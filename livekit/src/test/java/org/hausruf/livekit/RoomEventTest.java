package org.hausruf.livekit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.hausruf.livekit.token.VideoGrant;
import org.hausruf.sfu.room.DisconnectReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomEventTest {
    private final EngineServer server =
            EngineServer.start(EngineServer.settings().withLoops(1), 0);
    private final BlockingQueue<RoomEvent> events = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRoomTellsItsLifeInOrder() {
        server.engine().listen(events::add);
        server.engine().createRoom(new RoomOptions("r", 300, 0, 0, "m"));
        try (var anna = SignalClient.connect(server, token("anna"))) {
            anna.send(TestOffers.addMicrophone("cid"));
            anna.send(TestOffers.offer(TestOffers.microphone("cid"), 1));
            anna.await(MessageCase.ANSWER);
            anna.send(SignalRequest.newBuilder().setLeave(LeaveRequest.getDefaultInstance()));

            List<RoomEvent> seen = take(5);

            assertThat(seen)
                    .extracting(e -> e.getClass().getSimpleName())
                    .containsExactly(
                            "RoomStarted", "TrackPublished", "TrackUnpublished", "ParticipantAborted", "RoomFinished");
            assertThat(((RoomEvent.ParticipantAborted) seen.get(3)).reason())
                    .isEqualTo(DisconnectReason.CLIENT_INITIATED);
            assertThat(seen.get(1).room().participants()).isEqualTo(1);
            assertThat(seen.get(4).room().participants()).isZero();
            assertThat(server.engine().rooms()).isEmpty();
        }
    }

    @Test
    void aListenerThatFailsKeepsNothingFromOthers() {
        server.engine().listen(event -> {
            throw new IllegalStateException("on purpose");
        });
        server.engine().listen(events::add);

        server.engine().createRoom(RoomOptions.of("r"));
        server.engine().deleteRoom("r");

        assertThat(take(2)).last().isInstanceOf(RoomEvent.RoomFinished.class);
    }

    @Test
    void aListenerMayAskTheEngine() {
        server.engine().listen(event -> {
            if (event instanceof RoomEvent.RoomStarted)
                server.engine().deleteRoom(event.room().name());
            events.add(event);
        });

        server.engine().createRoom(RoomOptions.of("r"));

        assertThat(take(2)).last().isInstanceOf(RoomEvent.RoomFinished.class);
    }

    @Test
    void aRoomIsMadeOnce() {
        server.engine().listen(events::add);

        var first = server.engine().createRoom(RoomOptions.of("r"));
        var second = server.engine().createRoom(RoomOptions.of("r"));

        assertThat(second).isEqualTo(first);
        assertThat(first.sid()).startsWith("RM_");
        server.engine().deleteRoom("r");
        assertThat(take(2)).last().isInstanceOf(RoomEvent.RoomFinished.class);
    }

    private List<RoomEvent> take(int count) {
        var taken = new ArrayList<RoomEvent>();
        try {
            while (taken.size() < count) {
                var event = events.poll(60, SECONDS);
                if (event == null) throw new AssertionError("only " + taken);
                taken.add(event);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return taken;
    }

    private String token(String identity) {
        return server.token(identity, VideoGrant.join("r"));
    }
}
