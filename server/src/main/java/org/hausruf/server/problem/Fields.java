package org.hausruf.server.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hausruf.server.problem.Problem.FieldError;
import org.jspecify.annotations.Nullable;

/// Checks the fields of one request and collects what is wrong, so that the answer names all of it at once. A wrong
/// field yields a harmless stand-in until [#check] refuses. Confined to one request.
public final class Fields {
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

    /// One of a few words; empty when missing.
    public Optional<String> word(String field, @Nullable String value, List<String> allowed) {
        if (value == null) return Optional.empty();
        if (!allowed.contains(value)) wrong(field, "is not known", String.join(" or ", allowed));
        return Optional.of(value);
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

    /// Refuses when any field was wrong.
    public void check() {
        if (!errors.isEmpty()) throw Problem.invalid(errors).exception();
    }

    private void wrong(String field, String message, String allowed) {
        errors.add(new FieldError(field, message, allowed));
    }
}
