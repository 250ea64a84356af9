package org.hausruf.server.rest;

import java.util.List;
import java.util.Locale;
import org.hausruf.office.Language;
import org.jspecify.annotations.Nullable;

/// Which of our languages a client reads.
final class Languages {
    private static final List<Locale> OURS = List.of(Locale.GERMAN, Locale.ENGLISH);

    private Languages() {}

    /// @param header `Accept-Language`; German when it names neither of ours or is broken
    static Language preferred(@Nullable String header) {
        if (header == null) return Language.DE;
        try {
            var best = Locale.lookup(Locale.LanguageRange.parse(header), OURS);
            return best == null ? Language.DE : Language.of(best);
        } catch (IllegalArgumentException e) {
            return Language.DE;
        }
    }
}
