package org.hausruf.office.call;

import java.time.Instant;
import java.util.Set;
import org.hausruf.office.UserId;
import org.jspecify.annotations.Nullable;

/// Which part of one's own log. What is null restricts nothing.
///
/// @param with the other party
/// @param outcomes of calls that are over; empty restricts nothing
/// @param from began at that time or later
/// @param to began before that time
/// @param minSeconds talked at least that long
/// @param cursor of an earlier answer
/// @param limit 1 to [org.hausruf.office.Limits#MAX_PAGE]
public record LogFilter(
        @Nullable UserId with,
        @Nullable Direction direction,
        Set<EndReason> outcomes,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Integer minSeconds,
        @Nullable String cursor,
        int limit) {
    public LogFilter {
        outcomes = Set.copyOf(outcomes);
    }

    public enum Direction {
        /// One was called.
        IN,
        /// One called.
        OUT
    }

    /// Everything, newest first.
    public static LogFilter all(int limit) {
        return new LogFilter(null, null, Set.of(), null, null, null, null, limit);
    }
}
