package org.hausruf.server.schedule;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hausruf.office.invite.Notices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mails what becomes of planned calls: as soon as something has changed, and each half minute what time has brought
/// about, or what the mail server did not take before. One thread; so the next start begins with what this one left.
public final class NoticeClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeClock.class);
    private static final int EACH_SECONDS = 30;
    private static final int CLOSE_SECONDS = 10;

    private final Runnable job;
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("notices").factory());

    private NoticeClock(Runnable job) {
        this.job = job;
    }

    /// Looks at once, then goes on.
    public static NoticeClock start(Notices notices) {
        return start(notices::run, EACH_SECONDS);
    }

    static NoticeClock start(Runnable job, int eachSeconds) {
        var clock = new NoticeClock(job);
        var _ = clock.thread.scheduleWithFixedDelay(clock::guarded, 0, eachSeconds, TimeUnit.SECONDS);
        return clock;
    }

    /// Something has been written that somebody is to be told of. Does not wait. However often this is called before
    /// the next look begins, it is one look: that sees all that was written until then.
    public void wake() {
        if (isAwake.getAndSet(true)) return;
        try {
            thread.execute(this::guarded);
        } catch (RejectedExecutionException e) {
            LOG.debug("not told yet, the server stops");
        }
    }

    /// The edge of this thread.
    private void guarded() {
        isAwake.set(false);
        try {
            job.run();
        } catch (RuntimeException e) {
            LOG.warn("planned calls not told of, next try in seconds", e);
        }
    }

    /// What is due stands in the database. A mail that is on its way is waited for: what it was would be forgotten.
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) thread.shutdownNow();
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
