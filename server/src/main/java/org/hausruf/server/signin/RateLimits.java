package org.hausruf.server.signin;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hausruf.server.problem.Problem;

/// Counts requests per [Limit] and address. Kept in memory and bounded: with more addresses
/// than [#MAX_ADDRESSES] the longest unused are forgotten. Safe for any thread.
public final class RateLimits {
    private static final int MAX_ADDRESSES = 50_000;

    private record Key(Limit limit, Object address) {}

    private final TimeMeter time;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(256, 0.75f, true) { // guarded by this
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            };

    public RateLimits() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    RateLimits(TimeMeter time) {
        this.time = time;
    }

    /// Counts one request, or refuses it with the seconds to wait.
    public void take(Limit limit, Object address) {
        var probe = bucket(limit, address).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) return;
        var wait = Duration.ofNanos(probe.getNanosToWaitForRefill());
        throw Problem.tooManyRequests(wait.toSeconds() + 1).exception();
    }

    /// The request counted for nothing, for instance because the password was right.
    public void giveBack(Limit limit, Object address) {
        bucket(limit, address).addTokens(1);
    }

    private synchronized Bucket bucket(Limit limit, Object address) {
        return buckets.computeIfAbsent(
                new Key(limit, address),
                _ -> Bucket.builder()
                        .addLimit(l -> l.capacity(limit.count()).refillGreedy(limit.count(), limit.period()))
                        .withCustomTimePrecision(time)
                        .build());
    }
}
