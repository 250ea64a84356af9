package org.hausruf.sfu.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.hausruf.sfu.time.Advancing;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    /// Wraps within the tests; no constant to the compiler, which would refuse that.
    private static final long NOW = Long.sum(Long.MAX_VALUE, -50);

    private final Deadlines deadlines = new Deadlines();

    @Test
    void theEarliestComesFirstAcrossTheWrapOfTheClock() {
        Advancing soon = named();
        Advancing late = named();
        deadlines.at(late, NOW + 100);
        deadlines.at(soon, NOW + 10);

        assertThat(deadlines.next()).isEqualTo(NOW + 10);
        assertThat(deadlines.takeDue(NOW + 9)).isNull();
        assertThat(deadlines.takeDue(NOW + 100)).isSameAs(soon);
        assertThat(deadlines.takeDue(NOW + 100)).isSameAs(late);
        assertThat(deadlines.next()).isEqualTo(Advancing.NEVER);
    }

    @Test
    void ofSeveralWishesOfOneTheEarliestCounts() {
        Advancing who = named();
        deadlines.at(who, NOW + 20);
        deadlines.at(who, NOW + 10);
        deadlines.at(who, NOW + 30);

        assertThat(deadlines.takeDue(NOW + 10)).isSameAs(who);
        assertThat(deadlines.takeDue(NOW + 30)).isNull();
    }

    @Test
    void neverIsNoWish() {
        deadlines.at(named(), Advancing.NEVER);

        assertThat(deadlines.next()).isEqualTo(Advancing.NEVER);
    }

    @Test
    void staysInOrderUnderRandomUse() {
        var random = new Random(4);
        var all = new ArrayList<Advancing>();
        var wished = new ArrayList<Long>();
        for (int i = 0; i < 500; i++) {
            all.add(named());
            wished.add(NOW + random.nextInt(1_000));
            deadlines.at(all.get(i), wished.get(i));
        }
        for (int i = 0; i < 500; i += 3) deadlines.forget(all.get(i));

        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) if (i % 3 != 0) expected.add(wished.get(i) - NOW);
        expected.sort(Comparator.naturalOrder());
        List<Long> taken = new ArrayList<>();
        for (Advancing due = deadlines.takeDue(NOW + 1_000); due != null; due = deadlines.takeDue(NOW + 1_000)) {
            taken.add(wished.get(all.indexOf(due)) - NOW);
        }

        assertThat(taken).isEqualTo(expected);
    }

    private static Advancing named() {
        return new Advancing() {
            @Override
            public long advance(long nowNanos) {
                return NEVER;
            }
        };
    }
}
