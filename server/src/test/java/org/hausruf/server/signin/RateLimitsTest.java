package org.hausruf.server.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.hausruf.server.problem.ProblemException;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private long nowNanos = 1;
    private final RateLimits limits = new RateLimits(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nowNanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    });

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

        nowNanos += Duration.ofSeconds(11).toNanos();
        limits.take(Limit.SIGN_IN, "a");
        limits.giveBack(Limit.SIGN_IN, "a");
        limits.take(Limit.SIGN_IN, "a");
    }

    private void exhaust(String address) {
        for (int i = 0; i < Limit.SIGN_IN.count(); i++) limits.take(Limit.SIGN_IN, address);
    }
}
