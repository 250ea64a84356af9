package org.hausruf.office;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Where a page of a list ends and the next begins: the id of its last row, as text.
public final class Cursor {
    private Cursor() {}

    /// Nothing, if it is none that an earlier answer gave.
    public static Optional<UUID> read(String cursor) {
        try {
            return Optional.of(UUID.fromString(cursor));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /// What is wrong with one that cannot be read.
    public static Refusal.Invalid unknown() {
        return new Refusal.Invalid("cursor", "unknown", "the nextCursor of an earlier answer");
    }

    /// Of rows of which one more was read than asked for, to know whether there are more: the cursor behind `limit`.
    public static <T> Optional<String> after(List<T> rows, int limit, Function<T, Object> id) {
        return rows.size() <= limit
                ? Optional.empty()
                : Optional.of(id.apply(rows.get(limit - 1)).toString());
    }
}
