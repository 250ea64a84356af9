package org.hausruf.office.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a call begins with.
public enum Media {
    AUDIO,
    VIDEO;

    /// `audio` or `video`, as stored and sent.
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Media> ofSlug(String slug) {
        return Arrays.stream(values()).filter(it -> it.slug().equals(slug)).findFirst();
    }
}
