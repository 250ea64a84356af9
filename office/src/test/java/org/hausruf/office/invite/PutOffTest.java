package org.hausruf.office.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.OfficeFixture.NOON;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.hausruf.office.Language;
import org.hausruf.office.MoodyRelay;
import org.hausruf.office.MoodyRelay.Mood;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.invite.PlannedMailbox.Letter;
import org.hausruf.office.mail.OneTry;
import org.hausruf.office.videocall.Planning.Change;
import org.hausruf.office.videocall.Schedule;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls.NewCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Planned calls' mail where a real mail server puts it off, or takes it and does not say so.
class PutOffTest {
    private static final Instant START = NOON.plus(Duration.ofDays(2));
    private static final String ANNA = "anna@sot.example";
    private static final String MARLENE = "marlene@voss.example";
    private static final String JO = "jo@voss.example";

    private PlannedMailbox mailbox;
    private MoodyRelay relay;
    private OfficeFixture fixture;
    private VideoCall call;
    private Invite marlene;

    @BeforeEach
    void open() {
        mailbox = new PlannedMailbox();
        relay = new MoodyRelay(mailbox.port());
        fixture = OfficeFixture.sendingBy(OneTry.by(relay.url()));
        var wanted = new NewCall("Dach", Language.DE, false, new Schedule(START, 45, ZoneId.of("Europe/Berlin")));
        call = fixture.as(
                fixture.anna, () -> fixture.office.videoCalls().create(wanted).orThrow());
        marlene = invite(MARLENE);
        invite(JO);
        run();
    }

    @AfterEach
    void close() {
        fixture.close();
        relay.close();
        mailbox.close();
    }

    private Invite invite(String email) {
        return fixture.as(
                fixture.anna,
                () -> fixture.office
                        .invites()
                        .send(call.id(), email, null, Language.EN)
                        .orThrow());
    }

    private void move(int days) {
        var change = new Change(null, START.plus(Duration.ofDays(days)), null, null);
        fixture.as(
                fixture.anna,
                () -> fixture.office.planning().change(call.id(), change).orThrow());
    }

    private void run() {
        fixture.office.notices().run();
    }

    private void runIn(Duration time) {
        fixture.clock.advance(time);
        run();
    }

    private Result<Admissions.Preview> preview(Letter letter) {
        return fixture.office.admissions().preview(marlene.id(), letter.token());
    }

    private String error() {
        return fixture.as(
                fixture.anna,
                () -> fixture.office.invites().list(call.id()).orThrow().stream()
                        .filter(it -> it.id().equals(marlene.id()))
                        .map(it -> String.valueOf(it.sendError()))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void whoSaysLaterIsAskedAfterGrowingPausesAndNotForEver() {
        relay.mood(MARLENE, Mood.LATER);
        move(1);
        run();
        assertThat(mailbox.of(JO)).hasSize(2);
        assertThat(mailbox.of(ANNA)).hasSize(2);

        int tries = 2; // the invitation, and this
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60}) {
            assertThat(error()).isEqualTo("null");
            runIn(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(relay.tries(MARLENE)).isEqualTo(tries);
            runIn(Duration.ofSeconds(1));
            assertThat(relay.tries(MARLENE)).isEqualTo(++tries);
        }

        assertThat(error()).isEqualTo("later");
        assertThat(tries - 1).isEqualTo(Notices.MAX_TRIES);
        runIn(Duration.ofHours(10));
        assertThat(relay.tries(MARLENE)).isEqualTo(tries);
        assertThat(mailbox.of(JO)).hasSize(2);
        assertThat(preview(mailbox.of(MARLENE).getFirst())).isInstanceOf(Result.Ok.class);
    }

    @Test
    void whatMayHaveArrivedIsSentThriceAtMostAndTheLinksInHandWork() {
        relay.mood(MARLENE, Mood.BREAKS);
        move(1);
        run();
        assertThat(error()).isEqualTo("unclear");
        run();
        runIn(Duration.ofMinutes(1));
        runIn(Duration.ofMinutes(2));
        runIn(Duration.ofHours(10));

        var letters = mailbox.of(MARLENE);
        assertThat(letters).hasSize(1 + Notices.MAX_UNCLEAR);
        assertThat(error()).isEqualTo("unclear");
        assertThat(letters.getLast().sequence()).isEqualTo(1);
        assertThat(preview(letters.getFirst())).isInstanceOf(Result.Ok.class); // in the calendar
        assertThat(preview(letters.getLast())).isInstanceOf(Result.Ok.class);
        refusal(preview(letters.get(1)), Refusal.InviteUnknown.class);

        relay.mood(MARLENE, Mood.HONEST);
        move(2);
        run();
        assertThat(error()).isEqualTo("null");
        assertThat(preview(letters.getFirst())).isInstanceOf(Result.Ok.class);
        assertThat(preview(mailbox.of(MARLENE).getLast())).isInstanceOf(Result.Ok.class);
    }

    @Test
    void aChangeBeginsAnew() {
        relay.mood(MARLENE, Mood.LATER);
        relay.mood(ANNA, Mood.LATER);
        move(1);
        run();
        relay.mood(MARLENE, Mood.HONEST);
        relay.mood(ANNA, Mood.HONEST);
        run();
        assertThat(mailbox.of(MARLENE)).hasSize(1);
        assertThat(mailbox.of(ANNA)).hasSize(1);

        move(2);
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(2);
        assertThat(mailbox.of(ANNA)).hasSize(2);
    }

    @Test
    void callingOffIsToldAgainUntilItIsTaken() {
        relay.mood(MARLENE, Mood.LATER);
        fixture.as(
                fixture.anna, () -> fixture.office.planning().cancel(call.id()).orThrow());
        run();
        relay.mood(MARLENE, Mood.HONEST);

        fixture.restarted().notices().run();
        assertThat(mailbox.of(MARLENE)).hasSize(1);
        runIn(Duration.ofMinutes(1));
        runIn(Duration.ofMinutes(1));

        assertThat(mailbox.of(MARLENE)).hasSize(2);
        assertThat(mailbox.of(MARLENE).getLast().method()).isEqualTo("CANCEL");
    }

    @Test
    void aSlowReaderKeepsNobodysReminder() {
        relay.mood(MARLENE, Mood.LATER);
        move(1);
        fixture.clock.advance(Duration.ofDays(3).minusMinutes(20));
        run();

        runIn(Duration.ofMinutes(5)); // 15 minutes before, and Marlene's server still wants no mail

        assertThat(mailbox.of(JO)).hasSize(3);
        assertThat(mailbox.of(ANNA)).hasSize(3);
        assertThat(mailbox.of(MARLENE)).hasSize(1);
    }

    @Test
    void aReminderIsAskedAgainOfWhoSaysLaterAndNotOfWhoMayHaveIt() {
        fixture.clock.advance(Duration.ofDays(2).minusMinutes(15));
        relay.mood(MARLENE, Mood.LATER);
        relay.mood(JO, Mood.BREAKS);
        run();
        run();
        assertThat(relay.tries(MARLENE)).isEqualTo(2);
        relay.mood(MARLENE, Mood.HONEST);
        runIn(Duration.ofMinutes(1));
        runIn(Duration.ofMinutes(5));

        assertThat(mailbox.of(MARLENE)).hasSize(2);
        assertThat(mailbox.of(JO)).hasSize(2);
    }
}
