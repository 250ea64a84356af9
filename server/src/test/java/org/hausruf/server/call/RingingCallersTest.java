package org.hausruf.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.hausruf.office.CallId;
import org.hausruf.office.RoomName;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.CallStatus;
import org.hausruf.office.call.Media;
import org.junit.jupiter.api.Test;

class RingingCallersTest {
    private static final Instant NOON = Instant.parse("2026-11-19T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    private final UserId anna = new UserId(UUID.randomUUID());
    private final Set<UserId> connected = new HashSet<>(Set.of(anna));
    private final RingingCallers callers = new RingingCallers(connected::contains);
    private final Call call = callOfAnna();

    private Call callOfAnna() {
        var tenant = new TenantId(UUID.randomUUID());
        var id = new CallId(UUID.randomUUID());
        return new Call(
                id,
                tenant,
                anna,
                "Anna",
                new UserId(UUID.randomUUID()),
                "Ben",
                null,
                Media.AUDIO,
                RoomName.ofCall(tenant, id),
                CallStatus.RINGING,
                null,
                NOON,
                LATER,
                null,
                null,
                null,
                false,
                Call.Noted.NOTHING);
    }

    private void gone(Instant at) {
        connected.clear();
        callers.look(anna, at);
    }

    @Test
    void whoIsThereGoesOnRinging() {
        callers.ring(call, NOON);
        callers.look(anna, NOON);

        assertThat(callers.givenUp(LATER)).isEmpty();
    }

    @Test
    void whoHasBeenGoneForTooLongHasGivenUpOnce() {
        callers.ring(call, NOON);
        gone(NOON);
        callers.look(anna, NOON.plusSeconds(5)); // another device, gone as well

        assertThat(callers.givenUp(NOON.plusSeconds(10).minusMillis(1))).isEmpty();
        assertThat(callers.givenUp(NOON.plusSeconds(10))).containsExactly(call);
        assertThat(callers.givenUp(LATER)).isEmpty();
    }

    @Test
    void whoComesBackInTimeGoesOnRinging() {
        callers.ring(call, NOON);
        gone(NOON);
        connected.add(anna);
        callers.look(anna, NOON.plusSeconds(9));

        assertThat(callers.givenUp(LATER)).isEmpty();
    }

    @Test
    void whoLeavesWhileItBeginsToRingIsGone() {
        connected.clear();
        callers.ring(call, NOON);

        assertThat(callers.givenUp(NOON.plusSeconds(10))).containsExactly(call);
    }

    @Test
    void whatIsDoneIsNotGivenUp() {
        callers.ring(call, NOON);
        gone(NOON);
        callers.done(callOfAnna());
        assertThat(callers.givenUp(NOON.plusSeconds(9))).isEmpty();
        callers.done(call);

        assertThat(callers.givenUp(LATER)).isEmpty();
    }
}
