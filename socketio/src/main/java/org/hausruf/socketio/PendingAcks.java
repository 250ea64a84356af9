package org.hausruf.socketio;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.hausruf.socketio.engine.EngineSessions;
import org.jspecify.annotations.Nullable;

/// Answers that one client owes. They come to an end, good or bad, in the socket's inbox. Guarded by `lock`.
final class PendingAcks {
    private final Limits limits;
    private final EngineSessions sessions;
    private final Inbox inbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Pending> pending = new HashMap<>(2);
    private long nextId;
    private boolean closed;

    private record Pending(CompletableFuture<List<@Nullable Object>> answer, Future<?> timer) {}

    record Asked(long id, CompletableFuture<List<@Nullable Object>> answer) {}

    PendingAcks(Limits limits, EngineSessions sessions, Inbox inbox) {
        this.limits = limits;
        this.sessions = sessions;
        this.inbox = inbox;
    }

    /// @return null: too many, or the socket is closed
    @Nullable
    Asked ask(Duration timeout) {
        lock.lock();
        try {
            if (closed || pending.size() >= limits.pendingAcks()) return null;
            long id = nextId++;
            var answer = new CompletableFuture<List<@Nullable Object>>();
            pending.put(id, new Pending(answer, sessions.schedule(() -> fail(id), timeout.toNanos())));
            return new Asked(id, answer);
        } finally {
            lock.unlock();
        }
    }

    /// An answer that nobody waits for (any more) is passed over.
    ///
    /// @return false: the inbox is full
    boolean answered(long id, List<@Nullable Object> args, int size) {
        @Nullable Pending asked = remove(id);
        if (asked == null) return true;
        asked.timer().cancel(false);
        return inbox.offer(() -> asked.answer().complete(args), size);
    }

    void close() {
        List<Pending> left;
        lock.lock();
        try {
            closed = true;
            left = List.copyOf(pending.values());
            pending.clear();
        } finally {
            lock.unlock();
        }
        for (Pending asked : left) {
            asked.timer().cancel(false);
            inbox.put(() -> asked.answer().completeExceptionally(new IllegalStateException("disconnected")));
        }
    }

    private void fail(long id) {
        @Nullable Pending asked = remove(id);
        if (asked != null) inbox.put(() -> asked.answer().completeExceptionally(new TimeoutException("no answer")));
    }

    private @Nullable Pending remove(long id) {
        lock.lock();
        try {
            return pending.remove(id);
        } finally {
            lock.unlock();
        }
    }
}
