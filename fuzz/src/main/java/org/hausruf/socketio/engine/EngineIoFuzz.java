package org.hausruf.socketio.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.hausruf.fuzz.Input;
import org.hausruf.fuzz.Must;
import org.hausruf.socketio.CloseReason;
import org.hausruf.socketio.Limits;

/// Requests, WebSockets and waiting in any order, from one client of a session. Whatever it does, it is told once that
/// it is over, every poll is answered once, and what was sent waits within its limits.
public final class EngineIoFuzz implements EngineSession.Owner, SessionListener {
    private static final int MAX_STEPS = 64;
    private static final Limits LIMITS = Limits.builder().sendQueue(4, 1_000).build();

    private final EngineSession session = new EngineSession("sid", LIMITS, 0, this);
    private final FuzzWire[] wires = {new FuzzWire(), new FuzzWire(), new FuzzWire()};
    private long nowNanos;
    private int polls;
    private int answers;
    private int unconnected = 1;
    private int closed;
    private int ended;
    private boolean strangerSpeaks;

    private EngineIoFuzz() {
        session.begin(this, "0{}", 0);
    }

    public static void fuzzerTestOneInput(byte[] data) {
        var input = new Input(data);
        var fuzz = new EngineIoFuzz();
        for (int i = 0; i < MAX_STEPS && !input.isEmpty(); i++) {
            fuzz.step(input);
            fuzz.holds();
        }
        fuzz.session.end(CloseReason.SERVER_SHUTTING_DOWN);
        Must.equal(fuzz.closed, 1, "told that it is over");
        Must.equal(fuzz.ended, 1, "forgotten");
        Must.equal(fuzz.answers, fuzz.polls, "answers to polls");
        Must.equal(fuzz.unconnected, 0, "unconnected sessions");
    }

    private void step(Input input) {
        int choice = input.u8();
        FuzzWire wire = wires[choice >> 4 & 1];
        switch (choice & 15) {
            case 0 -> poll();
            case 1 -> session.postBegins(nowNanos);
            case 2 -> session.postEnds(new String(input.sized(), UTF_8), nowNanos);
            case 3 -> session.upgradeBegins(wire, nowNanos);
            case 4 -> session.received(wire, new String(input.sized(), UTF_8), nowNanos);
            case 5 -> session.received(wire, input.sized(), nowNanos);
            case 6 -> session.received(wire, "2probe", nowNanos);
            case 7 -> session.received(wire, "5", nowNanos);
            case 8 -> session.lost(wire, CloseReason.TRANSPORT_CLOSE);
            case 9 -> wire.sent.run();
            case 10 -> nowNanos += input.u8() * 1_000_000_000L;
            case 11 -> session.advance(nowNanos);
            case 12 -> session.send("x".repeat(input.u8()), List.of(new byte[input.u8()]));
            case 13 -> {
                boolean isIn = input.u8() % 2 == 0;
                session.connected(() -> isIn, nowNanos);
            }
            case 14 -> session.close(CloseReason.FORCED_CLOSE, nowNanos);
            default -> {
                strangerSpeaks = true;
                session.received(wires[2], "4hello", nowNanos);
                strangerSpeaks = false;
            }
        }
    }

    private void poll() {
        polls++;
        session.polled(
                new Poll() {
                    @Override
                    public void answer(String payload) {
                        Must.hold(!payload.isEmpty(), "an answer says something");
                        answers++;
                    }

                    @Override
                    public void refuse() {
                        answers++;
                    }
                },
                nowNanos);
    }

    private void holds() {
        Must.hold(closed <= 1 && ended <= 1 && closed >= ended, "told before it is forgotten, once");
        Must.hold(polls - answers <= 1, "one poll waits");
        Must.hold(session.isOpen() == (closed == 0), "open until told");
    }

    @Override
    public Future<?> wakeIn(long nanos, EngineSession woken) {
        Must.hold(nanos >= 0, "when to wake");
        return new CompletableFuture<>();
    }

    @Override
    public void connected(boolean now) {
        unconnected += now ? -1 : 1;
    }

    @Override
    public void ended(EngineSession over) {
        ended++;
    }

    @Override
    public void received(String message, long atNanos) {
        Must.hold(!strangerSpeaks, "from a WebSocket of another");
        Must.equal(closed, 0, "heard after the end");
    }

    @Override
    public void received(byte[] message, long atNanos) {
        Must.equal(closed, 0, "heard after the end");
    }

    @Override
    public void closed(CloseReason reason) {
        closed++;
    }

    private static final class FuzzWire implements Wire {
        private Runnable sent = () -> {};

        @Override
        public void send(Frame frame, Runnable onSent) {
            sent = onSent;
        }

        @Override
        public void close() {}

        @Override
        public void maxMessageBytes(int bytes) {
            Must.hold(bytes > 0, "limit");
        }
    }
}
