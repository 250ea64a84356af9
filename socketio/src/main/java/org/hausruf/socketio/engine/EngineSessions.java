package org.hausruf.socketio.engine;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.hausruf.socketio.Client;
import org.hausruf.socketio.CloseReason;
import org.hausruf.socketio.Limits;
import org.jspecify.annotations.Nullable;

/// All sessions, and the one thread that wakes them when something is due. Any thread.
public final class EngineSessions implements AutoCloseable {
    private static final int SID_BYTES = 20;

    private final Limits limits;
    private final BiFunction<EngineSession, Client, SessionListener> listeners;
    private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
    private final AtomicInteger inAll = new AtomicInteger();
    private final AtomicInteger unconnected = new AtomicInteger();
    /// Of those, how many come from where.
    private final Map<Object, Integer> shares = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("socketio-timers").factory());
    private volatile boolean closed;

    /// @param listeners makes the one of a new session
    public EngineSessions(Limits limits, BiFunction<EngineSession, Client, SessionListener> listeners) {
        this.limits = limits;
        this.listeners = listeners;
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /// What comes of a handshake.
    public sealed interface Opening {
        record Opened(EngineSession session) implements Opening {}

        /// There are too many.
        record Full() implements Opening {}

        /// There are too many that have entered nothing and come from the same place.
        record ShareTaken() implements Opening {}
    }

    /// @param from whence, as [org.hausruf.socketio.SocketIo.Builder#tellApart] tells
    /// @param upgradable on polling
    public Opening open(Client client, Object from, boolean upgradable, long nowNanos) {
        var owner = new Owner(from);
        if (!owner.take()) return new Opening.ShareTaken();
        if (!reserve()) {
            owner.giveBack();
            return new Opening.Full();
        }
        String sid = newId();
        var session = new EngineSession(sid, limits, nowNanos, owner);
        sessions.put(sid, session);
        session.begin(listeners.apply(session, client), openPacket(sid, upgradable), nowNanos);
        if (closed) session.close(CloseReason.SERVER_SHUTTING_DOWN, nowNanos);
        return new Opening.Opened(session);
    }

    public @Nullable EngineSession find(String sid) {
        return sessions.get(sid);
    }

    /// Sessions now.
    public int size() {
        return sessions.size();
    }

    /// An id that nobody guesses.
    public String newId() {
        byte[] bytes = new byte[SID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Runs what must not block, on the thread of timers.
    public Future<?> schedule(Runnable work, long nanos) {
        if (closed) return CompletableFuture.completedFuture(null);
        return timers.schedule(work, nanos, TimeUnit.NANOSECONDS);
    }

    /// Says good-bye to all; new ones are turned away.
    @Override
    public void close() {
        closed = true;
        long now = System.nanoTime();
        for (EngineSession session : sessions.values()) {
            session.close(CloseReason.SERVER_SHUTTING_DOWN, now);
            session.end(CloseReason.SERVER_SHUTTING_DOWN);
        }
        timers.shutdownNow();
    }

    private boolean reserve() {
        if (closed) return false;
        if (inAll.incrementAndGet() <= limits.sessions()) {
            if (unconnected.incrementAndGet() <= limits.unconnectedSessions()) return true;
            unconnected.decrementAndGet();
        }
        inAll.decrementAndGet();
        return false;
    }

    private String openPacket(String sid, boolean upgradable) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":" + (upgradable ? "[\"websocket\"]" : "[]")
                + ",\"pingInterval\":" + limits.pingInterval().toMillis()
                + ",\"pingTimeout\":" + limits.pingTimeout().toMillis()
                + ",\"maxPayload\":" + limits.payloadBytes() + "}";
    }

    private final class Owner implements EngineSession.Owner {
        private final Object from;

        Owner(Object from) {
            this.from = from;
        }

        /// @return false: others from there have taken what there is
        boolean take() {
            if (add() <= limits.unconnectedPerAddress()) return true;
            giveBack();
            return false;
        }

        private int add() {
            return shares.merge(from, 1, Integer::sum);
        }

        private void giveBack() {
            shares.computeIfPresent(from, (_, count) -> count == 1 ? null : count - 1);
        }

        @Override
        public Future<?> wakeIn(long nanos, EngineSession session) {
            return schedule(() -> session.advance(System.nanoTime()), nanos);
        }

        @Override
        public void connected(boolean now) {
            unconnected.addAndGet(now ? -1 : 1);
            if (now) giveBack();
            else add();
        }

        @Override
        public void ended(EngineSession session) {
            sessions.remove(session.sid());
            inAll.decrementAndGet();
        }
    }
}
