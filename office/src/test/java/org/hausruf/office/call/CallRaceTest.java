package org.hausruf.office.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Threads that really do it at once, on real transactions. Whatever the order, one of them wins.
class CallRaceTest {
    private static final int ROUNDS = 25;

    private OfficeFixture fixture;
    private Colleagues office;
    private Calls calls;
    private User anna;
    private User ben;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        office = new Colleagues(fixture);
        calls = fixture.office.calls();
        anna = fixture.anna;
        ben = fixture.ben;
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static <T> List<T> atOnce(List<Callable<T>> contenders) throws Exception {
        var gate = new CyclicBarrier(contenders.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var racing = contenders.stream()
                    .map(contender -> threads.submit(() -> {
                        gate.await();
                        return contender.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var one : racing) results.add(one.get());
            return results;
        }
    }

    /// The timer as one more contender: refused if it found nothing to end.
    private Result<Call> expire(Call call) {
        return office.expire(call.ringUntil()).stream()
                .findFirst()
                .map(Result::ok)
                .orElseGet(() -> Result.refused(new Refusal.NotFound()));
    }

    private static List<Call> winners(List<Result<Call>> results) {
        return results.stream()
                .flatMap(result -> result instanceof Result.Ok<Call>(var call) ? Stream.of(call) : Stream.empty())
                .toList();
    }

    private static List<Class<?>> refusals(List<Result<Call>> results) {
        return results.stream()
                .flatMap(result -> result instanceof Result.Refused<Call>(var why) ? Stream.of(why) : Stream.empty())
                .<Class<?>>map(Object::getClass)
                .toList();
    }

    @Test
    void oneOfAcceptsDeclineCancelAndTimerWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var call = office.ringing(anna, ben);
            List<Callable<Result<Call>>> contenders = List.of(
                    () -> office.accept(ben, call),
                    () -> office.accept(ben, call),
                    () -> office.decline(ben, call),
                    () -> office.cancel(anna, call),
                    () -> expire(call));

            var results = atOnce(contenders);

            assertThat(winners(results)).as("round %d: %s", round, results).hasSize(1);
            var won = winners(results).getFirst();
            assertThat(fixture.as(anna, () -> calls.find(call.id())).orThrow()).isEqualTo(won);
            assertThat(refusals(results))
                    .isSubsetOf(Refusal.AnsweredElsewhere.class, Refusal.CallOver.class, Refusal.NotFound.class);
            if (won.status() == CallStatus.IN_PROGRESS) office.end(ben, won).orThrow();
        }
    }

    @Test
    void bothHangUpAndOneOfThemEndsIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var call = office.talking(anna, ben);
            List<Callable<Result<Call>>> contenders = List.of(
                    () -> office.end(anna, call),
                    () -> office.end(ben, call),
                    () -> calls.emptied(anna.tenant(), call.id(), fixture.clock.instant()));

            var results = atOnce(contenders);

            assertThat(winners(results)).hasSize(1);
            assertThat(refusals(results)).containsExactly(Refusal.CallOver.class, Refusal.CallOver.class);
        }
    }

    @Test
    void ofTwoWhoRingEachOtherOneRings() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var results =
                    atOnce(List.<Callable<Result<Call>>>of(() -> office.ring(anna, ben), () -> office.ring(ben, anna)));

            assertThat(refusals(results)).containsExactly(Refusal.CallerBusy.class);
            var call = winners(results).getFirst();
            assertThat(call.status()).isEqualTo(CallStatus.RINGING);
            office.end(anna, call).orThrow();
        }
    }

    @Test
    void ofManyCallersOneRingsAndTheOthersHearBusy() throws Exception {
        var callers = office.hire("one", "two", "three", "four", "five");
        for (int round = 0; round < ROUNDS; round++) {
            var results = atOnce(callers.stream()
                    .map(caller -> (Callable<Result<Call>>) () -> office.ring(caller, ben))
                    .toList());

            var made = winners(results);
            assertThat(made).hasSize(callers.size());
            var ringing = made.stream().filter(call -> !call.status().isOver()).toList();
            assertThat(ringing).hasSize(1);
            assertThat(made.stream().filter(call -> call.endReason() == EndReason.BUSY))
                    .hasSize(callers.size() - 1);
            office.decline(ben, ringing.getFirst()).orThrow();
        }
    }

    @Test
    void twoDevicesOfOneCallerRingOnePerson() throws Exception {
        var dora = office.hire("dora");
        for (int round = 0; round < ROUNDS; round++) {
            var results = atOnce(
                    List.<Callable<Result<Call>>>of(() -> office.ring(anna, ben), () -> office.ring(anna, dora)));

            assertThat(refusals(results)).containsExactly(Refusal.CallerBusy.class);
            office.cancel(anna, winners(results).getFirst()).orThrow();
        }
    }

    @Test
    void whoTakesOneCallAndMakesAnotherTalksInOne() throws Exception {
        var dora = office.hire("dora");
        for (int round = 0; round < ROUNDS; round++) {
            var call = office.ringing(anna, ben);
            var results = atOnce(List.<Callable<Result<Call>>>of(
                    () -> office.accept(ben, call), () -> office.ring(ben, dora), () -> office.ring(dora, anna)));

            assertThat(refusals(results)).containsExactly(Refusal.CallerBusy.class);
            assertThat(winners(results))
                    .extracting(Call::status)
                    .containsExactlyInAnyOrder(CallStatus.IN_PROGRESS, CallStatus.MISSED);
            office.end(anna, call).orThrow();
        }
    }
}
