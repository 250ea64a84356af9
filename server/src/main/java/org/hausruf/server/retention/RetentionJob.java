package org.hausruf.server.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.TenantId;
import org.hausruf.office.retention.Retention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has each office forget what it does not keep: some minutes after the start, then once a day. What was due while
/// nothing ran is due at the start; nothing has to be remembered for it. Offices come one after the other, each in
/// bounded runs of its own.
public final class RetentionJob implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
    private static final Duration EACH = Duration.ofDays(1);
    private static final Duration AFTER_A_FAULT = Duration.ofHours(1);
    /// A start has other things to do first, and several servers that start together are not to begin together.
    private static final int FIRST_SECONDS = 60;

    private static final int SPREAD_SECONDS = 600;
    private static final int LOOK_SECONDS = 60;
    /// Runs of one office in one turn; what is left is the next day's.
    private static final int MAX_RUNS = 1_000;

    private final Retention retention;
    private final InstantSource clock;
    /// Confined to the timer's thread, or to a test's.
    private Instant due;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("retention").factory());

    /// @param due when to do it first
    RetentionJob(Retention retention, InstantSource clock, Instant due) {
        this.retention = retention;
        this.clock = clock;
        this.due = due;
    }

    /// Does it until it is closed.
    public static RetentionJob start(Retention retention, InstantSource clock) {
        var wait = FIRST_SECONDS + ThreadLocalRandom.current().nextInt(SPREAD_SECONDS);
        var job = new RetentionJob(retention, clock, clock.instant().plusSeconds(wait));
        var _ = job.timer.scheduleWithFixedDelay(job::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        return job;
    }

    /// The edge of this thread: what fails is tried again within an hour.
    void look() {
        var now = clock.instant();
        if (now.isBefore(due)) return;
        due = now.plus(AFTER_A_FAULT);
        try {
            if (everyOffice()) due = now.plus(EACH);
        } catch (RuntimeException e) {
            LOG.warn("nothing old removed, next try within an hour", e);
        }
    }

    /// {@return whether all went well}
    private boolean everyOffice() {
        boolean well = true;
        for (var office : retention.offices()) well &= office(office);
        return well;
    }

    /// One office's fault is no other's.
    private boolean office(TenantId office) {
        try {
            for (int runs = 0; runs < MAX_RUNS && !Thread.currentThread().isInterrupted(); runs++) {
                if (!retention.run(office).more()) return true;
            }
            return true;
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("tenant", office).setCause(e).log("nothing old removed, next try within an hour");
            return false;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
