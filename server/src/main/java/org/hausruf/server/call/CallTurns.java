package org.hausruf.server.call;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.hausruf.office.CallId;

/// One at a time for each call, first come, first served; nobody waits for another call. Holds as many locks as threads
/// are in here, whatever ids they name. Thread-safe.
final class CallTurns {
    private final Map<CallId, Turn> turns = new ConcurrentHashMap<>();

    /// @param users threads that hold the lock or wait for it; changed within the map's own turns alone
    private record Turn(ReentrantLock lock, int users) {}

    <T> T take(CallId id, Supplier<T> work) {
        var turn = Objects.requireNonNull(turns.compute(
                id,
                (_, it) -> it == null ? new Turn(new ReentrantLock(true), 1) : new Turn(it.lock(), it.users() + 1)));
        turn.lock().lock();
        try {
            return work.get();
        } finally {
            turn.lock().unlock();
            turns.computeIfPresent(id, (_, it) -> it.users() == 1 ? null : new Turn(it.lock(), it.users() - 1));
        }
    }

    int size() {
        return turns.size();
    }
}
