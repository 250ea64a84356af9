package org.hausruf.server.problem;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.server.problem.Problem.FieldError;
import org.jspecify.annotations.Nullable;

/// Checks the fields of one request and collects what is wrong, so that the answer names all of it at once. A wrong
/// field yields a harmless stand-in until [#check] refuses. Confined to one request.
public final class Fields {
    private static final int MAX_TIME_CHARS = 40;

    private final List<FieldError> errors = new ArrayList<>();

    /// A text that must be there; what it may be is for office to say.
    public String text(String field, @Nullable String value) {
        if (value == null) wrong(field, "is missing", "a text");
        return value == null ? "" : value;
    }

    public UUID id(String field, @Nullable String value) {
        try {
            if (value != null && value.length() == 36) return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            // as if it had another length
        }
        wrong(field, "is not an id", "a UUID");
        return new UUID(0, 0);
    }

    /// Some of a few words, with commas between them; empty when missing.
    public List<String> words(String field, @Nullable String value, List<String> allowed) {
        if (value == null) return List.of();
        var words = List.of(value.split(",", -1));
        if (!allowed.containsAll(words)) wrong(field, "is not known", String.join(" or ", allowed));
        return words;
    }

    /// One of a few words; empty when missing.
    public Optional<String> word(String field, @Nullable String value, List<String> allowed) {
        if (value == null) return Optional.empty();
        if (!allowed.contains(value)) wrong(field, "is not known", String.join(" or ", allowed));
        return Optional.of(value);
    }

    /// One of a few words, which must be there.
    public String oneOf(String field, @Nullable String value, List<String> allowed) {
        if (value != null && allowed.contains(value)) return value;
        wrong(field, value == null ? "is missing" : "is not known", String.join(" or ", allowed));
        return allowed.getFirst();
    }

    public int number(String field, @Nullable String value, int byDefault, int min, int max) {
        if (value == null) return byDefault;
        if (value.matches("\\d{1,6}")) {
            var number = Integer.parseInt(value);
            if (number >= min && number <= max) return number;
        }
        wrong(field, "is not in range", "a number from " + min + " to " + max);
        return byDefault;
    }

    /// An id that may be left out.
    public Optional<UUID> optionalId(String field, @Nullable String value) {
        return value == null ? Optional.empty() : Optional.of(id(field, value));
    }

    /// A time that may be left out.
    public Optional<Instant> time(String field, @Nullable String value) {
        if (value == null) return Optional.empty();
        try {
            if (value.length() <= MAX_TIME_CHARS) return Optional.of(Instant.parse(value));
        } catch (DateTimeParseException e) {
            // as if it were too long
        }
        wrong(field, "is not a time", "a time such as 2026-01-31T08:00:00Z");
        return Optional.empty();
    }

    /// A whole number that must be there; what it may be is for office to say.
    public int whole(String field, @Nullable Integer value) {
        if (value == null) wrong(field, "is missing", "a number");
        return value == null ? 0 : value;
    }

    public boolean truth(String field, @Nullable Boolean value) {
        if (value == null) wrong(field, "is missing", "true or false");
        return value != null && value;
    }

    /// Refuses when any field was wrong.
    public void check() {
        if (!errors.isEmpty()) throw Problem.invalid(errors).exception();
    }

    private void wrong(String field, String message, String allowed) {
        errors.add(new FieldError(field, message, allowed));
    }
}
