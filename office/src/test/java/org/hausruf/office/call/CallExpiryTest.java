package org.hausruf.office.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.hausruf.office.CallId;
import org.hausruf.office.Caller;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several calls that have rung long enough at once, and one that is deleted while it is ended.
class CallExpiryTest {
    private OfficeFixture fixture;
    private Colleagues office;
    private Call first;
    private Call second;
    private Call third;

    @BeforeEach
    void ring() {
        fixture = OfficeFixture.open();
        office = new Colleagues(fixture);
        first = office.ringing(fixture.anna, fixture.ben);
        second = office.ringing(office.hire("dora"), office.hire("emil"));
        third = office.ringing(office.hire("frida"), office.hire("georg"));
        fixture.clock.advance(Duration.ofSeconds(31));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void eachIsToldOfBeforeTheNextIsEnded() {
        var now = fixture.clock.instant();
        var stillDue = new ArrayList<Integer>();

        office.calls.expire(
                now, _ -> stillDue.add(fixture.database.resolver().dueCalls(now).size()));

        assertThat(stillDue).containsExactly(2, 1, 0);
    }

    @Test
    void oneThatCannotBeEndedHoldsUpNoOther() {
        fixture.asOwner("call_log", """
                create function fails() returns trigger language plpgsql as $$ begin raise exception 'it fails'; end $$;
                create trigger fails before update on call_log
                    for each row when (old.id = '%s') execute function fails();
                """.formatted(second.id()));

        assertThat(office.expire(fixture.clock.instant()))
                .extracting(Call::id)
                .containsExactlyInAnyOrder(first.id(), third.id());
        assertThat(office.calls.nextExpiry()).contains(second.ringUntil());

        fixture.asOwner("call_log", "drop trigger fails on call_log");
        assertThat(office.expire(fixture.clock.instant())).extracting(Call::id).containsExactly(second.id());
    }

    @Test
    void oneThatCannotBeRecoveredHoldsUpNoOther() {
        fixture.asOwner("call_log", """
                create function fails_again() returns trigger language plpgsql as $$ begin raise exception 'it fails'; end $$;
                create trigger fails_again before update on call_log
                    for each row when (old.id = '%s') execute function fails_again();
                """.formatted(first.id()));

        assertThat(office.calls.recover()).extracting(Call::id).containsExactlyInAnyOrder(second.id(), third.id());

        fixture.asOwner("call_log", "drop trigger fails_again on call_log");
        assertThat(office.calls.recover()).extracting(Call::id).containsExactly(first.id());
    }

    @Test
    void whoIsToldAndFailsHoldsUpNoOther() {
        var told = new HashMap<CallId, Integer>();

        office.calls.expire(fixture.clock.instant(), call -> {
            told.merge(call.id(), 1, Integer::sum);
            throw new IllegalStateException("does not hear");
        });

        assertThat(told).containsOnlyKeys(first.id(), second.id(), third.id()).doesNotContainValue(2);
    }

    @Test
    void whatIsDeletedWhileItIsEndedIsNotFound() throws InterruptedException {
        var deleted = new CountDownLatch(1);
        var deletes = CompletableFuture.runAsync(() -> delete(deleted), Thread::startVirtualThread);
        deleted.await();

        var ended = office.end(fixture.anna, first);

        refusal(ended, Refusal.NotFound.class);
        deletes.join();
    }

    /// Until somebody waits for what becomes of it.
    private void delete(CountDownLatch deleted) {
        fixture.database.transactions().runAs(Caller.system(fixture.anna.tenant()), sql -> {
            sql.sql("delete from call_log where id = ?")
                    .param(first.id().value())
                    .update();
            deleted.countDown();
            boolean waits = false;
            while (!waits) {
                waits = sql.sql("""
                                select exists (
                                    select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid)))
                                """).query(Boolean.class).single();
            }
            return first;
        });
    }
}
