package org.hausruf.office;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One token bucket per key, in memory. The least recently used keys are forgotten when there are too many, which
/// costs an attacker more distinct keys than it gains. Guarded by `buckets`.
public final class RateLimit<K> {
    private static final int MAX_KEYS = 50_000;

    private final Limits.Rate rate;
    private final TimeMeter time;
    private final Map<K, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
            return size() > MAX_KEYS;
        }
    };

    public RateLimit(Limits.Rate rate, InstantSource clock) {
        this.rate = rate;
        this.time = new ClockTime(clock);
    }

    /// Takes one.
    ///
    /// @return how long to wait, if there is none left
    public Optional<Duration> take(K key) {
        return take(key, 1);
    }

    /// Takes so many at once, or none. More than there ever are count as all there are.
    ///
    /// @return how long to wait, if there are not so many left
    public Optional<Duration> take(K key, int count) {
        synchronized (buckets) {
            var probe = bucket(key).tryConsumeAndReturnRemaining(Math.min(count, rate.count()));
            return probe.isConsumed()
                    ? Optional.empty()
                    : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /// Takes so many whether or not they are there: what nobody may be kept from is made up for by whatever comes next.
    public void takeAnyway(K key, int count) {
        synchronized (buckets) {
            var _ = bucket(key).consumeIgnoringRateLimits(Math.min(count, rate.count()));
        }
    }

    /// What was taken last counts for nothing.
    public void giveBack(K key) {
        giveBack(key, 1);
    }

    /// So many that were taken last count for nothing.
    public void giveBack(K key, int count) {
        synchronized (buckets) {
            var bucket = buckets.get(key);
            if (bucket != null) bucket.addTokens(Math.min(count, rate.count()));
        }
    }

    /// Starts anew for a key that has proved itself.
    public void forgive(K key) {
        synchronized (buckets) {
            buckets.remove(key);
        }
    }

    private Bucket bucket(K key) {
        return buckets.computeIfAbsent(key, _ -> full());
    }

    private Bucket full() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.per()))
                .withCustomTimePrecision(time)
                .build();
    }

    private record ClockTime(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
