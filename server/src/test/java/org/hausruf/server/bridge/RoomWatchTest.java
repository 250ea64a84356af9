package org.hausruf.server.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.Office;
import org.hausruf.office.db.Database;
import org.hausruf.office.db.Login;
import org.hausruf.office.sample.SampleData;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.testkit.ThrowawayDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoomWatchTest {
    private static final String PASSWORD = "correct horse battery";

    private final ThrowawayDatabase throwaway =
            ThrowawayDatabase.copyOf("office", it -> Database.migrate(login(it.owner())));
    private final Database database = Database.connect(login(throwaway.app()));
    private final FakeMediaServer media = new FakeMediaServer();
    private final Office office = office();
    private final CallRooms rooms = new CallRooms(office, media);
    private final User anna = office.sessions()
            .signIn("anna@sot.example", PASSWORD, "test")
            .orThrow()
            .user();
    private RoomWatch watch = RoomWatch.start(office, media, Clock.systemUTC());
    private final CallRooms.HostAccess call = created();

    private Office office() {
        SampleData.install(database, PASSWORD, Clock.systemUTC());
        return Office.open(
                database,
                new Office.Settings(
                        URI.create("http://localhost"), Optional.empty(), Limits.STANDARD, Clock.systemUTC()));
    }

    private CallRooms.HostAccess created() {
        return asAnna(() -> rooms.create(anna, "Watched", Language.EN).orThrow());
    }

    @AfterEach
    void close() {
        watch.close();
        database.close();
        throwaway.close();
    }

    @Test
    void aRoomIsMadeBeforeItsTokenIsGivenOut() {
        assertThat(media.rooms).contains(call.room().value());
    }

    @Test
    void aCallIsActiveOnceItsHostsMediaConnects() {
        media.joins(room(), "PA_guest", "stranger@guest.example");
        assertThat(current().status()).isEqualTo(VideoCall.Status.DRAFT);

        media.joins(room(), "PA_host", "anna@sot.example");

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
        asAnna(() -> rooms.end(call.callId()).orThrow());
        assertThat(media.rooms).doesNotContain(room());
        media.createRoom(room());

        media.joins(room(), "PA_host", "anna@sot.example");

        assertThat(media.rooms).doesNotContain(room());
    }

    @Test
    void leavingAndComingBackAreTwoStaysOfOnePerson() {
        var first = media.joins(room(), "PA_1", "anna@sot.example");
        media.leaves(first);
        media.joins(room(), "PA_2", "anna@sot.example");

        assertThat(current().participantCount()).isEqualTo(1);
        assertThat(asAnna(() -> office.videoCalls().stays(call.callId()).orThrow()))
                .hasSize(2);
    }

    @Test
    void whatAnEventCouldNotWriteIsWrittenByTheNextComparison() {
        media.inside.add(new MediaEvent.Present(room(), "PA_missed", "anna@sot.example", Instant.now()));

        watch.compare();

        assertThat(current().presentCount()).isEqualTo(1);
    }

    @Test
    void afterAKillTheRoomsAreThereAndNobodyIsInside() {
        media.joins(room(), "PA_host", "anna@sot.example");
        var afterwards = new FakeMediaServer();

        watch.close();
        watch = RoomWatch.start(office, afterwards, Clock.systemUTC());

        assertThat(afterwards.rooms).contains(room());
        assertThat(current().status()).isEqualTo(VideoCall.Status.ACTIVE);
        assertThat(current().presentCount()).isZero();
        afterwards.joins(room(), "PA_again", "anna@sot.example");
        assertThat(current().presentCount()).isEqualTo(1);
    }

    private String room() {
        return call.room().value();
    }

    private VideoCall current() {
        return asAnna(() -> office.videoCalls().find(call.callId()).orThrow());
    }

    private <T> T asAnna(Callable<T> work) {
        try {
            return anna.caller().call(work);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Login login(org.hausruf.postgres.Login login) {
        return new Login(login.jdbcUrl(), login.user(), login.password());
    }
}
