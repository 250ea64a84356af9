package org.hausruf.office.tenant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// One picture of a tenant's branding.
///
/// @param mediaType one of [#MEDIA_TYPES]
/// @param bytes shared, not copied: read only
@SuppressWarnings("ArrayRecordComponent") // a picture is bytes; nobody compares two
public record Logo(String mediaType, byte[] bytes) {
    /// No SVG: it can carry scripts.
    public static final java.util.Set<String> MEDIA_TYPES = java.util.Set.of("image/png", "image/jpeg", "image/webp");

    /// Where it stands. The mark is the short form; light and dark name the ground it stands on.
    public enum Kind {
        LOGO_LIGHT,
        LOGO_DARK,
        MARK_LIGHT,
        MARK_DARK;

        /// `logo-light` and so on, as in addresses and in the database.
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Kind> ofSlug(String slug) {
            return Arrays.stream(values())
                    .filter(kind -> kind.slug().equals(slug))
                    .findFirst();
        }
    }
}
