package org.hausruf.office.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.OfficeFixture.NOON;
import static org.hausruf.office.Refusals.closed;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.invite.PlannedMailbox.Letter;
import org.hausruf.office.videocall.Planning;
import org.hausruf.office.videocall.Schedule;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls.NewCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mails of planned calls, through a real mail server.
class NoticesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = NOON.plus(Duration.ofDays(2));
    private static final String ANNA = "anna@sot.example";
    private static final String MARLENE = "marlene@voss.example";
    private static final String JO = "jo@voss.example";

    private PlannedMailbox mailbox;
    private OfficeFixture fixture;
    private VideoCall call;

    @BeforeEach
    void open() {
        mailbox = new PlannedMailbox();
        fixture = OfficeFixture.sendingTo(mailbox.url());
        call = planned(START);
    }

    @AfterEach
    void close() {
        fixture.close();
        mailbox.close();
    }

    private VideoCall planned(Instant start) {
        var wanted = new NewCall("Dachsanierung", Language.DE, false, new Schedule(start, 45, BERLIN));
        return fixture.as(
                fixture.anna, () -> fixture.office.videoCalls().create(wanted).orThrow());
    }

    private Invite invite(String email) {
        return fixture.as(
                fixture.anna,
                () -> fixture.office
                        .invites()
                        .send(call.id(), email, "Marlene Voss", Language.EN)
                        .orThrow());
    }

    private void change(Planning.Change change) {
        fixture.as(
                fixture.anna,
                () -> fixture.office.planning().change(call.id(), change).orThrow());
    }

    private void moveTo(Instant start) {
        change(new Planning.Change(null, start, null, null));
    }

    private void run() {
        fixture.office.notices().run();
    }

    @Test
    void nothingIsMailedWhileItCouldNotBeWrittenDown() {
        fixture.withFullDisk().notices().run();
        assertThat(mailbox.of("anna@sot.example")).isEmpty();

        run();
        assertThat(mailbox.of("anna@sot.example")).hasSize(1);
    }

    private Letter last(String address) {
        return mailbox.of(address).getLast();
    }

    private Result<Admissions.Admission> claim(Invite invite, Letter letter) {
        return fixture.office.admissions().claim(invite.id(), letter.token(), Secret.random(), null);
    }

    private Result<Admissions.Preview> preview(Invite invite, Letter letter) {
        return fixture.office.admissions().preview(invite.id(), letter.token());
    }

    @Test
    void invitationSaysTheTimeInTheHostsZoneAndCarriesTheEntry() {
        var invite = invite(MARLENE);

        assertThat(invite.expiresAt())
                .isEqualTo(START.plus(Duration.ofMinutes(45)).plus(Schedule.GRACE));
        var letter = last(MARLENE);
        assertThat(letter.subject()).isEqualTo("Anna Berger invites you to a video call: Dachsanierung");
        assertThat(letter.text())
                .contains("Saturday, 21 November 2026, 13:00 to 13:45 (Europe/Berlin, UTC+01:00)")
                .contains("Your link works once, until 22 November 2026, 13:45 (Europe/Berlin, UTC+01:00).");
        assertThat(letter.method()).isEqualTo("REQUEST");
        assertThat(letter.sequence()).isZero();
        assertThat(letter.event().getUid().getValue()).isEqualTo(call.id().toString());
        assertThat(letter.event().getDateStart().getValue().toInstant()).isEqualTo(START);
        assertThat(letter.event().getDateEnd().getValue().toInstant()).isEqualTo(START.plus(Duration.ofMinutes(45)));
        assertThat(letter.event().getDescription().getValue())
                .contains(letter.token().value());
        assertThat(letter.event().getUrl().getValue()).contains(letter.token().value());
        assertThat(letter.event().getOrganizer().getEmail()).isEqualTo(ANNA);
        assertThat(letter.event().getAttendees().getFirst().getEmail()).isEqualTo(MARLENE);
        assertThat(letter.attached()).contains("METHOD:REQUEST");
        assertThat(preview(invite, letter).orThrow().plannedFor()).isEqualTo(START);
        assertThat(claim(invite, letter).orThrow().plannedFor()).isEqualTo(START);
    }

    @Test
    void hostGetsTheEntryOnceAndInTheirLanguage() {
        run();
        run();

        assertThat(mailbox.of(ANNA)).hasSize(1);
        var letter = last(ANNA);
        assertThat(letter.subject()).isEqualTo("Ihr Videocall ist geplant: Dachsanierung");
        assertThat(letter.text())
                .contains("Samstag, 21. November 2026, 13:00 bis 13:45 Uhr (Europe/Berlin, UTC+01:00)")
                .contains("https://call.sot.example/portal/office/videocalls/" + call.id())
                .doesNotContain("?t=", "nur einmal");
        assertThat(letter.method()).isEqualTo("REQUEST");
    }

    @Test
    void changeIsToldToAllUnderTheSameIdWithTheNextNumber() {
        var invite = invite(MARLENE);
        invite(JO);
        run();

        moveTo(START.plus(Duration.ofDays(1)));
        run();
        run();

        for (var address : new String[] {ANNA, MARLENE, JO}) {
            assertThat(mailbox.of(address)).as(address).hasSize(2);
            var letter = last(address);
            assertThat(letter.method()).isEqualTo("REQUEST");
            assertThat(letter.sequence()).isEqualTo(1);
            assertThat(letter.event().getUid().getValue()).isEqualTo(call.id().toString());
            assertThat(letter.event().getDateStart().getValue().toInstant()).isEqualTo(START.plus(Duration.ofDays(1)));
        }
        assertThat(last(MARLENE).subject()).isEqualTo("Anna Berger has changed the video call: Dachsanierung");
        assertThat(last(ANNA).subject()).isEqualTo("Ihr Videocall ist geändert: Dachsanierung");
        assertThat(last(MARLENE).token())
                .isNotEqualTo(mailbox.of(MARLENE).getFirst().token());
        assertThat(claim(invite, last(MARLENE))).isInstanceOf(Result.Ok.class);
    }

    @Test
    void twoChangesBeforeAnybodyIsToldAreOneMail() {
        invite(MARLENE);
        run();

        moveTo(START.plus(Duration.ofDays(1)));
        change(new Planning.Change("Anderer Titel", null, 60, ZoneId.of("America/New_York")));
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(2);
        assertThat(last(MARLENE).sequence()).isEqualTo(2);
        assertThat(last(MARLENE).event().getSummary().getValue()).isEqualTo("Anderer Titel");
        assertThat(last(MARLENE).text()).contains("07:00 to 08:00 (America/New_York, UTC-05:00)");
    }

    @Test
    void theLinkOfTheMailBeforeGoesOnAndBothAreUsedUpAtOnce() {
        var invite = invite(MARLENE);
        moveTo(START.plus(Duration.ofDays(1)));
        run();
        moveTo(START.plus(Duration.ofDays(2)));
        run();
        var letters = mailbox.of(MARLENE);

        refusal(preview(invite, letters.get(0)), Refusal.InviteUnknown.class); // two mails ago
        assertThat(claim(invite, letters.get(1))).isInstanceOf(Result.Ok.class);
        assertThat(closed(claim(invite, letters.get(2)))).isEqualTo(Refusal.Why.USED);
        assertThat(closed(claim(invite, letters.get(1)))).isEqualTo(Refusal.Why.USED);
    }

    @Test
    void aUsedLinkIsNotRevivedByAChange() {
        var invite = invite(MARLENE);
        claim(invite, last(MARLENE)).orThrow();

        moveTo(START.plus(Duration.ofDays(1)));
        run();

        var letters = mailbox.of(MARLENE);
        refusal(claim(invite, letters.get(0)), Refusal.InviteUnknown.class);
        assertThat(claim(invite, letters.get(1))).isInstanceOf(Result.Ok.class);
    }

    @Test
    void sendingAgainVoidsBothLinks() {
        var invite = invite(MARLENE);
        moveTo(START.plus(Duration.ofDays(1)));
        run();

        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().resend(call.id(), invite.id()).orThrow());

        var letters = mailbox.of(MARLENE);
        refusal(claim(invite, letters.get(0)), Refusal.InviteUnknown.class);
        refusal(claim(invite, letters.get(1)), Refusal.InviteUnknown.class);
        assertThat(letters.get(2).sequence()).isEqualTo(1);
        assertThat(claim(invite, letters.get(2))).isInstanceOf(Result.Ok.class);
    }

    @Test
    void calledOffIsToldWithoutALinkAndNobodyComesIn() {
        var invite = invite(MARLENE);
        run();

        fixture.as(
                fixture.anna, () -> fixture.office.planning().cancel(call.id()).orThrow());
        run();
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(2);
        var letter = last(MARLENE);
        assertThat(letter.subject()).isEqualTo("Anna Berger has cancelled the video call: Dachsanierung");
        assertThat(letter.method()).isEqualTo("CANCEL");
        assertThat(letter.sequence()).isEqualTo(1);
        assertThat(letter.event().getUid().getValue()).isEqualTo(call.id().toString());
        assertThat(letter.event().getStatus().isCancelled()).isTrue();
        assertThat(letter.text()).doesNotContain("?t=", "Join now");
        assertThat(letter.attached()).doesNotContain("?t=", "URL");
        assertThat(last(ANNA).method()).isEqualTo("CANCEL");
        assertThat(closed(claim(invite, mailbox.of(MARLENE).getFirst()))).isEqualTo(Refusal.Why.CALL_OVER);
    }

    @Test
    void whoWasTakenBackIsToldThatAndHearsNothingMore() {
        var invite = invite(MARLENE);
        run();
        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().revoke(call.id(), invite.id()).orThrow());
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(2);
        var letter = last(MARLENE);
        assertThat(letter.subject()).isEqualTo("Anna Berger has withdrawn your invitation: Dachsanierung");
        assertThat(letter.method()).isEqualTo("CANCEL");
        assertThat(letter.event().getUid().getValue()).isEqualTo(call.id().toString());
        assertThat(letter.event().getAttendees().getFirst().getEmail()).isEqualTo(MARLENE);
        assertThat(letter.text()).doesNotContain("?t=");
        assertThat(mailbox.of(ANNA)).hasSize(1);

        moveTo(START.plus(Duration.ofDays(1)));
        run();
        fixture.clock.advance(Duration.ofDays(3).minusMinutes(10));
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(2);
    }

    @Test
    void whoIsInvitedAnewBeforeTheyAreToldKeepsTheEntry() {
        var first = invite(MARLENE);
        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().revoke(call.id(), first.id()).orThrow());
        var second = invite(MARLENE);
        run();
        assertThat(mailbox.of(MARLENE)).extracting(Letter::method).containsExactly("REQUEST", "REQUEST");

        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().revoke(call.id(), second.id()).orThrow());
        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().revoke(call.id(), second.id()).orThrow());
        run();
        run();

        assertThat(mailbox.of(MARLENE)).extracting(Letter::method).containsExactly("REQUEST", "REQUEST", "CANCEL");
    }

    @Test
    void nobodyIsToldOfAnInviteThatTheyNeverHadOrThatIsErased() {
        mailbox.down();
        var lost = invite(JO);
        mailbox.up();
        var invite = invite(MARLENE);
        for (var each : new Invite[] {lost, invite})
            fixture.as(
                    fixture.anna,
                    () -> fixture.office.invites().revoke(call.id(), each.id()).orThrow());
        fixture.as(
                fixture.anna,
                () -> fixture.office.erasure().address(MARLENE, Language.EN).orThrow());

        run();

        assertThat(mailbox.of(JO)).isEmpty();
        assertThat(mailbox.of(MARLENE)).hasSize(1);
    }

    @Test
    void changeWaitsForTheMailServerAndTheOldLinkWorksMeanwhile() {
        var invite = invite(MARLENE);
        run();
        mailbox.down();
        moveTo(START.plus(Duration.ofDays(1)));

        run();
        assertThat(preview(invite, mailbox.of(MARLENE).getFirst())).isInstanceOf(Result.Ok.class);

        mailbox.up();
        fixture.restarted().notices().run();
        assertThat(mailbox.of(MARLENE)).hasSize(2);
        assertThat(mailbox.of(ANNA)).hasSize(2);
        assertThat(claim(invite, mailbox.of(MARLENE).getFirst())).isInstanceOf(Result.Ok.class);
    }

    @Test
    void everybodyIsRemindedOnceAlsoAcrossARestart() {
        var invite = invite(MARLENE);
        run();
        fixture.clock.advance(Duration.ofDays(2).minus(Notices.REMINDER_LEAD).minusSeconds(1));
        run();
        assertThat(mailbox.of(MARLENE)).hasSize(1);

        fixture.clock.advance(Duration.ofSeconds(1));
        run();
        run();
        fixture.restarted().notices().run();
        fixture.clock.advance(Duration.ofMinutes(5));
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(2);
        assertThat(mailbox.of(ANNA)).hasSize(2);
        assertThat(last(MARLENE).subject()).isEqualTo("Reminder: video call with Anna Berger: Dachsanierung");
        assertThat(last(MARLENE).hasEntry()).isFalse();
        assertThat(last(ANNA).subject()).isEqualTo("Erinnerung: Ihr Videocall beginnt bald: Dachsanierung");
        assertThat(preview(invite, mailbox.of(MARLENE).getFirst())).isInstanceOf(Result.Ok.class); // in their calendar
        assertThat(claim(invite, last(MARLENE))).isInstanceOf(Result.Ok.class);
    }

    @Test
    void theHostReadsTheTimeInTheirOwnZoneAndTheGuestInTheOneItWasPlannedIn() {
        var own = fixture.office.accounts().own();
        fixture.as(fixture.anna, () -> own.setTimeZone("America/New_York").orThrow());
        invite(MARLENE);
        run();
        fixture.clock.advance(Duration.ofDays(2).minus(Notices.REMINDER_LEAD));
        run();

        assertThat(mailbox.of(ANNA))
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.text())
                        .contains("Samstag, 21. November 2026, 07:00 bis 07:45 Uhr (America/New_York, UTC-05:00)"));
        assertThat(mailbox.of(ANNA).getFirst().event().getDateStart().getValue().toInstant())
                .isEqualTo(START);
        assertThat(mailbox.of(MARLENE))
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.text())
                        .contains("Saturday, 21 November 2026, 13:00 to 13:45 (Europe/Berlin, UTC+01:00)"));
    }

    @Test
    void theNewTimeHasAReminderOfItsOwn() {
        invite(MARLENE);
        fixture.clock.advance(Duration.ofDays(2).minusMinutes(10));
        run();
        assertThat(mailbox.of(MARLENE)).hasSize(2);

        moveTo(START.plus(Duration.ofHours(5)));
        run();
        assertThat(mailbox.of(MARLENE)).hasSize(3);
        fixture.clock.advance(Duration.ofHours(5));
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(4);
        assertThat(last(MARLENE).subject()).startsWith("Reminder");
    }

    @Test
    void whoIsToldOfATimeThatIsNearNeedsNoReminder() {
        invite(MARLENE);
        run();

        moveTo(NOON.plus(Duration.ofMinutes(10)));
        run();
        run();
        invite(JO);
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(2);
        assertThat(mailbox.of(ANNA)).hasSize(2);
        assertThat(mailbox.of(JO)).hasSize(1);
    }

    @Test
    void nobodyIsRemindedOfWhatIsCalledOffOrOverOrHasBegun() {
        invite(MARLENE);
        run();
        fixture.clock.advance(Duration.ofDays(2).minusMinutes(20));
        fixture.office.attendance().joined(call.room(), ANNA, "PA_anna", fixture.clock.instant());
        fixture.clock.advance(Duration.ofMinutes(10));
        run();
        assertThat(mailbox.of(MARLENE)).hasSize(1); // the host is there

        fixture.office.attendance().left(call.room(), "PA_anna", fixture.clock.instant(), null);
        fixture.as(
                fixture.anna, () -> fixture.office.videoCalls().end(call.id()).orThrow());
        run();
        assertThat(mailbox.of(MARLENE)).hasSize(1);

        call = planned(START.plus(Duration.ofDays(1)));
        invite(JO);
        fixture.as(
                fixture.anna, () -> fixture.office.planning().cancel(call.id()).orThrow());
        fixture.clock.advance(Duration.ofDays(1));
        run();
        assertThat(mailbox.of(JO)).hasSize(2);
        assertThat(last(JO).method()).isEqualTo("CANCEL");
    }

    @Test
    void aServerThatWasDownOverTheStartRemindsNobody() {
        invite(MARLENE);
        run();
        fixture.clock.advance(Duration.ofDays(2));

        fixture.restarted().notices().run();

        assertThat(mailbox.of(MARLENE)).hasSize(1);
        assertThat(mailbox.of(ANNA)).hasSize(1);
    }

    @Test
    void aReminderThatTheMailServerDidNotTakeIsTriedUntilTheStart() {
        var invite = invite(MARLENE);
        run();
        fixture.clock.advance(Duration.ofDays(2).minusMinutes(15));
        mailbox.down();
        run();
        assertThat(preview(invite, mailbox.of(MARLENE).getFirst())).isInstanceOf(Result.Ok.class);

        mailbox.up();
        fixture.clock.advance(Duration.ofMinutes(1));
        run();
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(2);
        assertThat(mailbox.of(ANNA)).hasSize(2);
    }

    @Test
    void guestsWhoAreInsideAreNotReminded() {
        var invite = invite(MARLENE);
        run();
        fixture.clock.advance(Duration.ofDays(2).minusMinutes(14));
        claim(invite, last(MARLENE)).orThrow();
        fixture.office.attendance().joined(call.room(), MARLENE, "PA_marlene", fixture.clock.instant());

        run();

        assertThat(mailbox.of(MARLENE)).hasSize(1);
        assertThat(last(ANNA).subject()).startsWith("Erinnerung");
    }

    @Test
    void unplannedCallsAreToldOfAsBefore() {
        call = fixture.draft("Dach");
        var invite = invite(MARLENE);
        fixture.clock.advance(Duration.ofHours(1));
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(1);
        assertThat(last(MARLENE).hasEntry()).isFalse();
        assertThat(invite.expiresAt()).isEqualTo(NOON.plus(Invites.LIFETIME));
        assertThat(preview(invite, last(MARLENE)).orThrow().plannedFor()).isNull();
    }

    @Test
    void theHostsFileIsPublishedAndOnlyTheirs() {
        var file = fixture.as(
                fixture.anna, () -> fixture.office.notices().calendar(call.id()).orThrow());
        var event = biweekly.Biweekly.parse(file).first();

        assertThat(event.getMethod().getValue()).isEqualTo("PUBLISH");
        assertThat(event.getEvents().getFirst().getUrl().getValue())
                .isEqualTo("https://call.sot.example/portal/office/videocalls/" + call.id());
        refusal(fixture.as(fixture.ben, () -> fixture.office.notices().calendar(call.id())), Refusal.NotFound.class);
        refusal(fixture.as(fixture.carla, () -> fixture.office.notices().calendar(call.id())), Refusal.NotFound.class);
        var now = fixture.draft("Dach");
        refusal(fixture.as(fixture.anna, () -> fixture.office.notices().calendar(now.id())), Refusal.NotPlanned.class);
    }

    @Test
    void theHostReadsOfGuestsOnlyWhereThereAreSomeWhoHearOfIt() {
        run();
        moveTo(START.plus(Duration.ofHours(1)));
        run();
        assertThat(last(ANNA).text()).contains("hier steht, was jetzt gilt").doesNotContain("Gäste");

        var taken = invite(MARLENE);
        fixture.as(fixture.anna, () -> fixture.office.invites().revoke(call.id(), taken.id()))
                .orThrow();
        moveTo(START);
        run();
        assertThat(last(ANNA).text()).as("taken back").doesNotContain("Gäste");

        invite(JO);
        moveTo(START.plus(Duration.ofHours(1)));
        run();
        assertThat(last(ANNA).text()).contains("Ihre Gäste bekommen die Änderung auch");
        assertThat(last(JO).subject()).contains("has changed");
        fixture.clock.advance(Duration.ofDays(2).plusMinutes(50));
        run();
        assertThat(last(ANNA).text()).contains("Ihre Gäste bekommen diese Erinnerung auch");
        assertThat(last(JO).subject()).startsWith("Reminder");
    }

    @Test
    void theHostIsNotToldOfAReminderThatAGuestInvitedLateDoesNotGet() {
        run();
        fixture.clock.advance(Duration.ofDays(2).minusMinutes(14));
        invite(MARLENE);
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(1);
        assertThat(last(ANNA).subject()).startsWith("Erinnerung");
        assertThat(last(ANNA).text())
                .contains("mit „Zum Raum“ kommen Sie hinein")
                .doesNotContain("Gäste");
    }
}
