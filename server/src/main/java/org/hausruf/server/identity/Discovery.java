package org.hausruf.server.identity;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.hausruf.server.outbound.OutboundHttp;
import org.hausruf.server.outbound.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What providers say of themselves, fetched when one is needed and fresh for an hour; while a provider does not
/// answer, the last that it said counts for a day. Of many who need it at once one asks, and the others wait for that
/// answer. Beyond [#MAX_PROVIDERS] all is forgotten. Thread-safe.
public final class Discovery {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    static final Duration FRESH = Duration.ofHours(1);
    static final Duration USED_AT_MOST = Duration.ofDays(1);
    /// After one that was not answered: whoever begins sign-ins without end has nobody asked without end.
    static final Duration BETWEEN_FAILURES = Duration.ofSeconds(10);

    private static final int MAX_PROVIDERS = 1_000;
    private static final String DOCUMENT = "/.well-known/openid-configuration";

    private final OutboundHttp http;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Known> byIssuer = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Instant> failures = new ConcurrentHashMap<>();
    /// Done when the one who asks that issuer has its answer.
    private final ConcurrentHashMap<String, CompletableFuture<Void>> asking = new ConcurrentHashMap<>();

    public Discovery(OutboundHttp http, InstantSource clock) {
        this.http = http;
        this.clock = clock;
    }

    private record Known(ProviderMetadata metadata, Instant at) {}

    /// What is wrong with a provider.
    public enum Wrong {
        /// No answer, or not what OpenID Connect wants of one.
        UNREACHABLE,
        /// It names itself otherwise.
        MISMATCH,
        /// It has addresses that nobody may be sent to.
        NOT_ALLOWED
    }

    private sealed interface Found {
        record Good(ProviderMetadata metadata) implements Found {}

        record Bad(Wrong why) implements Found {}
    }

    /// Asks the provider now.
    ///
    /// @return nothing: one can sign in with it
    public Optional<Wrong> look(String issuer) {
        return switch (fetch(issuer)) {
            case Found.Good(var metadata) -> {
                keep(issuer, metadata);
                yield Optional.empty();
            }
            case Found.Bad(var why) -> Optional.of(why);
        };
    }

    /// @return nothing: it does not answer, or not well
    Optional<ProviderMetadata> of(String issuer) {
        if (fresh(issuer).isEmpty() && isDue(issuer)) fetchOnce(issuer);
        return known(issuer, USED_AT_MOST);
    }

    private Optional<ProviderMetadata> fresh(String issuer) {
        return known(issuer, FRESH);
    }

    private Optional<ProviderMetadata> known(String issuer, Duration age) {
        return Optional.ofNullable(byIssuer.get(issuer))
                .filter(it -> !isOlder(it.at(), age))
                .map(Known::metadata);
    }

    private void fetchOnce(String issuer) {
        var mine = new CompletableFuture<Void>();
        var others = asking.putIfAbsent(issuer, mine);
        if (others != null) {
            others.join(); // a request takes a bounded time
            return;
        }
        try {
            if (fresh(issuer).isPresent() || !isDue(issuer)) return; // somebody else has, at this moment
            switch (fetch(issuer)) {
                case Found.Good(var metadata) -> keep(issuer, metadata);
                case Found.Bad(var why) -> failed(issuer, why);
            }
        } finally {
            asking.remove(issuer, mine);
            mine.complete(null);
        }
    }

    private void keep(String issuer, ProviderMetadata metadata) {
        if (byIssuer.size() >= MAX_PROVIDERS && !byIssuer.containsKey(issuer)) byIssuer.clear();
        byIssuer.put(issuer, new Known(metadata, clock.instant()));
        failures.remove(issuer);
    }

    private boolean isDue(String issuer) {
        var failed = failures.get(issuer);
        return failed == null || isOlder(failed, BETWEEN_FAILURES);
    }

    private void failed(String issuer, Wrong why) {
        if (failures.size() >= MAX_PROVIDERS) failures.clear();
        failures.put(issuer, clock.instant());
        LOG.atWarn().addKeyValue("issuer", issuer).addKeyValue("why", why).log("sign-in provider not usable");
    }

    private boolean isOlder(Instant at, Duration age) {
        return at.plus(age).isBefore(clock.instant());
    }

    private Found fetch(String issuer) {
        URI address;
        try {
            address = new URI(issuer.replaceFirst("/$", "") + DOCUMENT);
        } catch (URISyntaxException e) {
            return new Found.Bad(Wrong.UNREACHABLE);
        }
        return http.get(address) instanceof Outcome.Answered answer && answer.status() == 200
                ? ProviderMetadata.read(answer.head())
                        .map(it -> checked(it, issuer))
                        .orElse(new Found.Bad(Wrong.UNREACHABLE))
                : new Found.Bad(Wrong.UNREACHABLE);
    }

    private Found checked(ProviderMetadata metadata, String issuer) {
        if (!metadata.issuer().equals(issuer)) return new Found.Bad(Wrong.MISMATCH);
        var areAllowed =
                metadata.addresses().stream().allMatch(it -> http.refusal(it).isEmpty());
        return areAllowed ? new Found.Good(metadata) : new Found.Bad(Wrong.NOT_ALLOWED);
    }
}
