package org.hausruf.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls.NewCall;
import org.hausruf.office.call.EndReason;
import org.hausruf.office.call.Media;
import org.hausruf.office.user.User;
import org.hausruf.server.StandingClock;
import org.hausruf.server.bridge.OfficeFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/// Calls that are written and of which then nobody is told: they end by their time. The test's hand turns the clock.
class UntoldRingTest {
    private static final CallSockets.Edge EDGE =
            new CallSockets.Edge(URI.create("http://localhost"), HttpServletRequest::getRemoteAddr);

    private final StandingClock clock = new StandingClock();
    private final OfficeFixture fixture = new OfficeFixture(clock);
    private final User anna = fixture.anna();
    private final User ben = fixture.user("ben@sot.example");
    private final SilentMedia media = new SilentMedia();
    private final Told told = new Told();
    private final CallSockets sockets = new CallSockets(fixture.office(), media, EDGE, List.of(told), clock);
    private final NewCall wanted = new NewCall(ben.id(), Media.AUDIO, null);

    /// From here on it takes the database for quiet.
    @BeforeEach
    void nothingRings() {
        look();
    }

    @AfterEach
    void close() {
        sockets.close();
        media.close();
        fixture.close();
    }

    private void look() {
        sockets.clock().expire(sockets.board());
    }

    private Call rings() {
        return anna.caller().call(fixture.office().calls()::live).getFirst();
    }

    private void assertMissed(Call call) throws InterruptedException {
        var over = told.nextOver();
        assertThat(over.id()).isEqualTo(call.id());
        assertThat(over.endReason()).isEqualTo(EndReason.NO_ANSWER);
        assertThat(anna.caller()
                        .call(() -> fixture.office().calls().initiate(wanted).orThrow())
                        .status()
                        .isOver())
                .as("nobody is busy any more")
                .isFalse();
    }

    @Test
    void endsWhenItsTimeIsOverAlthoughTheDatabaseWentRightAfterIt() throws InterruptedException {
        fixture.asOwner("""
                create function goes() returns trigger language plpgsql security definer as $$
                    begin revoke select on call_log from hausruf_app; return null; end $$;
                create constraint trigger goes after insert on call_log deferrable initially deferred
                    for each row execute function goes();
                """);
        assertThatThrownBy(() -> anna.caller().call(() -> sockets.board().initiate(wanted, null)))
                .isInstanceOf(DataAccessException.class);
        fixture.asOwner("drop trigger goes on call_log; grant select on call_log to hausruf_app");
        var call = rings();
        clock.advance(Duration.ofSeconds(31));

        look();

        assertMissed(call);
    }

    @Test
    void endsAMinuteLaterAtMostIfTheClockNeverHeardOfIt() throws InterruptedException {
        anna.caller().run(() -> fixture.office().calls().initiate(wanted).orThrow());
        var call = rings();
        clock.advance(Duration.ofSeconds(31));

        for (int i = 0; i < CallClock.LOOKS_UNASKED; i++) look();

        assertMissed(call);
    }
}
