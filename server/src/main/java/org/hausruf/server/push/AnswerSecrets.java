package org.hausruf.server.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hausruf.office.CallId;
import org.hausruf.office.Secret;
import org.hausruf.office.call.Call;
import org.hausruf.office.push.PushSubscription;

/// By which a notification answers the one call that it tells of, in the place of the one browser that shows it: once,
/// while it rings. Kept in memory, as hashes: a call does not outlast a stop of the server while it rings, either.
/// Thread-safe; guarded by `this`.
public final class AnswerSecrets {
    /// In all; the oldest goes first.
    static final int MAX_SECRETS = 50_000;
    /// After the ringing, so that who is a moment late is told that the call is over.
    private static final Duration AFTER_RINGING = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Map<String, Holder> holders = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Holder> eldest) {
            return size() > MAX_SECRETS
                    || !clock.instant().isBefore(eldest.getValue().until());
        }
    };

    AnswerSecrets(InstantSource clock) {
        this.clock = clock;
    }

    /// Whom a secret answers for, and where it was shown.
    private record Holder(CallId call, PushSubscription browser, Instant until) {}

    synchronized Secret issue(Call call, PushSubscription browser) {
        var secret = Secret.random();
        holders.put(key(secret), new Holder(call.id(), browser, call.ringUntil().plus(AFTER_RINGING)));
        return secret;
    }

    /// For a call that it is not good for, it is used up.
    ///
    /// @return the browser in whose place it answers, until it is [#used]
    synchronized Optional<PushSubscription> holder(Secret secret, CallId call) {
        var holder = Optional.ofNullable(holders.get(key(secret)))
                .filter(it -> it.call().equals(call) && clock.instant().isBefore(it.until()));
        if (holder.isEmpty()) used(secret);
        return holder.map(Holder::browser);
    }

    /// It has answered.
    synchronized void used(Secret secret) {
        holders.remove(key(secret));
    }

    private static String key(Secret secret) {
        return HexFormat.of().formatHex(secret.sha256());
    }
}
