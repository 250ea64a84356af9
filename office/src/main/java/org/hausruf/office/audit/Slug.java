package org.hausruf.office.audit;

import java.util.Locale;

/// How the names of constants are stored and sent.
final class Slug {
    private Slug() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
