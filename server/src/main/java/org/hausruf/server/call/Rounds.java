package org.hausruf.server.call;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.hausruf.server.bridge.MediaServerAway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done again and again. Each work has a thread of its own, so that one which waits (for a media server, for
/// the database) keeps no other from its time; of one work, one run at a time. Thread-safe.
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final List<ScheduledExecutorService> timers = new CopyOnWriteArrayList<>();

    /// @param what for threads and log
    void every(int seconds, String what, Runnable work) {
        every(seconds, seconds, what, work);
    }

    void every(int firstSeconds, int eachSeconds, String what, Runnable work) {
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name(what).factory());
        timers.add(timer);
        var _ = timer.scheduleWithFixedDelay(() -> guarded(what, work), firstSeconds, eachSeconds, TimeUnit.SECONDS);
    }

    /// At once, on a thread of its own.
    static void aside(String what, Runnable work) {
        var _ = Thread.ofVirtual().name(what).start(() -> guarded(what, work));
    }

    /// The edge of these threads: what is done again is tried again.
    private static void guarded(String what, Runnable work) {
        try {
            work.run();
        } catch (MediaServerAway e) {
            LOG.atWarn().addKeyValue("what", what).log("calls not looked after, media server is away");
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).addKeyValue("what", what).log("calls not looked after");
        }
    }

    @Override
    public void close() {
        timers.forEach(ScheduledExecutorService::shutdownNow);
    }
}
