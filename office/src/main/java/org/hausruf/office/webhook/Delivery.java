package org.hausruf.office.webhook;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.hausruf.office.CallId;
import org.hausruf.office.DeliveryId;
import org.jspecify.annotations.Nullable;

/// One event for one webhook, as its log shows it. Immutable.
///
/// @param call null: a test
/// @param event such as `call.ended`
/// @param attempts since it was written, or since it was last sent again by hand
/// @param nextAttemptAt of one that waits
/// @param lastStatus of HTTP; null: not tried yet, or no answer
/// @param lastAnswer the beginning of the receiver's answer, or why there was none
public record Delivery(
        DeliveryId id,
        @Nullable CallId call,
        String event,
        State state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Integer lastStatus,
        @Nullable String lastAnswer,
        Instant createdAt) {
    public enum State {
        /// Waits for its first or another attempt.
        PENDING,
        /// The receiver has taken it.
        DELIVERED,
        /// Given up.
        FAILED;

        /// `pending`, as stored and sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<State> ofSlug(String slug) {
            return Arrays.stream(values()).filter(it -> it.slug().equals(slug)).findFirst();
        }
    }
}
