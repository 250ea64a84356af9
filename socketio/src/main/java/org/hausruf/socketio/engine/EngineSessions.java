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

    /// @param upgradable on polling
    /// @return null: there are too many
    public @Nullable EngineSession open(Client client, boolean upgradable, long nowNanos) {
        if (!reserve()) return null;
        String sid = newId();
        var session = new EngineSession(sid, limits, nowNanos, new Owner());
        sessions.put(sid, session);
        session.begin(listeners.apply(session, client), openPacket(sid, upgradable), nowNanos);
        if (closed) session.close(CloseReason.SERVER_SHUTTING_DOWN, nowNanos);
        return session;
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
        @Override
        public Future<?> wakeIn(long nanos, EngineSession session) {
            return schedule(() -> session.advance(System.nanoTime()), nanos);
        }

        @Override
        public void connected(boolean now) {
            unconnected.addAndGet(now ? -1 : 1);
        }

        @Override
        public void ended(EngineSession session) {
            sessions.remove(session.sid());
            inAll.decrementAndGet();
        }
    }
}
