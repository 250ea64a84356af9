package org.hausruf.office;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The languages that the product speaks to people.
public enum Language {
    DE(Locale.GERMANY),
    EN(Locale.UK);

    private final Locale locale;

    Language(Locale locale) {
        this.locale = locale;
    }

    /// How dates are written in it.
    public Locale locale() {
        return locale;
    }

    /// `de` or `en`.
    public String tag() {
        return locale.getLanguage();
    }

    /// Every [#tag()].
    public static List<String> tags() {
        return Arrays.stream(values()).map(Language::tag).toList();
    }

    /// German for `de` and everything under it, else English.
    public static Language of(Locale locale) {
        return locale.getLanguage().equals("de") ? DE : EN;
    }

    /// The one that was stored as [#tag()].
    public static Language ofTag(String tag) {
        return of(Locale.forLanguageTag(tag));
    }
}
