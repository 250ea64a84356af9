package org.hausruf.server.outbound;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.TenantId;
import org.jspecify.annotations.Nullable;

/// Room for so many requests at once, and of one office for no more than its share: whose receivers hang leaves the
/// others theirs. Thread-safe.
final class Places {
    private final Semaphore all = new Semaphore(Limits.REQUESTS_AT_ONCE);
    private final ConcurrentHashMap<TenantId, Semaphore> shares = new ConcurrentHashMap<>();

    /// Waits for one, first among the office's own.
    ///
    /// @param office null: nobody's in particular
    /// @return whether there was one in time
    boolean take(@Nullable TenantId office, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        if (office != null && !share(office).tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) return false;
        boolean taken = false;
        try {
            taken = all.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return taken;
        } finally {
            if (!taken && office != null) share(office).release();
        }
    }

    void leave(@Nullable TenantId office) {
        all.release();
        if (office != null) share(office).release();
    }

    private Semaphore share(TenantId office) {
        return shares.computeIfAbsent(office, _ -> new Semaphore(Limits.REQUESTS_OF_ONE_OFFICE));
    }

    /// How many more there is room for.
    int free() {
        return all.availablePermits();
    }
}
