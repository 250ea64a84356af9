package org.hausruf.livekit.http;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import livekit.LivekitRtc.SignalResponse;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.hausruf.fuzz.Must;
import org.hausruf.livekit.signal.SignalConnection;
import org.jspecify.annotations.Nullable;

/// Jetty's end of a client's WebSocket, without a network: frames go in one by one, responses are kept.
final class FuzzSession implements InvocationHandler {
    static final int OPEN = 0;

    private static final Set<SignalSocket> OPEN_SOCKETS = ConcurrentHashMap.newKeySet();
    private static final int ANSWER_SECONDS = 20;

    private final SignalSocket socket;
    private final Semaphore demands = new Semaphore(0);
    private final List<SignalResponse> responses = new ArrayList<>();
    private int closeCode = OPEN;
    /// Whether it ever spoke JSON.
    private boolean text;

    FuzzSession(SignalConnection connection) {
        socket = new SignalSocket(connection, Clock.systemUTC(), OPEN_SOCKETS);
        socket.onWebSocketOpen(
                (Session) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Session.class}, this));
    }

    /// As Jetty does: a frame is handed over when it was asked for.
    void binary(byte[] frame) {
        if (!awaitDemand()) return;
        socket.onWebSocketBinary(ByteBuffer.wrap(frame), Callback.NOOP);
    }

    void text(String frame) {
        if (!awaitDemand()) return;
        synchronized (this) {
            text = true;
        }
        socket.onWebSocketText(frame);
    }

    /// Waits until the last frame has been dealt with.
    ///
    /// @return false when the WebSocket is closed
    boolean settle() {
        if (!awaitDemand()) return false;
        demands.release();
        return true;
    }

    private boolean awaitDemand() {
        try {
            Must.hold(demands.tryAcquire(ANSWER_SECONDS, TimeUnit.SECONDS), "neither read on nor closed");
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
        return closeCode() == OPEN;
    }

    /// The client's network is gone.
    void lose() {
        socket.onWebSocketClose(1_006, "", Callback.NOOP);
    }

    synchronized int closeCode() {
        return closeCode;
    }

    /// The first response of that kind. The room may send it from its own thread, so it may come a moment after the
    /// client's last frame has been dealt with.
    SignalResponse await(Predicate<SignalResponse> kind, String what) {
        var found = new SignalResponse[1];
        await(
                () -> responses.stream()
                        .filter(kind)
                        .findFirst()
                        .map(r -> found[0] = r)
                        .isPresent(),
                what);
        return found[0];
    }

    /// The close code, when what stood before the close has been sent.
    synchronized int awaitClose() {
        await(() -> closeCode != OPEN, "closed");
        return closeCode;
    }

    private synchronized void await(BooleanSupplier happened, String what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_SECONDS);
        try {
            while (!happened.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                Must.hold(left > 0, what);
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    synchronized List<SignalResponse> responses() {
        return List.copyOf(responses);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "sendBinary" -> sent(SignalResponse.parseFrom((ByteBuffer) arguments[0]), false, arguments);
            case "sendText" -> sent(json((String) arguments[0]), true, arguments);
            case "demand" -> demands.release();
            case "close" -> close((int) arguments[0], (Callback) arguments[2]);
            case "isOpen" -> {
                return closeCode() == OPEN;
            }
            default -> {} // limits
        }
        return null;
    }

    private static SignalResponse json(String text) throws InvalidProtocolBufferException {
        var response = SignalResponse.newBuilder();
        JsonFormat.parser().merge(text, response);
        return response.build();
    }

    private void sent(SignalResponse response, boolean asText, Object[] arguments) {
        var callback = (Callback) arguments[1];
        boolean open;
        synchronized (this) {
            open = closeCode == OPEN;
            Must.hold(text || !asText, "JSON for a client that speaks protobuf");
            if (open) responses.add(response);
            notifyAll();
        }
        if (open) callback.succeed();
        else callback.fail(new ClosedChannelException());
    }

    private void close(int code, Callback callback) {
        synchronized (this) {
            if (closeCode != OPEN) return;
            closeCode = code;
            notifyAll();
        }
        callback.succeed();
        socket.onWebSocketClose(code, "", Callback.NOOP);
        demands.release(100); // whoever waits learns of it
    }
}
