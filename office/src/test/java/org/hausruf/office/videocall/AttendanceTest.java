package org.hausruf.office.videocall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hausruf.office.Guest;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.RoomName;
import org.hausruf.office.db.StorageFullException;
import org.hausruf.office.videocall.Attendance.Arrival;
import org.hausruf.office.videocall.VideoCall.Person;
import org.hausruf.office.videocall.VideoCall.Role;
import org.hausruf.office.videocall.VideoCall.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttendanceTest {
    private static final String ANNA = "anna@sot.example";

    private OfficeFixture fixture;
    private Attendance attendance;
    private VideoCall call;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        attendance = fixture.office.attendance();
        call = fixture.draft("call");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Instant minute(int minutes) {
        return OfficeFixture.NOON.plus(Duration.ofMinutes(minutes));
    }

    private VideoCall now() {
        return fixture.as(
                fixture.anna, () -> fixture.office.videoCalls().find(call.id()).orThrow());
    }

    private List<VideoCalls.Stay> stays() {
        return fixture.as(
                fixture.anna, () -> fixture.office.videoCalls().stays(call.id()).orThrow());
    }

    private void runUntil(int minutes) {
        fixture.clock.advance(Duration.between(fixture.clock.instant(), minute(minutes)));
    }

    @Test
    void hostsArrivalStartsTheCall() {
        assertThat(attendance.joined(call.room(), ANNA, "PA_1", minute(1))).isEqualTo(Arrival.RECORDED);

        assertThat(now().status()).isEqualTo(Status.ACTIVE);
        assertThat(now().startedAt()).isEqualTo(minute(1));
        assertThat(now().people()).containsExactly(new Person("Anna Berger", Role.HOST));
    }

    @Test
    void guestBeforeTheHostLeavesItADraft() {
        Guest.claimed(fixture, call, "marlene@voss.example");

        assertThat(attendance.joined(call.room(), "marlene@voss.example", "PA_2", minute(1)))
                .isEqualTo(Arrival.RECORDED);

        assertThat(now().status()).isEqualTo(Status.DRAFT);
        assertThat(now().presentCount()).isEqualTo(1);
    }

    @Test
    void whoComesTooOftenIsNotExpectedAndOthersAre() {
        Guest.claimed(fixture, call, "marlene@voss.example");
        for (int stay = 0; stay < Limits.MAX_STAYS; stay++) {
            assertThat(attendance.joined(call.room(), "marlene@voss.example", "PA_" + stay, minute(1)))
                    .isEqualTo(Arrival.RECORDED);
        }

        assertThat(attendance.joined(call.room(), "marlene@voss.example", "PA_more", minute(2)))
                .isEqualTo(Arrival.NOT_EXPECTED);
        assertThat(attendance.joined(call.room(), "marlene@voss.example", "PA_1", minute(2)))
                .as("reported twice")
                .isEqualTo(Arrival.RECORDED);
        assertThat(attendance.joined(call.room(), ANNA, "PA_anna", minute(2))).isEqualTo(Arrival.RECORDED);
    }

    @Test
    void withAFullDiskWhoMayNotBeThereIsTurnedAwayAllTheSame() {
        var full = fixture.withFullDisk().attendance();

        assertThat(full.joined(call.room(), "eve@voss.example", "PA_1", minute(1)))
                .isEqualTo(Arrival.NOT_EXPECTED);
        assertThatThrownBy(() -> full.joined(call.room(), ANNA, "PA_2", minute(1)))
                .isInstanceOf(StorageFullException.class);
        assertThat(stays()).isEmpty();
    }

    @Test
    void peopleAreCountedOnceHoweverOftenTheyCome() {
        Guest.claimed(fixture, call, "marlene@voss.example");
        attendance.joined(call.room(), ANNA, "PA_1", minute(1));
        attendance.joined(call.room(), ANNA, "PA_1", minute(2)); // told twice
        attendance.joined(call.room(), "marlene@voss.example", "PA_2", minute(2));
        attendance.left(call.room(), "PA_2", minute(3), null);
        attendance.left(call.room(), "PA_2", minute(4), null); // told twice
        attendance.joined(call.room(), "marlene@voss.example", "PA_3", minute(5));

        assertThat(now().participantCount()).isEqualTo(2);
        assertThat(now().presentCount()).isEqualTo(2);
        assertThat(now().people()).extracting(Person::role).containsExactly(Role.HOST, Role.GUEST);
        assertThat(stays()).hasSize(3);
        assertThat(stays().get(1).leftAt()).isEqualTo(minute(3));
    }

    @Test
    void aStayKeepsHowItsLineWas() {
        Guest.claimed(fixture, call, "marlene@voss.example");
        var line = new LineQuality(LineQuality.Path.TURN, 0.25, 0.5, 12, null, 2, 800, 1200);
        attendance.joined(call.room(), ANNA, "PA_1", minute(1));
        attendance.joined(call.room(), "marlene@voss.example", "PA_2", minute(2));
        assertThat(stays()).extracting(VideoCalls.Stay::line).containsOnlyNulls();

        attendance.left(call.room(), "PA_2", minute(3), line);
        attendance.left(call.room(), "PA_2", minute(4), null); // told twice
        attendance.left(call.room(), "PA_1", minute(4), null);

        assertThat(stays()).extracting(VideoCalls.Stay::line).containsExactly(null, line);
    }

    @Test
    void whoComesAnewHasLeftBeforeThoughNobodySaidSo() {
        Guest.claimed(fixture, call, "marlene@voss.example");
        attendance.joined(call.room(), ANNA, "PA_1", minute(1));
        attendance.joined(call.room(), "marlene@voss.example", "PA_2", minute(2));

        attendance.joined(call.room(), "marlene@voss.example", "PA_4", minute(4));
        attendance.joined(call.room(), "marlene@voss.example", "PA_3", minute(3)); // told late
        attendance.joined(call.room(), "marlene@voss.example", "PA_2", minute(2)); // told twice

        assertThat(stays())
                .extracting(VideoCalls.Stay::joinedAt, VideoCalls.Stay::leftAt)
                .containsExactly(
                        tuple(minute(1), null),
                        tuple(minute(2), minute(4)),
                        tuple(minute(3), null),
                        tuple(minute(4), null));
    }

    @Test
    void strangersAndOverCallsAreTold() {
        assertThat(attendance.joined(call.room(), "stranger@x.example", "PA_1", minute(1)))
                .isEqualTo(Arrival.NOT_EXPECTED);
        assertThat(attendance.joined(call.room(), "carla@synapse.example", "PA_1", minute(1)))
                .isEqualTo(Arrival.NOT_EXPECTED);
        assertThat(attendance.joined(call.room(), "<no address>", "PA_1", minute(1)))
                .isEqualTo(Arrival.NOT_EXPECTED);
        assertThat(attendance.joined(new RoomName("sot-unknown"), ANNA, "PA_1", minute(1)))
                .isEqualTo(Arrival.UNKNOWN_ROOM);
        fixture.as(fixture.anna, () -> fixture.office.videoCalls().end(call.id()));
        assertThat(attendance.joined(call.room(), ANNA, "PA_1", minute(1))).isEqualTo(Arrival.CALL_OVER);
        assertThat(stays()).isEmpty();
    }

    @Test
    void durationRunsFromTheHostsArrivalToTheEnd() {
        attendance.joined(call.room(), ANNA, "PA_1", minute(2));
        runUntil(7);
        fixture.as(fixture.anna, () -> fixture.office.videoCalls().end(call.id()));

        assertThat(now().duration()).isEqualTo(Optional.of(Duration.ofMinutes(5)));
    }

    @Test
    void afterACrashStaysEndWhenTheyWereLastSeen() {
        Guest.claimed(fixture, call, "marlene@voss.example");
        attendance.joined(call.room(), ANNA, "PA_1", minute(0));
        attendance.joined(call.room(), "marlene@voss.example", "PA_2", minute(1));
        attendance.reconcile(Set.of("PA_1", "PA_2"), minute(4));

        runUntil(300); // dead for hours
        attendance.restarted();

        assertThat(stays()).extracting(VideoCalls.Stay::leftAt).containsOnly(minute(4));
        assertThat(now().presentCount()).isZero();
    }

    @Test
    void reconcilingForgetsOnlyWhomTheEngineHasNotKnownForAWhile() {
        attendance.joined(call.room(), ANNA, "PA_1", minute(0));

        attendance.reconcile(Set.of(), minute(1));
        assertThat(now().presentCount()).isEqualTo(1);

        attendance.reconcile(Set.of(), minute(2));
        assertThat(now().presentCount()).isZero();
        assertThat(stays().getFirst().leftAt()).isEqualTo(minute(0));
    }

    @Test
    void beganCallEndsTenMinutesAfterTheLastPersonLeftAsOfThen() {
        attendance.joined(call.room(), ANNA, "PA_1", minute(1));
        runUntil(60 * 30);
        assertThat(fixture.office.closing().run()).isEmpty(); // somebody is inside, a day long

        attendance.left(call.room(), "PA_1", minute(60 * 30), null);
        runUntil(60 * 30 + 9);
        assertThat(fixture.office.closing().run()).isEmpty();
        runUntil(60 * 30 + 10);
        assertThat(fixture.office.closing().run()).containsExactly(call.room());

        assertThat(now().status()).isEqualTo(Status.ENDED);
        assertThat(now().endsAt()).isEqualTo(minute(60 * 30));
        assertThat(fixture.office.closing().run()).isEmpty();
    }

    @Test
    void draftExpiresAtItsTimeButNeverOverAWaitingGuest() {
        Guest.claimed(fixture, call, "marlene@voss.example");
        attendance.joined(call.room(), "marlene@voss.example", "PA_2", minute(1));
        runUntil(60 * 24);
        assertThat(fixture.office.closing().run()).isEmpty();

        attendance.left(call.room(), "PA_2", minute(60 * 24 + 1), null);
        assertThat(fixture.office.closing().run()).containsExactly(call.room());

        assertThat(now().status()).isEqualTo(Status.EXPIRED);
        assertThat(now().endsAt()).isEqualTo(minute(60 * 24 + 1));
        assertThat(now().duration()).isEmpty();
    }

    @Test
    void draftNobodyCameToExpiresWhenItSaidItWould() {
        runUntil(60 * 24 - 1);
        assertThat(fixture.office.closing().run()).isEmpty();
        runUntil(60 * 26);
        assertThat(fixture.office.closing().run()).containsExactly(call.room());
        assertThat(now().endsAt()).isEqualTo(call.expiresAt());
    }
}
