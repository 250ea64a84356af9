package org.hausruf.server.rest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hausruf.office.Language;
import org.hausruf.office.tenant.Branding;
import org.hausruf.server.problem.Fields;
import org.jspecify.annotations.Nullable;

/// In which of our languages a mail or a word is that somebody asks for: the one they name, else the one that their
/// browser asks for, where it counts, else their office's.
final class Languages {
    private static final List<Locale> OURS = List.of(Locale.GERMAN, Locale.ENGLISH);

    private final Branding branding;

    Languages(Branding branding) {
        this.branding = branding;
    }

    /// The wrong ones are noted as such.
    Language named(Fields fields, @Nullable String locale) {
        return named(fields, locale, null);
    }

    /// @param header `Accept-Language`
    Language named(Fields fields, @Nullable String locale, @Nullable String header) {
        return fields.word("locale", locale, Language.tags())
                .map(Language::ofTag)
                .orElseGet(() -> preferred(header));
    }

    /// @param header `Accept-Language`; the office's when it names neither of ours or is broken
    Language preferred(@Nullable String header) {
        return asked(header).orElseGet(branding::language);
    }

    private static Optional<Language> asked(@Nullable String header) {
        if (header == null) return Optional.empty();
        try {
            return Optional.ofNullable(Locale.lookup(Locale.LanguageRange.parse(header), OURS))
                    .map(Language::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
