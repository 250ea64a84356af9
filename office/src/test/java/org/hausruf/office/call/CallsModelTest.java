package org.hausruf.office.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hausruf.office.CallId;
import org.hausruf.office.Caller;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Six people do whatever comes to a seeded generator's mind, time passes, the server starts anew. After each step the
/// log is read whole and compared with what it was: only what the step said it did may have changed, and what must
/// never be is looked for.
class CallsModelTest {
    private static final int SEEDS = 10;
    private static final int STEPS = 100;

    private static OfficeFixture fixture;
    private static Colleagues office;
    private static List<User> people;

    @BeforeAll
    static void open() {
        fixture = OfficeFixture.open();
        office = new Colleagues(fixture);
        people = new ArrayList<>(List.of(fixture.anna, fixture.ben));
        people.addAll(office.hire("dora", "emil", "fred", "gina"));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void whateverPeopleDoTheLogMakesSense() {
        Set<EndReason> seen = EnumSet.noneOf(EndReason.class);
        int gentle = 0;
        int heldBack = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var run = new Run(seed);
            for (int step = 0; step < STEPS; step++) run.step();
            run.finish();
            for (var call : run.made()) seen.add(Objects.requireNonNull(call.endReason()));
            gentle += (int) run.made().stream().filter(Call::waiting).count();
            heldBack += run.heldBack;
        }

        assertThat(seen).as("the generator reaches everything").containsExactlyInAnyOrder(EndReason.values());
        assertThat(gentle).as("gentle rings").isPositive();
        assertThat(heldBack).as("accepts by somebody who still talked").isPositive();
    }

    /// One seed's story. What it did so far is in every failure's message.
    private static final class Run {
        private final Random random;
        private final List<String> story = new ArrayList<>();
        private final Set<CallId> accepted = new HashSet<>();
        /// In the order in which they were made, which ids of one millisecond do not have.
        private final List<CallId> mine = new ArrayList<>();
        private boolean mayWait;
        private int heldBack;
        private Map<CallId, Call> log = read();

        Run(long seed) {
            random = new Random(seed);
            story.add("seed " + seed);
            for (var person : people) disturb(person, false);
            rules(new CallRules(Duration.ofSeconds(30), seed % 2 == 0));
        }

        void step() {
            switch (random.nextInt(22)) {
                case 0, 1, 2, 3, 4, 5 -> ring(somebody(), somebody());
                case 6, 7, 8, 9, 10, 11, 12 -> party("accept", call -> accept(somebodyOf(call), call));
                case 13 -> party("decline", call -> office.decline(somebodyOf(call), call));
                case 14 -> party("cancel", call -> office.cancel(somebodyOf(call), call));
                case 15 -> party("end", call -> office.end(somebodyOf(call), call));
                case 16 -> party("meddle", call -> office.end(somebody(), call));
                case 17 ->
                    party(
                            "fail",
                            call -> random.nextInt(3) > 0
                                    ? office.calls.emptied(call.tenant(), call.id(), fixture.clock.instant())
                                    : office.calls.failed(call.tenant(), call.id()));
                case 18, 19 -> pass(random.nextInt(15));
                case 20 -> settings();
                default -> {
                    if (random.nextInt(6) == 0) ended("restart", office.calls.recover());
                    else seen();
                }
            }
        }

        void finish() {
            pass(31);
            ended("restart", office.calls.recover());
            assertThat(log.values())
                    .as("%s", story)
                    .allMatch(call -> call.status().isOver());
        }

        private User somebody() {
            return people.get(random.nextInt(people.size()));
        }

        private User somebodyOf(Call call) {
            var wanted = random.nextInt(3) == 0 ? call.from() : call.to();
            return people.stream()
                    .filter(it -> it.id().equals(wanted))
                    .findFirst()
                    .orElseThrow();
        }

        private void ring(User from, User to) {
            var result = office.ring(from, to);
            returned(result).forEach(call -> mine.add(call.id()));
            compare("ring " + from.displayName() + " -> " + to.displayName(), returned(result));
        }

        /// Prefers what is not over, but tries the others, too.
        private void party(String what, Function<Call, Result<Call>> deed) {
            var open = made().stream().filter(it -> !it.status().isOver()).toList();
            var all = open.isEmpty() || random.nextInt(5) == 0 ? made() : open;
            if (all.isEmpty()) return;
            var call = all.get(random.nextInt(all.size()));
            compare(what + " " + call.id(), returned(deed.apply(call)));
        }

        private Result<Call> accept(User user, Call call) {
            var result = office.accept(user, call);
            if (result instanceof Result.Refused<Call>(Refusal.CallerBusy _)) heldBack++;
            if (result instanceof Result.Ok)
                assertThat(accepted.add(call.id()))
                        .as("one accept wins: %s", story)
                        .isTrue();
            return result;
        }

