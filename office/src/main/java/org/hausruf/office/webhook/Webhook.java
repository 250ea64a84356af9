package org.hausruf.office.webhook;

import java.time.Instant;
import java.util.Locale;
import org.hausruf.office.WebhookId;
import org.jspecify.annotations.Nullable;

/// An address that is told of the office's calls. Immutable; without its secret. Its URL may hold one: not for logs.
///
/// @param disabledReason why the server has switched it off; null: it has not
/// @param failingSince when the first attempt failed after the last that did not
public record Webhook(
        WebhookId id,
        String url,
        boolean enabled,
        @Nullable DisabledReason disabledReason,
        @Nullable Instant failingSince,
        Instant createdAt) {
    public enum DisabledReason {
        /// The receiver has said that it will never be there again (410).
        GONE,
        /// Nothing was taken for days.
        FAILING,
        /// More waits than anybody will ever want to read.
        QUEUE_FULL;

        /// `gone`, as stored and sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static DisabledReason ofSlug(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    @Override
    public String toString() {
        return "Webhook[" + id + "]";
    }
}
