package org.hausruf.server.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.hausruf.server.problem.ProblemException;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private Instant now = Instant.EPOCH;
    private final RateLimits limits = new RateLimits(() -> now);

    @Test
    void oneAddressIsStoppedAtItsLimitAndAnotherIsNot() {
        exhaust("a");

        assertThatThrownBy(() -> limits.take(Limit.SIGN_IN, "a"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().retryAfterSeconds().orElseThrow())
                                .isBetween(1L, 11L));
        limits.take(Limit.SIGN_IN, "b");
        limits.take(Limit.CLAIM, "a");
    }

    @Test
    void timeAndSuccessGiveBack() {
        exhaust("a");

        now = now.plusSeconds(11);
        limits.take(Limit.SIGN_IN, "a");
        limits.giveBack(Limit.SIGN_IN, "a");
        limits.take(Limit.SIGN_IN, "a");
    }

    private void exhaust(String address) {
        for (int i = 0; i < Limit.SIGN_IN.rate().count(); i++) limits.take(Limit.SIGN_IN, address);
    }
}
