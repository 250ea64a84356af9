package org.hausruf.office.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.OfficeFixture.NOON;
import static org.hausruf.office.Refusals.field;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hausruf.office.CallId;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.call.LogFilter.Direction;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// One log with five calls of Anna's, a minute apart, and one that is none of her business.
class CallLogTest {
    private static OfficeFixture fixture;
    private static User anna;
    private static User ben;
    private static User dora;
    private static CallId talkedToBen;
    private static CallId declinedByBen;
    private static CallId cancelledByDora;
    private static CallId talkedToDora;
    private static CallId unanswered;

    @BeforeAll
    static void fill() {
        fixture = OfficeFixture.open();
        var office = new Colleagues(fixture);
        anna = fixture.anna;
        ben = fixture.ben;
        dora = office.hire("dora");
        talkedToBen = talk(office, anna, ben, 10);
        declinedByBen = office.decline(ben, office.ringing(anna, ben)).orThrow().id();
        pause(60);
        cancelledByDora =
                office.cancel(dora, office.ringing(dora, anna)).orThrow().id();
        pause(60);
        talkedToDora = talk(office, dora, anna, 50);
        unanswered = office.ringing(anna, dora).id();
        pause(60);
        office.expire(fixture.clock.instant());
        talk(office, ben, dora, 30);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static CallId talk(Colleagues office, User from, User to, int seconds) {
        var call = office.talking(from, to);
        pause(seconds);
        office.end(to, call).orThrow();
        pause(60 - seconds);
        return call.id();
    }

    private static void pause(int seconds) {
        fixture.clock.advance(Duration.ofSeconds(seconds));
    }

    private static List<CallId> found(LogFilter filter) {
        return fixture.as(anna, () -> fixture.office.calls().log(filter).orThrow()).items().stream()
                .map(Call::id)
                .toList();
    }

    private static LogFilter with(@Nullable User with, @Nullable Direction direction, EndReason... outcomes) {
        return new LogFilter(with == null ? null : with.id(), direction, Set.of(outcomes), null, null, null, null, 100);
    }

    private static LogFilter between(@Nullable Instant from, @Nullable Instant to, @Nullable Integer seconds) {
        return new LogFilter(null, null, Set.of(), from, to, seconds, null, 100);
    }

    @Test
    void newestFirstAndOnlyOnesOwn() {
        assertThat(found(LogFilter.all(100)))
                .containsExactly(unanswered, talkedToDora, cancelledByDora, declinedByBen, talkedToBen);
    }

    @Test
    void byPersonDirectionAndOutcome() {
        assertThat(found(with(ben, null))).containsExactly(declinedByBen, talkedToBen);
        assertThat(found(with(anna, null))).isEmpty();
        assertThat(found(with(fixture.carla, null))).isEmpty();
        assertThat(found(with(null, Direction.IN))).containsExactly(talkedToDora, cancelledByDora);
        assertThat(found(with(dora, Direction.OUT))).containsExactly(unanswered);
        assertThat(found(with(null, null, EndReason.COMPLETED))).containsExactly(talkedToDora, talkedToBen);
        assertThat(found(with(null, null, EndReason.NO_ANSWER))).containsExactly(unanswered);
        assertThat(found(with(null, null, EndReason.NO_ANSWER, EndReason.CANCELLED)))
                .containsExactly(unanswered, cancelledByDora);
        assertThat(found(with(ben, Direction.IN, EndReason.DECLINED))).isEmpty();
    }

    @Test
    void byTimeAndLength() {
        assertThat(found(between(NOON.plusSeconds(60), NOON.plusSeconds(180))))
                .containsExactly(cancelledByDora, declinedByBen);
        assertThat(found(between(null, null, 11))).containsExactly(talkedToDora);
        assertThat(found(between(null, null, 10))).containsExactly(talkedToDora, talkedToBen);
        assertThat(found(between(null, null, 0))).containsExactly(talkedToDora, talkedToBen);
    }

    private static LogFilter between(Instant from, Instant to) {
        return between(from, to, null);
    }

    @Test
    void pageByPage() {
        var seen = new ArrayList<CallId>();
        @Nullable String cursor = null;
        do {
            var filter = new LogFilter(null, null, Set.of(), null, null, null, cursor, 2);
            var page = fixture.as(anna, () -> fixture.office.calls().log(filter).orThrow());
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(call -> seen.add(call.id()));
            cursor = page.nextCursor().orElse(null);
        } while (cursor != null);

        assertThat(seen).containsExactlyElementsOf(found(LogFilter.all(100)));
    }

    @Test
    void whatIsOutOfRangeIsNamed() {
        var calls = fixture.office.calls();

        assertThat(field(fixture.as(anna, () -> calls.log(LogFilter.all(0))))).isEqualTo("limit");
        assertThat(field(fixture.as(anna, () -> calls.log(LogFilter.all(101))))).isEqualTo("limit");
        assertThat(field(fixture.as(anna, () -> calls.log(between(null, null, -1)))))
                .isEqualTo("minSeconds");
    }
}
