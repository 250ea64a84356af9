package org.hausruf.livekit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.hausruf.livekit.signal.SignalSession;
import org.junit.jupiter.api.Test;

class SignalSocketTest {
    private final Queue<Callback> pongs = new ArrayDeque<>();
    private int demanded;

    @Test
    void whoSendsPingsAndReadsNoPongIsReadNoFurther() {
        var socket = new SignalSocket(SignalSession.turnedAway(_ -> {}), Clock.systemUTC(), new HashSet<>());
        socket.onWebSocketOpen(session());
        int before = demanded;

        socket.onWebSocketPing(ByteBuffer.allocate(125));

        assertThat(demanded).isEqualTo(before);
        pongs.remove().succeed();
        assertThat(demanded).isEqualTo(before + 1);
    }

    /// Jetty's, as far as a ping goes.
    private Session session() {
        return (Session) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Session.class}, (_, method, args) -> {
                    switch (method.getName()) {
                        case "sendPong" -> pongs.add((Callback) args[1]);
                        case "demand" -> demanded++;
                        default -> {}
                    }
                    return method.getReturnType() == boolean.class ? true : null;
                });
    }
}
