package org.hausruf.server.signin;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.account.PasswordResets;
import org.hausruf.server.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks office for new passwords while nobody waits, so that the answer comes in the same time for every address.
/// Thread-safe.
public final class ForgottenPasswords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForgottenPasswords.class);

    private static final int AT_ONCE = 2;
    private static final int MAX_WAITING = 200;
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final PasswordResets resets;
    private final ExecutorService work = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_WAITING),
            Thread.ofVirtual().name("forgotten-password").factory());

    public ForgottenPasswords(PasswordResets resets) {
        this.resets = resets;
    }

    /// Refused when too many wait, whoever asks.
    ///
    /// @param language of the mail; null: that of the office
    public void ask(EmailAddress email, @Nullable Language language) {
        try {
            work.execute(() -> request(email, language));
        } catch (RejectedExecutionException e) {
            throw Problem.tooManyRequests(RETRY).exception();
        }
    }

    private void request(EmailAddress email, @Nullable Language language) {
        try {
            resets.request(email, language);
        } catch (RuntimeException e) { // the edge of this thread
            LOG.error("no new password asked for", e);
        }
    }

    @Override
    public void close() {
        work.shutdownNow();
    }
}
