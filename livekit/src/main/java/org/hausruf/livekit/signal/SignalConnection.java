package org.hausruf.livekit.signal;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.Pong;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.jspecify.annotations.Nullable;

/// One client's WebSocket as its session sees it: a bounded queue of responses, and where requests go.
///
/// Responses may be queued before the WebSocket is open: HTTP is upgraded only when the first one is known. One
/// response is on its way at a time; a client that reads so slowly that the queue fills up is cut off, and comes back
/// by resuming. Any thread; guarded by `this`.
public final class SignalConnection {
    /// Far above what a joining client is sent at once, far below what would hurt.
    static final int MAX_QUEUED = 1_000;
    static final int MAX_QUEUED_BYTES = 8 << 20;

    /// WebSocket close codes (RFC 6455 §7.4.1).
    public static final int CLOSE_NORMAL = 1_000;
    static final int CLOSE_TRY_AGAIN = 1_013;

    /// A WebSocket that can send one response at a time.
    public interface Socket {
        /// Sends one response.
        ///
        /// @param sent to be run when the next one may follow; never run after a failure
        void send(SignalResponse response, Runnable sent);

        void close(int code, String reason);
    }

    private final ResponseQueue queue = new ResponseQueue();
    private final BiConsumer<SignalRequest, Runnable> requests;
    private final Consumer<SignalClose> lost;
    private @Nullable Socket socket;
    private boolean sending;
    private boolean closing;
    private boolean closed;

    /// @param requests takes each request and runs what comes with it when it is ready for the next
    /// @param lost told once, when the WebSocket is gone
    SignalConnection(BiConsumer<SignalRequest, Runnable> requests, Consumer<SignalClose> lost) {
        this.requests = requests;
        this.lost = lost;
    }

    /// The WebSocket is up.
    public void opened(Socket opened) {
        synchronized (this) {
            if (!closed) socket = opened;
        }
        if (socket == null) opened.close(CLOSE_NORMAL, "");
        else sendNext();
    }

    /// A request has come. Pings are answered here, without waiting for the room.
    ///
    /// @param done run when the next request may be read
    public void received(SignalRequest request, long nowMillis, Runnable done) {
        switch (request.getMessageCase()) {
            case PING -> {
                send(SignalResponse.newBuilder().setPong(nowMillis).build());
                done.run();
            }
            case PING_REQ -> {
                send(pong(request.getPingReq(), nowMillis));
                done.run();
            }
            case MESSAGE_NOT_SET -> done.run();
            default -> requests.accept(request, done);
        }
    }

    private static SignalResponse pong(Ping ping, long nowMillis) {
        var pong = Pong.newBuilder().setLastPingTimestamp(ping.getTimestamp()).setTimestamp(nowMillis);
        return SignalResponse.newBuilder().setPongResp(pong).build();
    }

    /// The WebSocket is gone, or was never opened.
    ///
    /// @param why counts once, and not when we were closing anyway
    public void closed(SignalClose why) {
        boolean byUs;
        synchronized (this) {
            if (closed) return;
            closed = true;
            byUs = closing;
            queue.clear();
        }
        lost.accept(byUs ? SignalClose.SERVER : why);
    }

    void send(SignalResponse response) {
        boolean full;
        synchronized (this) {
            if (closed || closing) return;
            queue.add(response);
            full = queue.size() > MAX_QUEUED || queue.sizeBytes() > MAX_QUEUED_BYTES;
        }
        if (full) abort();
        else sendNext();
    }

    /// Closes when everything queued has been sent: a leave must arrive.
    void closeAfterSending() {
        synchronized (this) {
            closing = true;
        }
        sendNext();
    }

    private void abort() {
        Socket open = socket();
        closed(SignalClose.TOO_SLOW);
        if (open != null) open.close(CLOSE_TRY_AGAIN, "too slow");
    }

    private synchronized @Nullable Socket socket() {
        return socket;
    }

    private void sendNext() {
        SignalResponse next;
        Socket open;
        synchronized (this) {
            open = socket;
            if (open == null || sending || closed) return;
            next = queue.poll();
            if (next == null && !closing) return;
            sending = true;
        }
        if (next == null) open.close(CLOSE_NORMAL, "");
        else open.send(next, this::sent);
    }

    private void sent() {
        synchronized (this) {
            sending = false;
        }
        sendNext();
    }
}
