package org.hausruf.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.UUID;
import org.hausruf.office.Secret;
import org.hausruf.office.TenantId;
import org.junit.jupiter.api.Test;

class PendingSignInsTest {
    private static final TenantId SOT = office(1);
    private static final TenantId SYNAPSE = office(2);

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final InstantSource clock = () -> now;
    private final PendingSignIns<String> pending = new PendingSignIns<>(clock);

    private static TenantId office(int number) {
        return new TenantId(new UUID(0, number));
    }

    @Test
    void eachIsTakenOnceAndInTime() {
        var first = pending.keep(SOT, "first");
        var second = pending.keep(SOT, "second");

        assertThat(pending.look(first)).contains("first");
        assertThat(pending.take(first)).contains("first");
        assertThat(pending.take(first)).isEmpty();
        assertThat(pending.look(Secret.random())).isEmpty();
        now = now.plus(PendingSignIns.LIFETIME);
        assertThat(pending.look(second)).isEmpty();
        assertThat(pending.take(second)).isEmpty();
    }

    @Test
    void whoFloodsOneOfficePutsOutThatOfficesOldestAndNobodyElses() {
        var synapse = pending.keep(SYNAPSE, "carla");
        var oldest = pending.keep(SOT, "anna");
        var second = pending.keep(SOT, "ben");

        for (int i = 0; i < PendingSignIns.MAX_OF_OFFICE - 1; i++) pending.keep(SOT, "flood");

        assertThat(pending.look(oldest)).isEmpty();
        assertThat(pending.look(second)).contains("ben");
        for (int i = 0; i < 3 * PendingSignIns.MAX_OF_OFFICE; i++) pending.keep(SOT, "flood");
        assertThat(pending.look(synapse)).contains("carla");
    }

    @Test
    void ofTooManyInAllTheOneWithMostLosesItsOldest() {
        int floods = PendingSignIns.MAX / PendingSignIns.MAX_OF_OFFICE;
        var quiet = pending.keep(SYNAPSE, "carla");
        var flooders = new ArrayList<Secret>();
        for (int office = 0; office <= floods; office++) {
            for (int i = 0; i < PendingSignIns.MAX_OF_OFFICE; i++)
                flooders.add(pending.keep(office(100 + office), "flood"));
        }

        assertThat(pending.look(quiet)).contains("carla");
        assertThat(flooders.stream().filter(it -> pending.look(it).isPresent())).hasSize(PendingSignIns.MAX - 1);
    }

    @Test
    void whatIsOverdueTakesNoPlace() {
        for (int i = 0; i < PendingSignIns.MAX_OF_OFFICE; i++) pending.keep(SOT, "old");
        now = now.plus(PendingSignIns.LIFETIME).minus(Duration.ofMinutes(1));
        var young = pending.keep(SOT, "young");
        now = now.plus(Duration.ofMinutes(2));
        for (int i = 0; i < PendingSignIns.MAX_OF_OFFICE - 1; i++) pending.keep(SOT, "new");

        assertThat(pending.look(young)).contains("young");
    }
}
