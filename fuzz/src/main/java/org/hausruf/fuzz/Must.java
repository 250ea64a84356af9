package org.hausruf.fuzz;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says what holds for every input. An error is what the fuzzer looks for.
public final class Must {
    private Must() {}

    public static void hold(boolean condition, String what) {
        if (!condition) throw new AssertionError(what);
    }

    public static void equal(@Nullable Object actual, @Nullable Object expected, String what) {
        if (!Objects.equals(actual, expected)) throw new AssertionError(what + ": " + actual + ", not " + expected);
    }
}
