package org.hausruf.server.push;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// So many at once for each key, in the order in which they came; keys that nobody waits for are forgotten.
/// Thread-safe.
///
/// @param <K> what has a number of places of its own
final class Turns<K> {
    private final int atOnce;
    private final ConcurrentHashMap<K, Line> lines = new ConcurrentHashMap<>();

    /// @param users who have a place, or wait for one; written under the map's lock of the key
    private record Line(Semaphore places, int users) {
        Line with(int more) {
            return new Line(places, users + more);
        }
    }

    Turns(int atOnce) {
        this.atOnce = atOnce;
    }

    /// Waits for a place; whoever has got one leaves it.
    void take(K key) throws InterruptedException {
        var line = lines.compute(key, (_, it) -> (it == null ? new Line(new Semaphore(atOnce, true), 0) : it).with(1));
        boolean taken = false;
        try {
            line.places().acquire();
            taken = true;
        } finally {
            if (!taken) forget(key);
        }
    }

    void leave(K key) {
        var line = lines.get(key);
        if (line == null) throw new IllegalStateException("nobody has a place");
        line.places().release();
        forget(key);
    }

    private void forget(K key) {
        lines.computeIfPresent(key, (_, it) -> it.users() == 1 ? null : it.with(-1));
    }

    /// Keys somebody has a place of, or waits for.
    int size() {
        return lines.size();
    }
}
