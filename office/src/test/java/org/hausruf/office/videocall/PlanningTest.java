package org.hausruf.office.videocall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.OfficeFixture.NOON;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.hausruf.office.Guest;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.TimeZones;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.Planning.Change;
import org.hausruf.office.videocall.VideoCall.Status;
import org.hausruf.office.videocall.VideoCalls.Filter;
import org.hausruf.office.videocall.VideoCalls.NewCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanningTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = NOON.plus(Duration.ofDays(2));

    private OfficeFixture fixture;
    private VideoCalls calls;
    private Planning planning;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        calls = fixture.office.videoCalls();
        planning = fixture.office.planning();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Result<VideoCall> plan(Instant start, int minutes) {
        var wanted = new NewCall("Dach", Language.DE, false, new Schedule(start, minutes, BERLIN));
        return fixture.as(fixture.anna, () -> calls.create(wanted));
    }

    private Result<VideoCall> change(User who, VideoCall call, Change change) {
        return fixture.as(who, () -> planning.change(call.id(), change));
    }

    private Result<VideoCall> move(VideoCall call, Instant start) {
        return change(fixture.anna, call, new Change(null, start, null, null));
    }

    private Result<VideoCall> last(VideoCall call, int minutes) {
        return change(fixture.anna, call, new Change(null, null, minutes, null));
    }

    private VideoCall now(VideoCall call) {
        return fixture.as(fixture.anna, () -> calls.find(call.id()).orThrow());
    }

    private List<VideoCall> list(Filter filter) {
        return fixture.as(fixture.anna, () -> calls.list(filter, null, 20).orThrow())
                .items();
    }

    @Test
    void aHostHasAsManyAheadAsRoomsCanBeKeptFor() {
        var first = plan(START, 45).orThrow();
        fixture.asOwner("video_calls", """
                insert into video_calls (id, tenant_id, host_user_id, title, livekit_room_name, starts_at, time_zone,
                                         planned_minutes, language, expires_at)
                select gen_random_uuid(), tenant_id, host_user_id, title, livekit_room_name || n, starts_at, time_zone,
                       planned_minutes, language, expires_at
                from video_calls, generate_series(2, %d) n where id = '%s'""".formatted(Limits.MAX_PLANNED_CALLS, first.id()));

        assertThat(plan(START, 45))
                .isInstanceOfSatisfying(
                        Result.Refused.class, it -> assertThat(it.toString()).contains("schedule", "at most 200"));
        var _ = fixture.as(fixture.anna, () -> planning.callOff(first.id()).orThrow());
        assertThat(plan(START, 45).orThrow().title()).isEqualTo("Dach");
    }

    @Test
    void aPlannedCallWaitsUntilLongAfterItsEnd() {
        var call = plan(START, 45).orThrow();

        assertThat(call.status()).isEqualTo(Status.DRAFT);
        assertThat(call.startsAt()).isEqualTo(START);
        assertThat(call.schedule()).isEqualTo(new Schedule(START, 45, BERLIN));
        assertThat(call.expiresAt())
                .isEqualTo(START.plus(Duration.ofMinutes(45)).plus(Schedule.GRACE));
        fixture.clock.advance(Duration.between(NOON, call.expiresAt()).minusSeconds(1));
        assertThat(fixture.office.closing().run()).isEmpty();
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(fixture.office.closing().run()).containsExactly(call.room());
        assertThat(now(call).status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void aHostWhoLooksInEarlyDoesNotEndItByGoing() {
        var call = plan(START, 45).orThrow();
        var attendance = fixture.office.attendance();
        attendance.joined(call.room(), "anna@sot.example", "PA_1", fixture.clock.instant());
        attendance.left(call.room(), "PA_1", fixture.clock.instant(), null);

        fixture.clock.advance(Duration.ofDays(2));
        assertThat(fixture.office.closing().run()).isEmpty();
        assertThat(now(call).status()).isEqualTo(Status.ACTIVE);

        fixture.clock.advance(Duration.ofMinutes(45));
        assertThat(fixture.office.closing().run()).containsExactly(call.room());
        assertThat(now(call).status()).isEqualTo(Status.ENDED);
    }

    @Test
    void badPlansAreNamed() {
        assertThat(field(plan(NOON, 45))).isEqualTo("startsAt");
        assertThat(field(plan(NOON.minusSeconds(60), 45))).isEqualTo("startsAt");
        assertThat(field(plan(NOON.plus(Schedule.MAX_AHEAD).plusSeconds(60), 45)))
                .isEqualTo("startsAt");
        for (var minutes : new int[] {Integer.MIN_VALUE, -1, 0, 4, 1441, Integer.MAX_VALUE}) {
            assertThat(field(plan(START, minutes))).isEqualTo("minutes");
        }
        assertThat(plan(START, Schedule.MIN_MINUTES)).isInstanceOf(Result.Ok.class);
        assertThat(plan(START, Schedule.MAX_MINUTES)).isInstanceOf(Result.Ok.class);
        assertThat(plan(NOON.plus(Schedule.MAX_AHEAD), 45)).isInstanceOf(Result.Ok.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Europe/Nowhere", "+01:00", "europe/berlin", "UTC+1", "Europe/Berlin\r\n", "../Berlin"})
    void zonesThatNobodyKnowsAreNamed(String zone) {
        assertThat(field(TimeZones.parse("timeZone", zone))).isEqualTo("timeZone");
        assertThat(field(fixture.as(
                        fixture.anna, () -> fixture.office.accounts().own().setTimeZone(zone))))
                .isEqualTo("timeZone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Asia/Calcutta", "Asia/Kolkata", "UTC"})
    void zonesThatBrowsersNameAreTaken(String zone) {
        var own = fixture.office.accounts().own();
        assertThat(fixture.as(fixture.anna, own::timeZone)).isEmpty();
        fixture.as(fixture.anna, () -> own.setTimeZone(zone).orThrow());

        assertThat(fixture.as(fixture.anna, own::timeZone)).contains(ZoneId.of(zone));
        assertThat(fixture.as(fixture.ben, own::timeZone)).isEmpty();
        assertThat(fixture.as(fixture.carla, own::timeZone)).isEmpty();
    }

    @Test
    void changesHoldAndInvitesLiveAsLong() {
        var call = plan(START, 45).orThrow();
        var guest = Guest.invited(fixture, call, "marlene@voss.example");
        var later = START.plus(Duration.ofDays(9));

        var changed = change(fixture.anna, call, new Change("Dach und Fach", later, 60, ZoneId.of("Asia/Kolkata")))
                .orThrow();

        assertThat(changed.title()).isEqualTo("Dach und Fach");
        assertThat(changed.schedule()).isEqualTo(new Schedule(later, 60, ZoneId.of("Asia/Kolkata")));
        assertThat(changed.expiresAt())
                .isEqualTo(later.plus(Duration.ofMinutes(60)).plus(Schedule.GRACE));
        fixture.clock.advance(Duration.ofDays(11));
        assertThat(guest.claim()).isInstanceOf(Result.Ok.class);
    }

    @Test
    void badChangesAreNamedAndChangeNothing() {
        var call = plan(START, 45).orThrow();

        assertThat(field(move(call, NOON))).isEqualTo("startsAt");
        assertThat(field(move(call, NOON.plus(Duration.ofDays(1000))))).isEqualTo("startsAt");
        assertThat(field(last(call, 0))).isEqualTo("minutes");
        assertThat(field(last(call, 1441))).isEqualTo("minutes");
        assertThat(field(change(fixture.anna, call, new Change("two\nlines", null, null, null))))
                .isEqualTo("title");
        assertThat(field(change(fixture.anna, call, new Change("x".repeat(121), null, null, null))))
                .isEqualTo("title");
        assertThat(now(call)).isEqualTo(call);
        assertThat(last(call, 45).orThrow()).isEqualTo(call);
    }

    @Test
    void whatHasBegunCanStillBeMadeLonger() {
        var call = plan(START, 45).orThrow();
        fixture.clock.advance(Duration.ofDays(2).plusMinutes(40));

        assertThat(last(call, 90).orThrow().schedule()).isEqualTo(new Schedule(START, 90, BERLIN));
        assertThat(field(move(call, START.plusSeconds(60)))).isEqualTo("startsAt");
    }

    @Test
    void whatIsOverOrNeverPlannedStaysAsItIs() {
        var unplanned = fixture.draft("Dach");
        refusal(move(unplanned, START), Refusal.NotPlanned.class);
        refusal(fixture.as(fixture.anna, () -> planning.cancel(unplanned.id())), Refusal.NotPlanned.class);

        var ended = plan(START, 45).orThrow();
        fixture.as(fixture.anna, () -> calls.end(ended.id()).orThrow());
        refusal(move(ended, START.plusSeconds(60)), Refusal.CallEnded.class);
        refusal(fixture.as(fixture.anna, () -> planning.cancel(ended.id())), Refusal.CallEnded.class);

        var cancelled = plan(START, 45).orThrow();
        var off = fixture.as(fixture.anna, () -> planning.cancel(cancelled.id()).orThrow());
        assertThat(off.status()).isEqualTo(Status.ENDED);
        assertThat(off.cancelled()).isTrue();
        assertThat(fixture.as(
                        fixture.anna, () -> planning.cancel(cancelled.id()).orThrow()))
                .isEqualTo(off);
        refusal(move(cancelled, START.plusSeconds(60)), Refusal.CallEnded.class);
    }

    @Test
    void nobodyButTheHostChangesOrCancels() {
        var call = plan(START, 45).orThrow();

        for (var other : List.of(fixture.ben, fixture.carla)) {
            refusal(change(other, call, new Change("mine", null, null, null)), Refusal.NotFound.class);
            refusal(fixture.as(other, () -> planning.cancel(call.id())), Refusal.NotFound.class);
        }
        assertThat(now(call)).isEqualTo(call);
        assertThat(fixture.as(
                                fixture.ben,
                                () -> calls.list(Filter.PLANNED, null, 20).orThrow())
                        .items())
                .isEmpty();
    }

    @Test
    void plannedOnesAreListedByTheirStartPageByPage() {
        var third = plan(START.plusSeconds(7200), 45).orThrow();
        var first = plan(START, 45).orThrow();
        var second = plan(START.plusSeconds(3600), 45).orThrow();
        var unplanned = fixture.draft("now");

        assertThat(list(Filter.PLANNED)).containsExactly(first, second, third);
        assertThat(list(Filter.UNPLANNED)).containsExactly(unplanned);
        assertThat(list(Filter.OPEN)).hasSize(4);
        var page = fixture.as(
                fixture.anna, () -> calls.list(Filter.PLANNED, null, 2).orThrow());
        assertThat(page.items()).containsExactly(first, second);
        var rest = fixture.as(
                fixture.anna,
                () -> calls.list(Filter.PLANNED, page.nextCursor().orElseThrow(), 2)
                        .orThrow());
        assertThat(rest.items()).containsExactly(third);
        assertThat(rest.nextCursor()).isEmpty();
    }

    @Test
    void changesAreLimited() {
        var call = plan(START, 45).orThrow();
        for (var i = 1; i <= Planning.CHANGES.count(); i++)
            move(call, START.plusSeconds(60L * i)).orThrow();

        refusal(move(call, START), Refusal.TooMany.class);
        assertThat(Limits.STANDARD.callsPerHost().count()).isGreaterThan(Planning.CHANGES.count());
    }

    @Test
    void withoutAMailServerTheLinkThatTheHostHasPassedOnStays() {
        var call = plan(START, 45).orThrow();
        var guest = Guest.invited(fixture, call, "marlene@voss.example");
        move(call, START.plus(Duration.ofDays(1))).orThrow();

        fixture.office.notices().run();

        assertThat(guest.claim()).isInstanceOf(Result.Ok.class);
    }

    /// The clocks go forward on 28 March 2027: what is said of both sides of that night differs by an hour.
    @Test
    void summerTimeIsTheZonesBusiness() {
        var before = ZoneId.of("Europe/Berlin").getRules().getOffset(Instant.parse("2027-03-27T13:00:00Z"));
        var after = ZoneId.of("Europe/Berlin").getRules().getOffset(Instant.parse("2027-03-28T13:00:00Z"));
        var call = plan(Instant.parse("2027-03-28T00:30:00Z"), 60).orThrow();
        var guest = Guest.invited(fixture, call, "marlene@voss.example");

        assertThat(before).isNotEqualTo(after);
        var mail = fixture.as(
                fixture.anna,
                () -> fixture.office
                        .invites()
                        .mail(call.id(), guest.invite().id())
                        .orThrow());
        assertThat(mail.text())
                .contains("Sonntag, 28. März 2027, 01:30 bis 03:30 Uhr (Europe/Berlin, UTC+01:00)")
                .contains("bis 29. März 2027, 03:30 Uhr (Europe/Berlin, UTC+02:00)");
    }
}
