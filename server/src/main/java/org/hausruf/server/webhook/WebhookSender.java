package org.hausruf.server.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.hausruf.office.db.Resolver.WebhookOfTenant;
import org.hausruf.office.webhook.Deliveries;
import org.hausruf.office.webhook.Deliveries.Attempt;
import org.hausruf.office.webhook.Deliveries.Due;
import org.hausruf.office.webhook.Deliveries.Verdict;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.outbound.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Sends what is due, several at a time, until it is closed. One thread looks, and one for each that is being sent.
/// While nothing waits, no database is asked.
///
/// What is being sent is known in memory alone: a server that is killed meanwhile finds it waiting still, and sends it
/// again under the same id. Guarded by `lock`.
public final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    /// How soon the clock is looked at again; the database only when it is time.
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// After the database could not be asked.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Deliveries deliveries;
    private final OutboundHttp http;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final SendingPlaces places = new SendingPlaces();
    private final Thread looker;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhooks-", 0).factory());
    private boolean mustLook = true;
    private boolean closed;
    private Instant nextLook = Instant.MIN;

    private WebhookSender(Deliveries deliveries, OutboundHttp http, InstantSource clock) {
        this.deliveries = deliveries;
        this.http = http;
        this.clock = clock;
        looker = Thread.ofVirtual().name("webhooks").unstarted(this::run);
    }

    /// Begins with what the last run has left.
    public static WebhookSender start(Deliveries deliveries, OutboundHttp http, InstantSource clock) {
        var sender = new WebhookSender(deliveries, http, clock);
        sender.looker.start();
        return sender;
    }

    /// Something has been written that may be due. Does not wait.
    public void wake() {
        lock.lock();
        try {
            mustLook = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (awaitWork()) {
                try {
                    look();
                } catch (DataAccessException e) {
                    lookAgainAt(clock.instant().plus(PAUSE));
                    LOG.warn("webhooks not looked after, next try in seconds");
                } catch (RuntimeException e) {
                    lookAgainAt(clock.instant().plus(PAUSE));
                    LOG.error("webhooks not looked after, next try in seconds", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// {@return false when it is over}
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && !mustLook && clock.instant().isBefore(nextLook)) {
                var _ = changed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            mustLook = false; // before looking, or what is written meanwhile is forgotten
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void lookAgainAt(Instant time) {
        lock.lock();
        try {
            nextLook = time;
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        var now = clock.instant();
        var waiting = deliveries.webhooks(now);
        for (var webhook : guarded(() -> places.fewestFirst(waiting))) {
            int free = guarded(() -> places.free(webhook));
            if (free == 0) continue; // the end of any that is being sent looks again
            var sending = guarded(() -> places.sendingTo(webhook));
            for (var due : deliveries.due(webhook, now, sending, free)) start(due, webhook);
        }
        var next = deliveries.next().orElse(Instant.MAX);
        lookAgainAt(next.isAfter(now) ? next : now.plus(LOOK)); // what is being sent waits still, in the database
    }

    private void start(Due due, WebhookOfTenant webhook) {
        boolean begins = guarded(() -> {
            if (!closed) places.take(due.id(), webhook);
            return !closed;
        });
        if (!begins) return;
        try {
            threads.execute(() -> send(due, webhook));
        } catch (RejectedExecutionException e) {
            LOG.debug("not sent, the server stops");
        }
    }

    private <T> T guarded(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /// The edge of these threads.
    private void send(Due due, WebhookOfTenant webhook) {
        try {
            var attempt = attempt(due, webhook);
            if (!isClosed()) noted(due, deliveries.attempted(due, attempt, clock.instant()));
        } catch (DataAccessException e) {
            LOG.atWarn().addKeyValue("delivery", due.id()).log("webhook delivery not noted, will be sent again");
            hold();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("delivery", due.id()).setCause(e).log("webhook delivery failed");
            hold();
        } finally {
            ended(due);
        }
    }

    private Attempt attempt(Due due, WebhookOfTenant webhook) {
        if (due.secrets().isEmpty()) return new Attempt(null, "its secret is lost: make a new one", null);
        var body = due.body().getBytes(UTF_8);
        var headers = Signature.headers(due.id().toString(), clock.instant(), body, due.secrets());
        return switch (http.post(webhook.tenant(), URI.create(due.url()), headers, body)) {
            case Outcome.Answered(var status, var head, var retryAfter) -> new Attempt(status, head, retryAfter);
            case Outcome.Refused(var why) -> new Attempt(null, why, null);
            case Outcome.Failed failed -> new Attempt(null, failed.why(), null);
        };
    }

    private static void noted(Due due, Verdict verdict) {
        switch (verdict) {
            case Verdict.GoesOn() -> {}
            case Verdict.SwitchedOff(var why) ->
                LOG.atWarn()
                        .addKeyValue("webhook", due.webhook())
                        .addKeyValue("reason", why.slug())
                        .log("webhook switched off");
        }
    }

    /// What could not be noted would be sent again at once.
    private static void hold() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private void ended(Due due) {
        lock.lock();
        try {
            places.leave(due.id());
        } finally {
            lock.unlock();
        }
        wake();
    }

    private boolean isClosed() {
        return guarded(() -> closed);
    }

    /// What is being sent is not waited for: it waits in the database.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        threads.shutdownNow();
    }
}
