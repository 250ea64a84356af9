package org.hausruf.server.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import livekit.LivekitModels.ParticipantInfo;
import org.hausruf.office.Language;
import org.hausruf.office.Office;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls.NewCall;
import org.hausruf.server.LiveKitStandIn;
import org.hausruf.server.bridge.remote.RemoteMediaServer;
import org.hausruf.server.config.RemoteServer;
import org.hausruf.server.config.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A LiveKit server whose webhooks all get lost: asking it is enough.
class RemoteRoomWatchTest {

    private final OfficeFixture fixture = new OfficeFixture();
    private final LiveKitStandIn liveKit = new LiveKitStandIn();
    private final RemoteMediaServer media = new RemoteMediaServer(
            new RemoteServer(
                    URI.create("ws://media.example"),
                    liveKit.api(),
                    new Settings.ApiKey(LiveKitStandIn.KEY, LiveKitStandIn.SECRET)),
            Clock.systemUTC());
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
    private final Office office = fixture.office();
    private final CallRooms rooms = new CallRooms(office, media);
    private RoomWatch watch = RoomWatch.start(office, media, time::get);
    private final CallRooms.HostAccess call = fixture.asAnna(() ->
            rooms.create(fixture.anna(), new NewCall("Watched", Language.EN)).orThrow());

    /// The first comparison makes rooms that are missing, and must not do so while a call ends.
    @BeforeEach
    void compareOnce() {
        watch.compare();
    }

    @AfterEach
    void close() {
        watch.close();
        media.close();
        liveKit.close();
        fixture.close();
    }

    @Test
    void whoCameAndWentIsFound() {
        liveKit.enters(room(), LiveKitStandIn.person("PA_host", OfficeFixture.ANNA));
        watch.compare();
        assertThat(current().status()).isEqualTo(VideoCall.Status.ACTIVE);
        assertThat(current().presentCount()).isEqualTo(1);

        liveKit.leaves(room(), OfficeFixture.ANNA);
        pass(Duration.ofMinutes(3));
        watch.compare();

        assertThat(current().presentCount()).isZero();
        assertThat(current().participantCount()).isEqualTo(1);
    }

    @Test
    void aRoomThatTheServerEndedHasNobodyInIt() {
        liveKit.enters(room(), LiveKitStandIn.person("PA_host", OfficeFixture.ANNA));
        watch.compare();

        liveKit.rooms.remove(room());
        pass(Duration.ofMinutes(3));
        watch.compare();

        assertThat(current().presentCount()).isZero();
    }

    @Test
    void onlyPeopleWhoseMediaIsConnectedCount() {
        var host = LiveKitStandIn.person("PA_host", OfficeFixture.ANNA).toBuilder();
        liveKit.enters(room(), host.setState(ParticipantInfo.State.JOINED).build());
        liveKit.enters(
                room(),
                LiveKitStandIn.person("PA_recorder", "recorder").toBuilder()
                        .setKind(ParticipantInfo.Kind.EGRESS)
                        .build());

        watch.compare();

        assertThat(current().presentCount()).isZero();
        assertThat(liveKit.removed).isEmpty();
    }

    @Test
    void aRoomThatAnOldTokenRevivedIsEndedAgain() {
        fixture.asAnna(() -> rooms.end(call.callId()).orThrow());
        assertThat(liveKit.rooms).doesNotContainKey(room());

        liveKit.enters(room(), LiveKitStandIn.person("PA_host", OfficeFixture.ANNA));
        watch.compare();

        assertThat(liveKit.rooms).doesNotContainKey(room());
        assertThat(current().presentCount()).isZero();
    }

    @Test
    void aCallEndedWhileTheServerIsAwayEndsThereAfterwards() {
        liveKit.enters(room(), LiveKitStandIn.person("PA_host", OfficeFixture.ANNA));
        watch.compare();

        liveKit.goesAway();
        fixture.asAnna(() -> rooms.end(call.callId()).orThrow());
        watch.compare();
        assertThat(current().status()).isEqualTo(VideoCall.Status.ENDED);
        liveKit.comesBack();
        watch.compare();

        assertThat(liveKit.rooms).doesNotContainKey(room());
    }

    @Test
    void whoWasNotInvitedIsPutOut() {
        liveKit.enters(room(), LiveKitStandIn.person("PA_stranger", "stranger@guest.example"));

        watch.compare();

        assertThat(liveKit.removed).containsExactly("stranger@guest.example");
    }

    @Test
    void otherPeoplesRoomsAreLeftAlone() {
        var namedLikeOurs = "sot-" + "0".repeat(24);
        liveKit.enters("standup", LiveKitStandIn.person("PA_1", "x"));
        liveKit.enters(namedLikeOurs, LiveKitStandIn.person("PA_2", OfficeFixture.ANNA));

        watch.compare();

        assertThat(liveKit.rooms).containsKeys("standup", namedLikeOurs);
        assertThat(liveKit.removed).isEmpty();
    }

    @Test
    void nobodyIsThoughtToHaveLeftWhileTheServerIsAway() {
        liveKit.enters(room(), LiveKitStandIn.person("PA_host", OfficeFixture.ANNA));
        watch.compare();

        liveKit.goesAway();
        pass(Duration.ofMinutes(3));
        watch.compare();

        assertThat(current().presentCount()).isEqualTo(1);
    }

    @Test
    void aServerThatComesBackEmptyGetsItsRoomsAgain() {
        liveKit.goesAway();
        watch.compare();
        liveKit.rooms.clear();

        liveKit.comesBack();
        watch.compare();

        assertThat(liveKit.rooms).containsKey(room());
    }

    @Test
    void peopleStayInsideWhileThisProcessRestarts() {
        liveKit.enters(room(), LiveKitStandIn.person("PA_host", OfficeFixture.ANNA));
        watch.compare();

        watch.close();
        watch = RoomWatch.start(office, media, time::get);
        watch.compare();

        assertThat(current().presentCount()).isEqualTo(1);
    }

    private void pass(Duration duration) {
        time.updateAndGet(now -> now.plus(duration));
    }

    private String room() {
        return call.room().value();
    }

    private VideoCall current() {
        return fixture.current(call);
    }
}
