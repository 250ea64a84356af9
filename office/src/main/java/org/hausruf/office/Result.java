package org.hausruf.office;

import java.util.function.Function;

/// What was asked for, or why not. Refusals are expected answers and therefore values; bugs and broken I/O throw.
public sealed interface Result<T> {
    record Ok<T>(T value) implements Result<T> {}

    record Refused<T>(Refusal refusal) implements Result<T> {}

    static <T> Result<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Result<T> refused(Refusal refusal) {
        return new Refused<>(refusal);
    }

    default <R> Result<R> map(Function<T, R> change) {
        return switch (this) {
            case Ok(var value) -> ok(change.apply(value));
            case Refused(var refusal) -> refused(refusal);
        };
    }

    default <R> Result<R> then(Function<T, Result<R>> next) {
        return switch (this) {
            case Ok(var value) -> next.apply(value);
            case Refused(var refusal) -> refused(refusal);
        };
    }

    /// For callers that can do nothing about a refusal, such as set-up and tests.
    ///
    /// @throws IllegalStateException naming the refusal
    default T orThrow() {
        return switch (this) {
            case Ok(var value) -> value;
            case Refused(var refusal) -> throw new IllegalStateException("refused: " + refusal);
        };
    }
}
