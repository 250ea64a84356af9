package org.hausruf.server.identity;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.outbound.Outcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The keys that issuers publish (JWK sets, RFC 7517), fetched when one is needed and fresh for an hour. A key that is
/// not known fetches them anew, at most once a minute for each address, whatever tokens come in meanwhile.
/// Beyond [#MAX_ADDRESSES] all are forgotten and fetched anew. Thread-safe.
public final class KeySets {
    private static final Logger LOG = LoggerFactory.getLogger(KeySets.class);

    static final Duration FRESH = Duration.ofHours(1);
    /// While the issuer does not answer.
    static final Duration USED_AT_MOST = Duration.ofDays(1);

    static final Duration BETWEEN_FETCHES = Duration.ofMinutes(1);

    /// Of who asks; what comes later is there for the next.
    static final Duration PATIENCE = Duration.ofSeconds(11);

    private static final int MAX_ADDRESSES = 1_000;
    private static final int MAX_KEYS = 20;
    private static final int MIN_RSA_BITS = 2_048;
    /// A check takes longer the longer the key is.
    private static final int MAX_RSA_BITS = 4_096;

    private static final int MAX_EXPONENT_BITS = 32;

    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    private final OutboundHttp http;
    private final InstantSource clock;
    private final ConcurrentHashMap<URI, Published> byAddress = new ConcurrentHashMap<>();

    public KeySets(OutboundHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    /// @param at when they came
    private record Keys(JWKSet set, Instant at) {}

    /// What one address has answered. The lock is held while it is asked, so that it is asked once.
    private static final class Published {
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable Keys keys;
        private volatile @Nullable Instant askedAt;
    }

    /// Those that count, without waiting for anybody. What is not fresh any more is fetched meanwhile.
    ///
    /// @return nothing: they are not at hand
    Optional<JWKSet> atHand(URI address) {
        var published = byAddress.get(address);
        var known = published == null ? null : published.keys;
        if (published == null || known == null || isOlder(known, USED_AT_MOST)) return Optional.empty();
        if (isOlder(known, FRESH)) fetchBeside(address, published);
        return Optional.of(known.set());
    }

    /// Whether to fetch before one can say anything of a token.
    ///
    /// @param keyId null: the token names none
    boolean isMissing(URI address, @Nullable String keyId) {
        return atHand(address)
                .map(set -> keyId != null && set.getKeyByKeyId(keyId) == null)
                .orElse(true);
    }

    /// All of them at once, each at most once a minute. Returns when all have answered, or after [#PATIENCE].
    void fetch(Set<URI> addresses) {
        var fetching = new CountDownLatch(addresses.size());
        for (var address : addresses) {
            var published = published(address);
            Thread.startVirtualThread(() -> {
                try {
                    fetchOnce(address, published);
                } finally {
                    fetching.countDown();
                }
            });
        }
        try {
            var _ = fetching.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Published published(URI address) {
        if (byAddress.size() >= MAX_ADDRESSES && !byAddress.containsKey(address)) byAddress.clear();
        return byAddress.computeIfAbsent(address, _ -> new Published());
    }

    private boolean isOlder(Keys keys, Duration age) {
        return keys.at().plus(age).isBefore(clock.instant());
    }

    private void fetchBeside(URI address, Published published) {
        if (published.lock.isLocked() || !isDue(published)) return;
        Thread.startVirtualThread(() -> fetchOnce(address, published));
    }

    private boolean isDue(Published published) {
        var asked = published.askedAt;
        return asked == null || !clock.instant().isBefore(asked.plus(BETWEEN_FETCHES));
    }

    private void fetchOnce(URI address, Published published) {
        published.lock.lock();
        try {
            if (!isDue(published)) return;
            var now = clock.instant();
            published.askedAt = now;
            fetch(address).ifPresent(set -> published.keys = new Keys(set, now));
        } finally {
            published.lock.unlock();
        }
    }

    private Optional<JWKSet> fetch(URI address) {
        return switch (http.get(address)) {
            case Outcome.Answered it when it.status() == 200 -> read(address, it.head());
            case Outcome.Answered it -> away(address, "answered " + it.status());
            case Outcome.Refused(var why) -> away(address, why);
            case Outcome.Failed failed -> away(address, failed.why());
        };
    }

    private static Optional<JWKSet> read(URI address, String body) {
        try {
            var good = JWKSet.parse(body).getKeys().stream()
                    .filter(KeySets::counts)
                    .limit(MAX_KEYS)
                    .toList();
            return good.isEmpty() ? away(address, "no key that counts") : Optional.of(new JWKSet(good));
        } catch (ParseException | RuntimeException e) {
            return away(address, "no JWK set");
        }
    }

    private static Optional<JWKSet> away(URI address, String why) {
        LOG.atWarn()
                .addKeyValue("host", address.getHost())
                .addKeyValue("why", why)
                .log("keys of an issuer not fetched");
        return Optional.empty();
    }

    private static boolean counts(JWK key) {
        if (key.isPrivate() || (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE))) return false;
        return switch (key) {
            case RSAKey rsa ->
                rsa.size() >= MIN_RSA_BITS
                        && rsa.size() <= MAX_RSA_BITS
                        && rsa.getPublicExponent().decodeToBigInteger().bitLength() <= MAX_EXPONENT_BITS;
            case ECKey curve -> CURVES.contains(curve.getCurve());
            default -> false;
        };
    }
}
