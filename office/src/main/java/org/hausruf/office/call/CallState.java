package org.hausruf.office.call;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Where a call stands, with what the next step needs to know. Immutable.
sealed interface CallState {
    /// When somebody asked for it.
    Instant startedAt();

    /// Asked for, and not yet decided whether it rings. Never stored.
    record Initiated(Instant startedAt) implements CallState {}

    /// @param until from then on nobody has answered, though nobody may have noticed yet
    record Ringing(Instant startedAt, Instant until, boolean waiting) implements CallState {}

    /// @param seenAt when they were last known to talk
    record InProgress(Instant startedAt, Instant answeredAt, Instant seenAt) implements CallState {}

    /// @param answered when and until when they were known to talk; null if never
    record Over(
            Instant startedAt,
            EndReason reason,
            Instant at,
            @Nullable InProgress answered) implements CallState {}
}
