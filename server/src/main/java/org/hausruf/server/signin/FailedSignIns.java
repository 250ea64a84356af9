package org.hausruf.server.signin;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.Refusal;
import org.hausruf.office.db.StorageFullException;
import org.hausruf.office.user.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has office write down failed sign-ins while nobody waits, so that a refusal comes in the same time for every
/// address. What is too much for the queue is forgotten: what is to be written had a password checked, which takes
/// longer than to write it down. Thread-safe.
public final class FailedSignIns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FailedSignIns.class);

    private static final int MAX_WAITING = 200;

    private final Sessions sessions;
    private final ExecutorService work = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            Thread.ofVirtual().name("failed-sign-ins").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    public FailedSignIns(Sessions sessions) {
        this.sessions = sessions;
    }

    /// @param email as it was typed
    public void note(String email, Sessions.From from, Refusal why) {
        work.execute(() -> write(email, from, why));
    }

    private void write(String email, Sessions.From from, Refusal why) {
        try {
            sessions.noteFailure(email, from, why);
        } catch (StorageFullException e) {
            LOG.debug("failed sign-in not written down: the disk is full"); // and the log may be on it
        } catch (RuntimeException e) { // the edge of this thread
            LOG.error("failed sign-in not written down", e);
        }
    }

    @Override
    public void close() {
        work.shutdown();
        try {
            if (!work.awaitTermination(2, TimeUnit.SECONDS)) work.shutdownNow();
        } catch (InterruptedException e) {
            work.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
