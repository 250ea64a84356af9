package org.hausruf.server.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import org.hausruf.office.Language;
import org.hausruf.office.Office;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls.NewCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomWatchTest {

    private final OfficeFixture fixture = new OfficeFixture();
    private final FakeMediaServer media = new FakeMediaServer();
    private final Office office = fixture.office();
    private final CallRooms rooms = new CallRooms(office, media);
    private RoomWatch watch = RoomWatch.start(office, media, Clock.systemUTC());
    private final CallRooms.HostAccess call = created();

    private CallRooms.HostAccess created() {
        return fixture.asAnna(() -> rooms.create(fixture.anna(), new NewCall("Watched", Language.EN))
                .orThrow());
    }

    @AfterEach
    void close() {
        watch.close();
        fixture.close();
    }

    @Test
    void aRoomIsMadeBeforeItsTokenIsGivenOut() {
        assertThat(media.rooms).contains(call.room().value());
    }

    @Test
    void aCallIsActiveOnceItsHostsMediaConnects() {
        media.joins(room(), "PA_guest", "stranger@guest.example");
        assertThat(current().status()).isEqualTo(VideoCall.Status.DRAFT);

        media.joins(room(), "PA_host", OfficeFixture.ANNA);

        assertThat(current().status()).isEqualTo(VideoCall.Status.ACTIVE);
        assertThat(current().presentCount()).isEqualTo(1);
    }

    @Test
    void whoWasNotInvitedIsPutOut() {
        media.joins(room(), "PA_stranger", "stranger@guest.example");

        assertThat(media.removed).containsExactly("stranger@guest.example");
        assertThat(current().participantCount()).isZero();
    }

    @Test
    void aRoomWhoseCallIsOverIsClosedAgain() {
        fixture.asAnna(() -> rooms.end(call.callId()).orThrow());
        assertThat(media.rooms).doesNotContain(room());
        media.createRoom(room());

        media.joins(room(), "PA_host", OfficeFixture.ANNA);

        assertThat(media.rooms).doesNotContain(room());
    }

    @Test
    void leavingAndComingBackAreTwoStaysOfOnePerson() {
        var first = media.joins(room(), "PA_1", OfficeFixture.ANNA);
        media.leaves(first);
        media.joins(room(), "PA_2", OfficeFixture.ANNA);

        assertThat(current().participantCount()).isEqualTo(1);
        assertThat(fixture.asAnna(() -> office.videoCalls().stays(call.callId()).orThrow()))
                .hasSize(2);
    }

    @Test
    void whatAnEventCouldNotWriteIsWrittenByTheNextComparison() {
        media.inside.add(new MediaEvent.Present(room(), "PA_missed", OfficeFixture.ANNA, Instant.now()));

        watch.compare();

        assertThat(current().presentCount()).isEqualTo(1);
    }

    @Test
    void afterAKillTheRoomsAreThereAndNobodyIsInside() {
        media.joins(room(), "PA_host", OfficeFixture.ANNA);
        var afterwards = new FakeMediaServer();

        watch.close();
        watch = RoomWatch.start(office, afterwards, Clock.systemUTC());

        assertThat(afterwards.rooms).contains(room());
        assertThat(current().status()).isEqualTo(VideoCall.Status.ACTIVE);
        assertThat(current().presentCount()).isZero();
        afterwards.joins(room(), "PA_again", OfficeFixture.ANNA);
        assertThat(current().presentCount()).isEqualTo(1);
    }

    private String room() {
        return call.room().value();
    }

    private VideoCall current() {
        return fixture.current(call);
    }
}
