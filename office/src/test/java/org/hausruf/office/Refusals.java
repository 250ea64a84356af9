package org.hausruf.office;

import static org.assertj.core.api.Assertions.assertThat;

/// Says in a test why something was refused.
public final class Refusals {
    private Refusals() {}

    public static <R extends Refusal> R refusal(Result<?> result, Class<R> why) {
        assertThat(result).isInstanceOf(Result.Refused.class);
        var refusal = ((Result.Refused<?>) result).refusal();
        assertThat(refusal).isInstanceOf(why);
        return why.cast(refusal);
    }

    public static Refusal.Why closed(Result<?> result) {
        return refusal(result, Refusal.InviteClosed.class).why();
    }

    public static String field(Result<?> result) {
        return refusal(result, Refusal.Invalid.class).field();
    }
}
