package org.hausruf.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.CallId;
import org.hausruf.office.Result;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls;
import org.hausruf.office.call.EndReason;
import org.hausruf.office.call.Media;
import org.hausruf.office.user.User;
import org.hausruf.server.StandingClock;
import org.hausruf.server.bridge.OfficeFixture;
import org.hausruf.server.call.SilentMedia.Question;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ringing calls beside a media server that never answers: what it is asked, nobody else waits for.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SilentMediaTest {
    private static final CallSockets.Edge EDGE =
            new CallSockets.Edge(URI.create("http://localhost"), HttpServletRequest::getRemoteAddr);

    private final StandingClock clock = new StandingClock();
    private final OfficeFixture fixture = new OfficeFixture(clock);
    private final User anna = fixture.anna();
    private final User ben = fixture.user("ben@sot.example");
    private final SilentMedia media = new SilentMedia();
    private final Told told = new Told();
    private final CallSockets sockets = CallSockets.start(fixture.office(), media, EDGE, List.of(told), clock);
    private final Switchboard board = sockets.board();

    @AfterEach
    void close() {
        media.close();
        sockets.close();
        fixture.close();
    }

    private Call rings(User caller, User callee) {
        var wanted = new Calls.NewCall(callee.id(), Media.AUDIO, null);
        return caller.caller()
                .call(() -> board.initiate(wanted, null).orThrow())
                .call();
    }

    private Call talks() {
        var call = rings(anna, ben);
        return ben.caller().call(() -> board.accept(call.id(), null).orThrow()).call();
    }

    @Test
    void aRingEndsWhileATalkIsAskedAbout() throws InterruptedException {
        media.neverAnswers(Question.INSIDE);
        talks();
        media.awaitWaiting();
        var missed = rings(fixture.user("carla@synapse.example"), fixture.user("deniz@synapse.example"));

        clock.advance(Duration.ofSeconds(31));

        var over = told.nextOver();
        assertThat(over.id()).isEqualTo(missed.id());
        assertThat(over.endReason()).isEqualTo(EndReason.NO_ANSWER);
    }

    @Test
    void theEndIsToldBeforeTheRoomIsDeleted() throws InterruptedException {
        media.neverAnswers(Question.DELETE);
        var call = talks();

        anna.caller().run(() -> board.end(call.id()).orThrow());

        assertThat(told.nextOver().endReason()).isEqualTo(EndReason.COMPLETED);
        media.awaitWaiting();
    }

    @Test
    void whoWaitsForARoomHoldsUpTheirOwnCallAlone() throws InterruptedException {
        var carla = fixture.user("carla@synapse.example");
        var carlas = rings(carla, fixture.user("deniz@synapse.example"));
        media.neverAnswers(Question.MAKE);
        Thread.ofVirtual()
                .start(() -> carla.caller().run(() -> {
                    var _ = board.room(carlas.id(), carla.id());
                }));
        media.awaitWaiting();

        for (int i = 0; i < 640; i++) {
            var unknown = new CallId(UUID.randomUUID());
            assertThat(ben.caller().call(() -> board.decline(unknown))).isInstanceOf(Result.Refused.class);
        }
        var annas = rings(anna, ben);
        ben.caller().run(() -> board.decline(annas.id()).orThrow());

        assertThat(told.nextOver().id()).isEqualTo(annas.id());
    }
}
