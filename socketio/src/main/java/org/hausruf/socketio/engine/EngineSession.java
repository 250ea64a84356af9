package org.hausruf.socketio.engine;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.hausruf.socketio.CloseReason;
import org.hausruf.socketio.Limits;
import org.jspecify.annotations.Nullable;

/// One client's session, whichever transport carries it. Any thread; guarded by `lock`, under which nothing blocks.
///
/// Life: *open* → *closing* (the listener has been told, the last packets may still go out) → *ended* (no longer
/// known).
/// It begins on polling, or on the WebSocket that opened it; a second WebSocket, the candidate, takes over from polling
/// when it has sent a probe and then the upgrade packet.
public final class EngineSession {
    /// As long as Engine.IO's own server holds a poll of a client that upgrades: who polls on is not answered in a
    /// circle.
    private static final long NOOP_NANOS = 100_000_000;

    private static final Frame PING = new Frame.Text("2");
    private static final Frame PROBE = new Frame.Text("3probe");
    private static final Frame CLOSE = new Frame.Text("1");
    private static final Frame NOOP = new Frame.Text("6");

    private enum State {
        OPEN,
        CLOSING,
        ENDED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final String sid;
    private final Limits limits;
    private final Owner owner;
    private final SendQueue queue;
    private final Heartbeat heartbeat;
    private SessionListener listener = NOBODY;

    private State state = State.OPEN;
    private volatile boolean connected;
    private boolean closedByClient;
    private @Nullable Future<?> timer;
    private boolean posting;
    private @Nullable Poll poll;
    private @Nullable Wire wire;
    private boolean writing;
    private boolean pumping;
    private @Nullable Wire candidate;
    private boolean probed;
    private long upgradeByNanos;
    /// When the poll is answered that came after the probe, if nothing else answers it.
    private long noopAtNanos;
    /// Only of a session that is closing, or in no namespace.
    private long goneByNanos;

    /// Told under the session's lock: must not block.
    interface Owner {
        /// Has [EngineSession#advance] called.
        Future<?> wakeIn(long nanos, EngineSession session);

        void connected(boolean now);

        /// The last call.
        void ended(EngineSession session);
    }

    EngineSession(String sid, Limits limits, long nowNanos, Owner owner) {
        this.sid = sid;
        this.limits = limits;
        this.owner = owner;
        queue = new SendQueue(limits);
        heartbeat = new Heartbeat(
                limits.pingInterval().toNanos(), limits.pingTimeout().toNanos(), nowNanos);
        goneByNanos = nowNanos + limits.connectTimeout().toNanos();
    }

