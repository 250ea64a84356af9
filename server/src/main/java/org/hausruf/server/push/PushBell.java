package org.hausruf.server.push;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.hausruf.office.CallId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.EndReason;
import org.hausruf.office.push.PushSubscription;
import org.hausruf.office.push.PushSubscriptions;
import org.hausruf.server.call.CallListener;
import org.hausruf.server.outbound.OutboundHttp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/// Rings the callee's browsers, each on a virtual thread of its own that tells of the call, waits until nobody is rung
/// any more, and tells that. Whether a page of ours rings as well, the browser sees for itself. Thread-safe.
public final class PushBell implements CallListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushBell.class);

    private final PushSubscriptions subscriptions;
    private final PushSender sender;
    private final AnswerSecrets secrets;
    private final InstantSource clock;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("push-", 0).factory());
    /// What rings now: completed when it rings no more, with the reason, or with nothing when somebody has answered.
    private final Map<CallId, CompletableFuture<Optional<EndReason>>> ringing = new ConcurrentHashMap<>();

    public PushBell(PushSubscriptions subscriptions, OutboundHttp http, Vapid vapid, InstantSource clock) {
        this.subscriptions = subscriptions;
        this.sender = new PushSender(http, vapid, subscriptions, clock);
        this.secrets = new AnswerSecrets(clock);
        this.clock = clock;
    }

    /// With which notifications answer.
    public AnswerSecrets secrets() {
        return secrets;
    }

    @Override
    public void rings(Call call) {
        var end = new CompletableFuture<Optional<EndReason>>();
        ringing.put(call.id(), end);
        start(call, () -> {
            for (var browser : subscriptions.of(call.tenant(), call.to())) start(call, () -> tell(browser, call, end));
        });
    }

    @Override
    public void answered(Call call) {
        ended(call, Optional.empty());
    }

    @Override
    public void over(Call call) {
        ended(call, Optional.ofNullable(call.endReason()));
    }

    private void ended(Call call, Optional<EndReason> reason) {
        var end = ringing.remove(call.id());
        if (end != null) end.complete(reason);
    }

    /// Of one browser. The ringing ends for certain: the office's clock sees to it.
    private void tell(PushSubscription browser, Call call, CompletableFuture<Optional<EndReason>> end) {
        try {
            var ring = PushMessage.rings(call, browser.language(), secrets.issue(call, browser));
            if (!sender.send(browser, ring, () -> !end.isDone())) return;
            var patience = Duration.between(clock.instant(), call.ringUntil()).plus(Limits.LATE);
            var reason = end.get(patience.toMillis(), MILLISECONDS).orElse(null);
            var over = PushMessage.over(call, reason, browser.language(), clock.instant());
            var _ = sender.send(browser, over, () -> true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops
        } catch (TimeoutException e) {
            ringing.remove(call.id(), end); // it was over before it rang
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("nobody fails it", impossible);
        }
    }

    private void start(Call call, Runnable work) {
        try {
            threads.execute(() -> guarded(call, work));
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("call", call.id()).log("no push, the server stops");
        }
    }

    /// The edge of these threads.
    private static void guarded(Call call, Runnable work) {
        try {
            work.run();
        } catch (DataAccessException e) {
            LOG.atWarn().addKeyValue("call", call.id()).log("no push, the database is away");
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("call", call.id()).setCause(e).log("no push");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
