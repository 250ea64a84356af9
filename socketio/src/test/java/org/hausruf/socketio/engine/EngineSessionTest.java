package org.hausruf.socketio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.hausruf.socketio.CloseReason;
import org.hausruf.socketio.Limits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The session without network or clock.
class EngineSessionTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = Long.sum(Long.MAX_VALUE, -10 * SECOND); // nanoTime wraps
    private static final Limits LIMITS = Limits.builder()
            .ping(Duration.ofSeconds(25), Duration.ofSeconds(20))
            .connectTimeout(Duration.ofSeconds(60))
            .upgradeTimeout(Duration.ofSeconds(10))
            .sendQueue(3, 10)
            .build();

    private final List<String> log = new ArrayList<>();
    private int wakes;
    private final EngineSession session = new EngineSession("sid", LIMITS, START, new RecordingOwner());

    @BeforeEach
    void begin() {
        session.begin(new RecordingListener(), "0{}", START);
    }

    @Test
    void aPollWaitsUntilThereIsSomething() {
        session.polled(new RecordingPoll("a"), START);
        session.polled(new RecordingPoll("b"), START);
        session.send("hi", List.of(new byte[] {1}));

        assertThat(log).containsExactly("a: 0{}", "b: 4hi\u001ebAQ==");
    }

    @Test
    void pingsAndWaitsForThePong() {
        session.polled(new RecordingPoll("a"), START);
        session.polled(new RecordingPoll("b"), START);
        session.advance(START + 25 * SECOND - 1);
        assertThat(log).containsExactly("a: 0{}");

        session.advance(START + 25 * SECOND);
        assertThat(log).last().isEqualTo("b: 2");
        session.postBegins(START + 44 * SECOND);
        assertThat(session.postEnds("3", START + 44 * SECOND)).isTrue();
        session.advance(START + 59 * SECOND);
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void withoutAPongItIsOver() {
        session.advance(START + 25 * SECOND);
        session.advance(START + 45 * SECOND);

        assertThat(log).containsExactly("connected true", "ended", "closed PING_TIMEOUT");
        session.polled(new RecordingPoll("late"), START + 45 * SECOND);
        assertThat(log).last().isEqualTo("late refused");
    }

    @Test
    void aPongThatComesBeforeThePingIsSaidToBeSentCounts() {
        session.connected(() -> true, START);
        var wire = new RecordingWire("w");
        wire.answersPingsAt(START + 25 * SECOND);
        session.openedBy(wire);
        wire.sent();
        session.advance(START + 25 * SECOND);
        wire.sent();
        assertThat(log).last().isEqualTo("w: 2");

        session.advance(START + 45 * SECOND);

        assertThat(session.isOpen()).isTrue();
        session.advance(START + 50 * SECOND);
        assertThat(log.stream().filter("w: 2"::equals)).hasSize(2);
    }

    @Test
    void aPongThatNobodyAwaitsIsPassedOver() {
        session.connected(() -> true, START);
        int armed = wakes;
        session.postBegins(START + SECOND);
        assertThat(session.postEnds("3" + "\u001e3".repeat(1_000), START + 24 * SECOND))
                .isTrue();
        assertThat(wakes).isEqualTo(armed);

        session.advance(START + 25 * SECOND);
        session.advance(START + 45 * SECOND);

        assertThat(log).last().isEqualTo("closed PING_TIMEOUT");
    }

    @Test
    void aClockThatIsLateLeavesTimeForThePong() {
        session.connected(() -> true, START);
        session.advance(START + 90 * SECOND);
        session.advance(START + 99 * SECOND);

        assertThat(session.isOpen()).isTrue();
        session.advance(START + 100 * SECOND);
        assertThat(session.isOpen()).isFalse();
    }

    @Test
    void whoIsInNoNamespaceInTimeIsPutOutAndTold() {
        session.polled(new RecordingPoll("a"), START);
        session.advance(START + 25 * SECOND);
        session.postBegins(START + 30 * SECOND);
        session.postEnds("3", START + 30 * SECOND);
        session.advance(START + 60 * SECOND);
        session.polled(new RecordingPoll("b"), START + 60 * SECOND);

        assertThat(log).containsExactly("a: 0{}", "closed CONNECT_TIMEOUT", "b: 2\u001e1", "connected true", "ended");
    }

    @Test
    void whoIsSaidToBeInNoNamespaceAgainHasNoMoreTime() {
        session.connected(() -> true, START);
        session.connected(() -> false, START + SECOND);
        session.connected(() -> false, START + 20 * SECOND);
        session.advance(START + 25 * SECOND);
        session.postBegins(START + 30 * SECOND);
        session.postEnds("3", START + 30 * SECOND);
        session.advance(START + 55 * SECOND);
        session.postBegins(START + 56 * SECOND);
        session.postEnds("3", START + 56 * SECOND);
        assertThat(session.isOpen()).isTrue();

        session.advance(START + 61 * SECOND);

        assertThat(log).containsSubsequence("connected true", "connected false", "closed CONNECT_TIMEOUT");
    }

    @Test
    void aReaderThatDoesNotReadIsClosed() {
        var wire = new RecordingWire("w");
        session.openedBy(wire); // the handshake is never sent
        session.send("1", List.of());
        session.send("2", List.of());
        session.send("3", List.of());
        assertThat(session.isOpen()).isTrue();

        assertThat(session.send("4", List.of())).isFalse();

        assertThat(log).contains("closed SEND_QUEUE_FULL", "w closed", "ended");
    }

    @Test
    void theQueueIsBoundedInBytesButTakesOneOfAnySize() {
        session.openedBy(new RecordingWire("w"));
        assertThat(session.send("x".repeat(100), List.of())).isTrue();

        assertThat(session.send("x", List.of())).isFalse();
    }

    @Test
    void framesGoOutOneByOneAndTogether() {
        var wire = new RecordingWire("w");
        session.openedBy(wire);
        session.send("a", List.of(new byte[2]));
        assertThat(log).containsExactly("w: 0{}");

        wire.sent();
        wire.sent();
        assertThat(log).containsExactly("w: 0{}", "w: 4a", "w: 2 bytes");
    }

    @Test
    void theUpgradeTakesOverWhatWaits() {
        session.polled(new RecordingPoll("a"), START);
        session.polled(new RecordingPoll("b"), START);
        var wire = new RecordingWire("w");
        session.upgradeBegins(wire, START);
        session.received(wire, "2probe", START);
        session.polled(new RecordingPoll("c"), START);
        session.send("x", List.of());
        session.received(wire, "5", START);

        assertThat(log).containsExactly("a: 0{}", "w: 3probe", "b: 6", "c: 4x");
        session.send("y", List.of());
        assertThat(log).last().isEqualTo("w: 4y");
    }

    @Test
    void aPollAfterTheProbeIsHeldSoThatNobodyAsksInACircle() {
        session.polled(new RecordingPoll("a"), START);
        var wire = new RecordingWire("w");
        session.upgradeBegins(wire, START);
        session.received(wire, "2probe", START);
        session.polled(new RecordingPoll("b"), START);
        session.advance(START + SECOND / 10 - 1);
        assertThat(log).containsExactly("a: 0{}", "w: 3probe");

        session.advance(START + SECOND / 10);
        assertThat(log).last().isEqualTo("b: 6");
        session.polled(new RecordingPoll("c"), START + SECOND / 10);
        session.received(wire, "5", START + SECOND / 10);
        assertThat(log).last().isEqualTo("c: 6");
    }

    @Test
    void aHeldPollWaitsOnWhenTheUpgradeIsGivenUp() {
        session.polled(new RecordingPoll("a"), START);
        var wire = new RecordingWire("w");
        session.upgradeBegins(wire, START);
        session.received(wire, "2probe", START);
        session.polled(new RecordingPoll("b"), START);
        session.lost(wire, CloseReason.TRANSPORT_CLOSE);
        session.advance(START + SECOND);
        assertThat(log).containsExactly("a: 0{}", "w: 3probe");

        session.send("x", List.of());
        assertThat(log).last().isEqualTo("b: 4x");
    }

    @Test
    void aSlowUpgradeIsGivenUp() {
        var wire = new RecordingWire("w");
        session.upgradeBegins(wire, START);
        session.advance(START + 10 * SECOND);

        assertThat(log).containsExactly("w closed");
        assertThat(session.isOpen()).isTrue();
    }

    @Test
    void goodByesGoOutBeforeTheEnd() {
        var wire = new RecordingWire("w");
        session.openedBy(wire);
        session.send("bye", List.of());
        session.close(CloseReason.FORCED_CLOSE, START);
        session.send("too late", List.of());
        session.received(wire, "4ignored", START);
        wire.sent();
        wire.sent();

        assertThat(log)
                .containsExactly("w: 0{}", "closed FORCED_CLOSE", "w: 4bye", "w closed", "connected true", "ended");
    }

    @Test
    void whoNeverReadsTheGoodByeIsForgotten() {
        session.openedBy(new RecordingWire("w"));
        session.close(CloseReason.FORCED_CLOSE, START);
        session.advance(START + 20 * SECOND);

        assertThat(log).contains("w closed", "ended");
    }

    @Test
    void twoPostsAtATimeAreTheEnd() {
        session.postBegins(START);

        assertThat(session.postBegins(START)).isFalse();
        assertThat(session.postEnds("4a", START)).isFalse();
        assertThat(log).contains("closed TRANSPORT_ERROR").doesNotContain("received a");
    }

    @Test
    void whatFollowsAnEndIsNotHeard() {
        session.postBegins(START);
        session.postEnds("4a\u001e1\u001e4b", START);

        assertThat(log).contains("received a", "closed TRANSPORT_CLOSE").doesNotContain("received b");
    }

    private final class RecordingOwner implements EngineSession.Owner {
        @Override
        public Future<?> wakeIn(long nanos, EngineSession woken) {
            assertThat(nanos).isNotNegative();
            wakes++;
            return new CompletableFuture<>();
        }

        @Override
        public void connected(boolean now) {
            log.add("connected " + now);
        }

        @Override
        public void ended(EngineSession ended) {
            log.add("ended");
        }
    }

    private final class RecordingListener implements SessionListener {
        @Override
        public void received(String message, long nowNanos) {
            log.add("received " + message);
        }

        @Override
        public void received(byte[] message, long nowNanos) {
            log.add("received " + message.length + " bytes");
        }

        @Override
        public void closed(CloseReason reason) {
            log.add("closed " + reason);
        }
    }

    private final class RecordingPoll implements Poll {
        private final String name;

        RecordingPoll(String name) {
            this.name = name;
        }

        @Override
        public void answer(String payload) {
            log.add(name + ": " + payload);
        }

        @Override
        public void refuse() {
            log.add(name + " refused");
        }
    }

    private final class RecordingWire implements Wire {
        private final String name;
        private Runnable onSent = () -> {};
        private @Nullable Long pongNanos;

        /// From inside sending.
        void answersPingsAt(long nowNanos) {
            pongNanos = nowNanos;
        }

        RecordingWire(String name) {
            this.name = name;
        }

        @Override
        public void send(Frame frame, Runnable sent) {
            onSent = sent;
            log.add(name + ": "
                    + switch (frame) {
                        case Frame.Text(String packet) -> packet;
                        case Frame.Binary(byte[] message) -> message.length + " bytes";
                    });
            if (pongNanos != null && frame.equals(new Frame.Text("2"))) session.received(this, "3", pongNanos);
        }

        void sent() {
            onSent.run();
        }

        @Override
        public void close() {
            log.add(name + " closed");
        }

        @Override
        public void maxMessageBytes(int bytes) {}
    }
}