    /// Before anything else is done with the session.
    void begin(SessionListener newListener, String openPacket, long nowNanos) {
        lock.lock();
        try {
            listener = newListener;
            queue.add(new Frame.Text(openPacket));
            arm(nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// The secret by which a client is known.
    public String sid() {
        return sid;
    }

    /// Sends one message and its attachments, together.
    ///
    /// @return false: closed, or closed by this, as the queue is full
    public boolean send(String message, List<byte[]> attachments) {
        lock.lock();
        try {
            if (state != State.OPEN) return false;
            boolean room = queue.add(new Frame.Text("4" + message));
            for (byte[] attachment : attachments) room = room && queue.add(new Frame.Binary(attachment));
            return sent(room);
        } finally {
            lock.unlock();
        }
    }

    /// Sends bytes alone, for what speaks Engine.IO without Socket.IO.
    ///
    /// @return false: closed, or closed by this, as the queue is full
    public boolean sendBinary(byte[] message) {
        lock.lock();
        try {
            return state == State.OPEN && sent(queue.add(new Frame.Binary(message)));
        } finally {
            lock.unlock();
        }
    }

    private boolean sent(boolean queued) {
        if (queued) flush();
        else abort(CloseReason.SEND_QUEUE_FULL);
        return queued;
    }

    /// Whether the client is in a namespace: only then it may stay, and send much. Who stays out has no more time by
    /// being told so again.
    ///
    /// @param isIn asked under the session's lock, so that of two who come and go at once the last one's is true
    /// @return false: closed
    public boolean connected(BooleanSupplier isIn, long nowNanos) {
        lock.lock();
        try {
            if (state != State.OPEN) return false;
            boolean now = isIn.getAsBoolean();
            if (connected == now) return true;
            owner.connected(now);
            connected = now;
            goneByNanos = nowNanos + limits.connectTimeout().toNanos();
            if (wire != null) wire.maxMessageBytes(maxMessageBytes());
            arm(nowNanos);
            return true;
        } finally {
            lock.unlock();
        }
    }

    public int maxMessageBytes() {
        return connected ? limits.payloadBytes() : Math.min(limits.payloadBytes(), limits.payloadBytesBeforeConnect());
    }

    /// Ends the session when what was sent has gone out.
    public void close(CloseReason reason, long nowNanos) {
        lock.lock();
        try {
            if (state != State.OPEN) return;
            closedByServer(reason, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// Ends the session at once.
    public void end(CloseReason reason) {
        lock.lock();
        try {
            abort(reason);
        } finally {
            lock.unlock();
        }
    }

    /// A GET. Two at a time are the end of the session.
    public void polled(Poll arrived, long nowNanos) {
        lock.lock();
        try {
            step(nowNanos);
            if (state == State.ENDED || wire != null) {
                arrived.refuse();
            } else if (poll != null) {
                arrived.refuse();
                abort(CloseReason.TRANSPORT_ERROR);
            } else {
                poll = arrived;
                flush();
                if (probed && poll != null) {
                    noopAtNanos = nowNanos + NOOP_NANOS;
                    arm(nowNanos);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// The head of a POST. Two at a time are the end of the session.
    ///
    /// @return false: refused
    public boolean postBegins(long nowNanos) {
        lock.lock();
        try {
            step(nowNanos);
            if (state != State.OPEN || wire != null) return false;
            if (posting) {
                abort(CloseReason.TRANSPORT_ERROR);
                return false;
            }
            posting = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// The body of a POST, or null when it did not come, or not so that it could be read.
    ///
    /// @return false: refused, and the session is over
    public boolean postEnds(@Nullable String body, long nowNanos) {
        lock.lock();
        try {
            posting = false;
            if (state != State.OPEN) return false;
            if (body == null || body.isEmpty()) {
                abort(CloseReason.PARSE_ERROR);
                return false;
            }
            return packets(body, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// @return whether the session is still open: a body that arrives slowly is not waited for
    public boolean isOpen() {
        lock.lock();
        try {
            return state == State.OPEN;
        } finally {
            lock.unlock();
        }
    }

    /// A WebSocket that opened the session.
    public void openedBy(Wire opener) {
        lock.lock();
        try {
            wire = opener;
            opener.maxMessageBytes(maxMessageBytes());
            if (state == State.ENDED) opener.close();
            flush();
        } finally {
            lock.unlock();
        }
    }

    /// A WebSocket that would take over. There is one at a time, and only from polling.
    ///
    /// @return false: refused, and closed
    public boolean upgradeBegins(Wire arrived, long nowNanos) {
        lock.lock();
        try {
            step(nowNanos);
            if (state != State.OPEN || wire != null || candidate != null) {
                arrived.close();
                return false;
            }
            candidate = arrived;
            arrived.maxMessageBytes(maxMessageBytes());
            upgradeByNanos = nowNanos + limits.upgradeTimeout().toNanos();
            arm(nowNanos);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// A message of text on a WebSocket.
    public void received(Wire from, String packet, long nowNanos) {
        lock.lock();
        try {
            step(nowNanos);
            if (state != State.OPEN) return;
            if (from == candidate) upgrade(from, packet);
            else if (from == wire) text(packet, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// A binary message on a WebSocket.
    public void received(Wire from, byte[] message, long nowNanos) {
        lock.lock();
        try {
            step(nowNanos);
            if (state != State.OPEN) return;
            if (from == candidate) dropCandidate();
            else if (from == wire) listener.received(message, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /// A WebSocket is gone, by its end or an error.
    public void lost(Wire gone, CloseReason reason) {
        lock.lock();
        try {
            if (gone == candidate) {
                candidate = null;
                probed = false;
            } else if (gone == wire) {
                abort(reason);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Does what is due.
    void advance(long nowNanos) {
        lock.lock();
        try {
            step(nowNanos);
            arm(nowNanos);
        } finally {
            lock.unlock();
        }
    }

    private void arm(long nowNanos) {
        if (timer != null) timer.cancel(false);
        timer = state == State.ENDED ? null : owner.wakeIn(untilDueNanos(nowNanos), this);
    }

    private long untilDueNanos(long nowNanos) {
        long nanos = state == State.OPEN ? heartbeat.dueNanos() - nowNanos : Long.MAX_VALUE;
        if (!connected || state == State.CLOSING) nanos = Math.min(nanos, goneByNanos - nowNanos);
        if (candidate != null) nanos = Math.min(nanos, upgradeByNanos - nowNanos);
        if (isNoopOwed()) nanos = Math.min(nanos, noopAtNanos - nowNanos);
        return Math.max(nanos, 0);
    }

    private void step(long nowNanos) {
        if (state == State.ENDED) return;
        if (candidate != null && nowNanos - upgradeByNanos >= 0) dropCandidate();
        if (isNoopOwed() && nowNanos - noopAtNanos >= 0) answer(Payload.of(List.of(NOOP)));
        boolean gone = nowNanos - goneByNanos >= 0;
        if (state == State.CLOSING) {
            if (gone) ended();
            return;
        }
        if (gone && !connected) {
            closedByServer(CloseReason.CONNECT_TIMEOUT, nowNanos);
            return;
        }
        switch (heartbeat.advance(nowNanos)) {
            case NOTHING -> {}
            case PING -> {
                if (queue.add(PING)) flush();
                else abort(CloseReason.SEND_QUEUE_FULL);
            }
            case DEAD -> abort(CloseReason.PING_TIMEOUT);
        }
    }

    private boolean packets(String body, long nowNanos) {
        int from = 0;
        while (from <= body.length() && state == State.OPEN) {
            int to = body.indexOf(Payload.SEPARATOR, from);
            String packet = body.substring(from, to < 0 ? body.length() : to);
            if (packet.startsWith("b")) binary(packet, nowNanos);
            else text(packet, nowNanos);
            from = to < 0 ? Integer.MAX_VALUE : to + 1;
        }
        return state != State.ENDED || closedByClient;
    }

    private void binary(String packet, long nowNanos) {
        byte[] message;
        try {
            message = Payload.bytes(packet);
        } catch (IllegalArgumentException e) {
            abort(CloseReason.PARSE_ERROR);
            return;
        }
        listener.received(message, nowNanos);
    }

    private void text(String packet, long nowNanos) {
        char type = packet.isEmpty() ? '?' : packet.charAt(0);
        if (type == '4') {
            listener.received(packet.substring(1), nowNanos);
        } else if (packet.equals("3")) {
            if (heartbeat.pong(nowNanos)) arm(nowNanos); // others cost nothing, so that they need no budget
        } else if (packet.equals("1")) {
            closedByClient(nowNanos);
        } else {
            abort(CloseReason.PARSE_ERROR);
        }
    }

    /// Its poll, which may be on its way yet, is answered as the client expects.
    private void closedByClient(long nowNanos) {
        if (wire != null) {
            abort(CloseReason.TRANSPORT_CLOSE);
            return;
        }
        closedByClient = true;
        queue.clear();
        queue.add(NOOP);
        closing(CloseReason.TRANSPORT_CLOSE, nowNanos);
        flush();
    }

    private void upgrade(Wire from, String packet) {
        if (!probed && packet.equals("2probe")) {
            probed = true;
            from.send(PROBE, () -> {});
            if (poll != null) answer(Payload.of(List.of(NOOP))); // the client upgrades when its poll is answered
        } else if (probed && packet.equals("5")) {
            if (poll != null) answer(Payload.of(List.of(NOOP)));
            wire = from;
            candidate = null;
            probed = false;
            flush();
        } else {
            dropCandidate();
        }
    }

    /// A poll that comes while a client upgrades; the one that waited when its probe came is answered at once.
    private boolean isNoopOwed() {
        return probed && poll != null;
    }

    private void dropCandidate() {
        Wire dropped = candidate;
        candidate = null;
        probed = false;
        if (dropped != null) dropped.close();
    }

    private void flush() {
        if (wire != null) pump(wire);
        else if (poll != null && !queue.isEmpty()) answer(Payload.of(queue.drain()));
        if (state == State.CLOSING && queue.isEmpty() && !writing) ended();
    }

    /// One frame at a time is with the WebSocket, so that what waits is counted here.
    private void pump(Wire to) {
        if (pumping) return;
        pumping = true;
        while (!writing && !queue.isEmpty()) {
            Frame next = queue.poll();
            if (next == null) break;
            writing = true;
            to.send(next, this::sent);
        }
        pumping = false;
    }

    private void sent() {
        lock.lock();
        try {
            writing = false;
            if (!pumping) flush();
        } finally {
            lock.unlock();
        }
    }

    private void answer(String payload) {
        Poll answered = poll;
        poll = null;
        if (answered != null) answered.answer(payload);
    }

    private void closedByServer(CloseReason reason, long nowNanos) {
        if (wire == null) queue.add(CLOSE);
        closing(reason, nowNanos);
        flush();
    }

    private void closing(CloseReason reason, long nowNanos) {
        state = State.CLOSING;
        goneByNanos = nowNanos + limits.pingTimeout().toNanos();
        arm(nowNanos);
        listener.closed(reason);
    }

    private void abort(CloseReason reason) {
        if (state == State.ENDED) return;
        boolean tell = state == State.OPEN;
        ended();
        if (tell) listener.closed(reason);
    }

    private void ended() {
        state = State.ENDED;
        queue.clear();
        answer(Payload.of(List.of(CLOSE)));
        dropCandidate();
        if (wire != null) wire.close();
        if (timer != null) timer.cancel(false);
        timer = null;
        if (!connected) owner.connected(true);
        owner.ended(this);
    }

    private static final SessionListener NOBODY = new SessionListener() {
        @Override
        public void received(String message, long nowNanos) {}

        @Override
        public void received(byte[] message, long nowNanos) {}

        @Override
        public void closed(CloseReason reason) {}
    };
}
