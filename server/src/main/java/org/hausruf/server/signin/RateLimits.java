package org.hausruf.server.signin;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hausruf.office.RateLimit;
import org.hausruf.server.problem.Problem;

/// Counts requests per [Limit] and address. Safe for any thread.
public final class RateLimits {
    private final Map<Limit, RateLimit<Object>> byLimit;

    public RateLimits(InstantSource clock) {
        byLimit = Arrays.stream(Limit.values())
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), limit -> new RateLimit<>(limit.rate(), clock)));
    }

    /// Counts one request, or refuses it with the seconds to wait.
    public void take(Limit limit, Object address) {
        var wait = of(limit).take(address);
        if (wait.isPresent()) {
            throw Problem.tooManyRequests(wait.get()).exception();
        }
    }

    /// The request counted for nothing, for instance because the password was right.
    public void giveBack(Limit limit, Object address) {
        of(limit).giveBack(address);
    }

    private RateLimit<Object> of(Limit limit) {
        return Objects.requireNonNull(byLimit.get(limit));
    }
}