        private static List<Call> returned(Result<Call> result) {
            return result instanceof Result.Ok<Call>(var call) ? List.of(call) : List.of();
        }

        private void pass(int seconds) {
            fixture.clock.advance(Duration.ofSeconds(seconds));
            ended("pass " + seconds, office.expire(fixture.clock.instant()));
        }

        private void ended(String what, List<Call> ended) {
            assertThat(ended).as(what).allMatch(call -> call.status().isOver());
            compare(what, ended);
        }

        private void seen() {
            office.calls.seen(log.values().stream().map(Call::room).toList(), fixture.clock.instant());
            compare("seen", List.of());
        }

        private void settings() {
            disturb(somebody(), random.nextInt(8) == 0);
            var rules = new CallRules(Duration.ofSeconds(5 + random.nextInt(30)), random.nextBoolean());
            rules(rules);
            compare("settings " + rules, List.of());
        }

        private static void disturb(User person, boolean unwelcome) {
            person.caller().run(() -> fixture.office.presence().setDoNotDisturb(unwelcome));
        }

        private void rules(CallRules rules) {
            mayWait = rules.ringWhenBusy();
            office.as(fixture.anna, () -> office.calls.changeRules(rules)).orThrow();
        }

        List<Call> made() {
            return mine.stream().map(id -> Objects.requireNonNull(log.get(id))).toList();
        }

        private void compare(String what, List<Call> returned) {
            story.add(what + " => "
                    + returned.stream()
                            .map(call -> call.status() + " " + call.id())
                            .toList());
            var now = read();
            var changed = now.values().stream()
                    .filter(call -> !call.equals(log.get(call.id())))
                    .collect(Collectors.toSet());
            assertThat(changed).as("the log says what the step said: %s", story).isEqualTo(Set.copyOf(returned));
            assertThat(now.keySet()).as("%s", story).containsAll(log.keySet());
            for (var call : changed) check(log.get(call.id()), call);
            for (var person : people) check(person, now.values());
            log = now;
        }

        private void check(@Nullable Call before, Call call) {
            assertThat(before != null && before.status().isOver())
                    .as("what is over stays: %s", story)
                    .isFalse();
            var reason = call.endReason();
            assertThat(call.status().isOver()).as("%s", story).isEqualTo(reason != null);
            if (reason != null) assertThat(call.status()).as("%s", story).isEqualTo(reason.status());
            if (call.waiting() && before == null)
                assertThat(mayWait).as("%s", story).isTrue();
            var wasTaken = accepted.contains(call.id());
            assertThat(call.answeredAt() != null)
                    .as("answered if accepted: %s", story)
                    .isEqualTo(wasTaken);
            assertThat(call.durationSeconds() != null).as("%s", story).isEqualTo(reason == EndReason.COMPLETED);
            if (call.durationSeconds() != null)
                assertThat(call.durationSeconds())
                        .as("%s", story)
                        .isEqualTo(Duration.between(call.answeredAt(), call.endedAt())
                                .toSeconds());
        }

        private void check(User person, Collection<Call> calls) {
            var own = calls.stream()
                    .filter(it -> it.from().equals(person.id()) || it.to().equals(person.id()))
                    .toList();
            var talks = own.stream()
                    .filter(it -> it.status() == CallStatus.IN_PROGRESS)
                    .count();
            var rings =
                    own.stream().filter(it -> it.status() == CallStatus.RINGING).toList();
            var outgoing =
                    rings.stream().filter(it -> it.from().equals(person.id())).count();
            assertThat(talks + outgoing)
                    .as("%s talks or rings once: %s", person.displayName(), story)
                    .isLessThanOrEqualTo(1);
            assertThat(rings.size())
                    .as("%s rings or is rung once: %s", person.displayName(), story)
                    .isLessThanOrEqualTo(1);
            assertThat(own.stream().filter(it -> it.status() == CallStatus.INITIATED))
                    .as("%s", story)
                    .isEmpty();
        }

        /// The whole log of the office.
        private static Map<CallId, Call> read() {
            var tenant = Caller.system(fixture.anna.tenant());
            var calls = fixture.database
                    .transactions()
                    .runAs(
                            tenant,
                            sql -> sql
                                    .sql("select id from call_log")
                                    .query((row, _) -> new CallId(row.getObject("id", UUID.class)))
                                    .list()
                                    .stream()
                                    .map(id -> CallRows.find(sql, id).orElseThrow())
                                    .toList());
            return new HashMap<>(calls.stream().collect(Collectors.toMap(Call::id, it -> it)));
        }
    }
}
