package org.hausruf.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 1", "1001, 2", "1900, 2", "60000, 60"})
    void nobodyIsToldToComeAgainTooEarly(long millis, long seconds) {
        assertThat(Problem.tooManyRequests(Duration.ofMillis(millis)).retryAfterSeconds())
                .hasValue(seconds);
        assertThat(Problem.mailLimit(Duration.ofMillis(millis)).retryAfterSeconds())
                .hasValue(seconds);
    }
}
