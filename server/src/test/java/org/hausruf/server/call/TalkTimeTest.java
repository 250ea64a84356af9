package org.hausruf.server.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.CallStatus;
import org.hausruf.office.call.Calls;
import org.hausruf.office.call.EndReason;
import org.hausruf.office.call.Media;
import org.hausruf.office.user.User;
import org.hausruf.server.LiveKitStandIn;
import org.hausruf.server.StandingClock;
import org.hausruf.server.bridge.MediaServerAway;
import org.hausruf.server.bridge.OfficeFixture;
import org.hausruf.server.bridge.remote.RemoteMediaServer;
import org.hausruf.server.config.RemoteServer;
import org.hausruf.server.config.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who talks, looked at every fifteen seconds: when both have gone the call is over, and when everything dies it ended
/// when they were last seen. The test's hand turns the clock.
class TalkTimeTest {
    private static final CallSockets.Edge EDGE =
            new CallSockets.Edge(URI.create("http://localhost"), HttpServletRequest::getRemoteAddr);

    private static final Duration EACH = Duration.ofSeconds(15);

    private final StandingClock clock = new StandingClock();
    private final OfficeFixture fixture = new OfficeFixture(clock);
    private final User anna = fixture.anna();
    private final User ben = fixture.user("ben@sot.example");
    private final LiveKitStandIn liveKit = new LiveKitStandIn(clock);
    private final RemoteMediaServer media = new RemoteMediaServer(
            new RemoteServer(
                    URI.create("ws://media.example"),
                    liveKit.api(),
                    new Settings.ApiKey(LiveKitStandIn.KEY, LiveKitStandIn.SECRET)),
            clock);
    private final Told told = new Told();
    private final CallSockets sockets = new CallSockets(fixture.office(), media, EDGE, List.of(told), clock);
    private final Switchboard board = sockets.board();
    private final Call call = talk();

    @AfterEach
    void close() {
        sockets.close();
        media.close();
        liveKit.close();
        fixture.close();
    }

    private Call talk() {
        var wanted = new Calls.NewCall(ben.id(), Media.AUDIO, null);
        var rings = anna.caller().call(() -> board.initiate(wanted, null).orThrow());
        return ben.caller()
                .call(() -> board.accept(rings.call().id(), null).orThrow())
                .call();
    }

    private Instant answered() {
        return Objects.requireNonNull(call.answeredAt());
    }

    private static String identity(User user) {
        return user.tenant() + ":" + user.id();
    }

    private void enters(User user) {
        liveKit.enters(call.room().value(), LiveKitStandIn.person("PA_" + user.id(), identity(user)));
    }

    private void leaves(User user) {
        liveKit.leaves(call.room().value(), identity(user));
    }

    /// @return when
    private Instant look() {
        clock.advance(EACH);
        sockets.clock().lookAfter(board);
        return clock.instant();
    }

    private void assertCompleted(Instant at) throws InterruptedException {
        var over = told.nextOver();
        assertThat(over.id()).isEqualTo(call.id());
        assertThat(over.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(over.endReason()).isEqualTo(EndReason.COMPLETED);
        assertThat(over.endedAt()).isEqualTo(at);
        assertThat(over.durationSeconds())
                .isEqualTo(Duration.between(answered(), at).toSeconds());
        assertThat(liveKit.nextDeleted()).isEqualTo(call.room().value());
        sockets.clock().lookAfter(board);
        assertThat(told.isNothingOver()).as("told once").isTrue();
    }

    @Test
    void whoHaveBothLeftHaveTalkedUntilTheyWereLastTogether() throws InterruptedException {
        enters(anna);
        enters(ben);
        look();
        var together = look();
        leaves(anna);
        leaves(ben);

        look();
        look();
        assertThat(told.isNothingOver()).isTrue();
        look();

        assertCompleted(together);
    }

    @Test
    void oneAloneTalksWithNobody() throws InterruptedException {
        enters(anna);
        enters(ben);
        var together = look();
        leaves(ben);
        for (int i = 0; i < 3; i++) look();

        assertCompleted(together);
    }

    @Test
    void whoComesBackInTimeTalksOn() throws InterruptedException {
        enters(anna);
        enters(ben);
        look();
        leaves(ben);
        look();
        look();
        enters(ben);
        var together = look();
        assertThat(told.isNothingOver()).isTrue();

        leaves(anna);
        look();
        look();
        assertThat(told.isNothingOver()).isTrue();
        look();

        assertCompleted(together);
    }

    @Test
    void whoNeverMeetHaveTwoMinutesForIt() throws InterruptedException {
        enters(anna);
        for (int i = 0; i < 7; i++) look();
        assertThat(told.isNothingOver()).isTrue();

        look();

        assertCompleted(answered());
    }

    @Test
    void aMediaServerThatIsAwaySaysNothingAboutWhoTalks() throws InterruptedException {
        enters(anna);
        enters(ben);
        var together = look();
        liveKit.goesAway();
        for (int i = 0; i < 10; i++) assertThatThrownBy(this::look).isInstanceOf(MediaServerAway.class);
        liveKit.comesBack();
        leaves(ben);
        look();
        look();
        assertThat(told.isNothingOver()).isTrue();
        look();

        assertCompleted(together);
    }

    @Test
    void whatACrashEndsHasLastedUntilItWasLastSeen() {
        enters(anna);
        enters(ben);
        look();
        var seen = look();
        clock.advance(Duration.ofSeconds(14));

        var recovered = fixture.office().calls().recover();

        assertThat(recovered).singleElement().satisfies(it -> {
            assertThat(it.id()).isEqualTo(call.id());
            assertThat(it.status()).isEqualTo(CallStatus.COMPLETED);
            assertThat(it.endedAt()).isEqualTo(seen);
            assertThat(it.durationSeconds()).isEqualTo(30);
        });
    }

    @Test
    void whoWasNotTogetherWasNotSeen() {
        enters(anna);
        enters(ben);
        var together = look();
        leaves(ben);
        look();

        var recovered = fixture.office().calls().recover();

        assertThat(recovered)
                .singleElement()
                .satisfies(it -> assertThat(it.endedAt()).isEqualTo(together));
    }
}
