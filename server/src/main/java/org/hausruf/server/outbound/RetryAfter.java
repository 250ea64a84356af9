package org.hausruf.server.outbound;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the header `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.
final class RetryAfter {
    private RetryAfter() {}

    /// @return nothing for what cannot be read, and no more than [Limits#LONGEST_RETRY_AFTER]
    static Optional<Duration> parse(@Nullable String value, Instant now) {
        if (value == null) return Optional.empty();
        var wait = value.strip().matches("\\d{1,9}")
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(value.strip())))
                : until(value.strip(), now);
        return wait.map(it -> it.isNegative() ? Duration.ZERO : it)
                .map(it -> it.compareTo(Limits.LONGEST_RETRY_AFTER) > 0 ? Limits.LONGEST_RETRY_AFTER : it);
    }

    private static Optional<Duration> until(String date, Instant now) {
        try {
            return Optional.of(Duration.between(now, Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date))));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
