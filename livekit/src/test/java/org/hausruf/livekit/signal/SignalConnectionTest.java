package org.hausruf.livekit.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SignalResponse.MessageCase;
import org.junit.jupiter.api.Test;

class SignalConnectionTest {
    private final List<SignalRequest> requests = new ArrayList<>();
    private final RecordingSocket socket = new RecordingSocket();
    private int lost;
    private final SignalConnection connection = new SignalConnection(
            (request, done) -> {
                requests.add(request);
                done.run();
            },
            () -> lost++);

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
    }

    @Test
    void whoDoesNotReadIsCutOffOnce() {
        connection.opened(socket);

        for (int i = 0; i < SignalConnection.MAX_QUEUED + 10; i++) connection.send(pong(i));

        assertThat(socket.closed).containsExactly(1_013);
        assertThat(lost).isEqualTo(1);
        connection.closed();
        assertThat(lost).isEqualTo(1);
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
        connection.closed();

        connection.opened(socket);

        assertThat(socket.closed).containsExactly(1_000);
        assertThat(lost).isEqualTo(1);
    }

    @Test
    void whoeverIsTurnedAwayHearsWhy() {
        var away = SignalSession.turnedAway();

        away.opened(socket);
        socket.finishAll();

        assertThat(socket.sent).extracting(SignalResponse::getMessageCase).containsExactly(MessageCase.LEAVE);
        assertThat(socket.closed).containsExactly(1_000);
    }

    private static SignalResponse pong(long value) {
        return SignalResponse.newBuilder().setPong(value).build();
    }
}
