package org.hausruf.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.socketio.EventBudget.Verdict.FAR_OVER;
import static org.hausruf.socketio.EventBudget.Verdict.OVER;
import static org.hausruf.socketio.EventBudget.Verdict.STILL_OVER;
import static org.hausruf.socketio.EventBudget.Verdict.WITHIN;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventBudgetTest {
    private static final long NOW = Long.MAX_VALUE - 5; // nanoTime wraps
    private final EventBudget budget = new EventBudget(2, 3, NOW);

    @Test
    void aBurstIsWithinThenToldThenTooMuch() {
        for (int i = 0; i < 3; i++) assertThat(budget.take(NOW)).isEqualTo(WITHIN);

        assertThat(budget.take(NOW)).isEqualTo(OVER);
        assertThat(budget.take(NOW)).isEqualTo(STILL_OVER);
        assertThat(budget.take(NOW)).isEqualTo(STILL_OVER);
        assertThat(budget.take(NOW)).isEqualTo(FAR_OVER);
    }

    @Test
    void itFillsUpAgain() {
        for (int i = 0; i < 4; i++) budget.take(NOW);

        long later = NOW + TimeUnit.MILLISECONDS.toNanos(500);
        assertThat(budget.take(later)).isEqualTo(WITHIN);
        assertThat(budget.take(later)).isEqualTo(STILL_OVER);
        long muchLater = NOW + TimeUnit.SECONDS.toNanos(60);
        for (int i = 0; i < 3; i++) assertThat(budget.take(muchLater)).isEqualTo(WITHIN);
        assertThat(budget.take(muchLater)).isEqualTo(OVER);
    }
}
