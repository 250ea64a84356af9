package org.hausruf.server.push;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.push.PushSubscription;
import org.hausruf.office.push.PushSubscriptions;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.outbound.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands messages to push services (RFC 8030), and forgets browsers that are not there any more. Blocks. Thread-safe.
final class PushSender {
    private static final Logger LOG = LoggerFactory.getLogger(PushSender.class);

    private final OutboundHttp http;
    private final Vapid vapid;
    private final PushSubscriptions subscriptions;
    private final InstantSource clock;
    private final Turns<TenantId> offices = new Turns<>(Limits.AT_ONCE_PER_OFFICE);
    private final Turns<UserId> people = new Turns<>(Limits.AT_ONCE_PER_PERSON);

    PushSender(OutboundHttp http, Vapid vapid, PushSubscriptions subscriptions, InstantSource clock) {
        this.http = http;
        this.vapid = vapid;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /// What to do after an answer.
    private sealed interface Next {
        record Done() implements Next {}

        /// It is not there any more.
        record Forgotten() implements Next {}

        record Again(Duration after) implements Next {}
    }

    /// @param wanted whether it is still worth another attempt
    /// @return false: the browser is not there any more
    boolean send(PushSubscription browser, PushMessage message, BooleanSupplier wanted) throws InterruptedException {
        var key = BrowserKey.of(browser.target());
        if (key.isEmpty()) {
            forget(browser, "its key is none");
            return false;
        }
        var body = Aes128Gcm.encrypt(message.bytes(), key.get());
        for (int attempt = 1; attempt <= Limits.ATTEMPTS; attempt++) {
            switch (attemptInTurn(browser, message, wanted, body)) {
                case Next.Done() -> {
                    return true;
                }
                case Next.Forgotten() -> {
                    return false;
                }
                case Next.Again(var after) -> {
                    var left = left(message);
                    // The push service's Retry-After, or our pause: this browser's virtual thread waits.
                    Thread.sleep(after.compareTo(left) < 0 ? after : left);
                }
            }
        }
        return true;
    }

    /// Not more of one person at once than may be, nor of one office: whose push services are slow waits for their own,
    /// and holds no place of the office meanwhile.
    private Next attemptInTurn(PushSubscription browser, PushMessage message, BooleanSupplier wanted, byte[] body)
            throws InterruptedException {
        people.take(browser.user());
        try {
            offices.take(browser.tenant());
            try {
                var left = left(message);
                return left.isPositive() && wanted.getAsBoolean()
                        ? attempt(browser, message, left, body)
                        : new Next.Done();
            } finally {
                offices.leave(browser.tenant());
            }
        } finally {
            people.leave(browser.user());
        }
    }

    private Duration left(PushMessage message) {
        return Duration.between(clock.instant(), message.until());
    }

    private Next attempt(PushSubscription browser, PushMessage message, Duration left, byte[] body) {
        var endpoint = URI.create(browser.target().endpoint());
        return switch (http.post(endpoint, headers(endpoint, message, left), body)) {
            case Outcome.Answered answered -> answered(browser, answered);
            case Outcome.Refused(var why) -> given(browser, why);
            case Outcome.Failed failed -> again(browser, failed.why(), Limits.PAUSE);
        };
    }

    private Map<String, String> headers(URI endpoint, PushMessage message, Duration left) {
        return Map.of(
                "Authorization",
                vapid.authorization(endpoint),
                "Content-Type",
                "application/octet-stream",
                "Content-Encoding",
                "aes128gcm",
                "TTL",
                Long.toString(Math.max(1, left.toSeconds())),
                "Urgency",
                "high",
                "Topic",
                message.topic());
    }

    private Next answered(PushSubscription browser, Outcome.Answered answered) {
        if (answered.isSuccess()) {
            subscriptions.used(browser.tenant(), browser.id());
            return new Next.Done();
        }
        var pause = answered.retryAfter() == null ? Limits.PAUSE : answered.retryAfter();
        return switch (answered.status()) {
            case 404, 410 -> forget(browser, "the push service knows it no more");
            case 429 -> again(browser, "429", pause);
            default -> {
                var why = Integer.toString(answered.status());
                yield answered.status() >= 500 ? again(browser, why, pause) : given(browser, why);
            }
        };
    }

    private Next forget(PushSubscription browser, String why) {
        subscriptions.gone(browser.tenant(), browser.id());
        LOG.atInfo()
                .addKeyValue("subscription", browser.id())
                .addKeyValue("why", why)
                .log("push subscription forgotten");
        return new Next.Forgotten();
    }

    private static Next given(PushSubscription browser, String why) {
        undelivered(browser, why);
        return new Next.Done();
    }

    private static Next again(PushSubscription browser, String why, Duration after) {
        undelivered(browser, why);
        return new Next.Again(after);
    }

    private static void undelivered(PushSubscription browser, String why) {
        LOG.atWarn()
                .addKeyValue("subscription", browser.id())
                .addKeyValue("why", why)
                .log("push not taken");
    }
}
