package org.hausruf.office;

/// What a person typed into a one-line field: a title, a name. Trimmed; holds no control or direction character, so it
/// can neither break a header nor turn a line around. Markup is left as it is: pages and mails escape it.
public final class Text {
    /// The Hangul fillers and the braille pattern without a dot.
    private static final String INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0\u2800";

    private Text() {}

    /// One trimmed line, which may be empty, and is when nothing of it could be seen: nobody is called three blanks.
    public static Result<String> line(String field, String typed, int maxLength) {
        var trimmed = typed.strip();
        if (trimmed.codePointCount(0, trimmed.length()) > maxLength) return refused(field, "too long", maxLength);
        if (trimmed.codePoints().anyMatch(Text::isUnfit)) return refused(field, "not one line of text", maxLength);
        return Result.ok(trimmed.codePoints().anyMatch(Text::isVisible) ? trimmed : "");
    }

    /// To be asked before capitals are made small: the small letters of some others, as of the Kelvin sign, are plain
    /// ones.
    public static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static Result<String> refused(String field, String message, int maxLength) {
        return Result.refused(
                new Refusal.Invalid(field, message, "one line of text, at most " + maxLength + " characters"));
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.SPACE_SEPARATOR, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
            default -> INVISIBLE_LETTERS.indexOf(codePoint) < 0;
        };
    }

    /// Controls, line and paragraph separators, bidirectional overrides, lone surrogates.
    private static boolean isUnfit(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
        };
    }
}
