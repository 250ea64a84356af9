package org.hausruf.office.contact;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.hausruf.office.ContactId;
import org.hausruf.office.UserId;
import org.jspecify.annotations.Nullable;

/// Somebody whom the office knows. Immutable.
///
/// @param linkedUser as whom they sign in, if they are a user of the same office: then they can be rung
public record Contact(
        ContactId id,
        Kind kind,
        String name,
        @Nullable String company,
        @Nullable String phone,
        @Nullable String email,
        @Nullable UserId linkedUser,
        Instant createdAt) {
    public enum Kind {
        CONTACT,
        LEAD;

        /// `contact` or `lead`, as stored and sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> ofSlug(String slug) {
            return Arrays.stream(values()).filter(it -> it.slug().equals(slug)).findFirst();
        }
    }
}
