package org.hausruf.office.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.OfficeFixture.NOON;

import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.Language;
import org.hausruf.office.MoodyRelay;
import org.hausruf.office.MoodyRelay.Mood;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Result;
import org.hausruf.office.invite.PlannedMailbox.Letter;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.Mail;
import org.hausruf.office.mail.OneTry;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.videocall.Planning;
import org.hausruf.office.videocall.Schedule;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls.NewCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Invites that are taken back while the mail of others is on its way, and where nobody is mailed at all.
class WithdrawalTest {
    private static final String MARLENE = "marlene@voss.example";
    private static final String JO = "jo@voss.example";

    private PlannedMailbox mailbox;
    private MoodyRelay relay;
    private OfficeFixture fixture;
    private VideoCall call;

    /// What happens while the next mail to somebody is being sent.
    private final Map<String, Runnable> meanwhile = new HashMap<>();

    @BeforeEach
    void open() {
        mailbox = new PlannedMailbox();
        relay = new MoodyRelay(mailbox.port());
        open(OfficeFixture.sendingBy(new Slow(OneTry.by(relay.url()))));
    }

    private void open(OfficeFixture office) {
        fixture = office;
        var start = NOON.plus(Duration.ofDays(2));
        var wanted = new NewCall("Dach", Language.DE, false, new Schedule(start, 45, ZoneId.of("Europe/Berlin")));
        call = fixture.as(
                fixture.anna, () -> fixture.office.videoCalls().create(wanted).orThrow());
    }

    @AfterEach
    void close() {
        fixture.close();
        relay.close();
        mailbox.close();
    }

    /// A mail server that leaves the host the time to do something.
    private final class Slow implements Outbox {
        private final Outbox real;

        Slow(Outbox real) {
            this.real = real;
        }

        @Override
        public Delivery send(UUID id, Mail mail) {
            var deed = meanwhile.remove(mail.to().address().value());
            if (deed != null) deed.run();
            return real.send(id, mail);
        }
    }

    /// Each in a millisecond of its own, as who comes first is told first.
    private Invite invite(String email) {
        fixture.clock.advance(Duration.ofMillis(1));
        return fixture.as(
                fixture.anna,
                () -> fixture.office
                        .invites()
                        .send(call.id(), email, null, Language.EN)
                        .orThrow());
    }

    private void revoke(Invite invite) {
        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().revoke(call.id(), invite.id()).orThrow());
    }

    private void run() {
        fixture.office.notices().run();
    }

    private long due() {
        return fixture.database
                .transactions()
                .runAs(
                        Caller.system(fixture.anna.tenant()),
                        sql -> sql.sql("select (select count(*) from video_calls where notices_due)"
                                        + " + (select count(*) from video_call_invites where cancel_due)")
                                .query(Long.class)
                                .single());
    }

    @Test
    void whoIsTakenBackWhileAnotherIsToldIsToldToo() {
        var marlene = invite(MARLENE);
        var jo = invite(JO);
        run();
        revoke(marlene);
        meanwhile.put(MARLENE, () -> revoke(jo));

        run();
        run();
        run();

        assertThat(mailbox.of(MARLENE)).extracting(Letter::method).containsExactly("REQUEST", "CANCEL");
        assertThat(mailbox.of(JO)).extracting(Letter::method).containsExactly("REQUEST", "CANCEL");
        assertThat(due()).isZero();
    }

    @Test
    void whoIsInvitedAnewWhileAnotherIsToldKeepsTheEntry() {
        var marlene = invite(MARLENE);
        var jo = invite(JO);
        run();
        revoke(marlene);
        revoke(jo);
        meanwhile.put(MARLENE, () -> invite(JO));

        run();
        run();

        assertThat(mailbox.of(MARLENE)).extracting(Letter::method).containsExactly("REQUEST", "CANCEL");
        assertThat(mailbox.of(JO)).extracting(Letter::method).containsExactly("REQUEST", "REQUEST");
    }

    private Invite only() {
        return fixture.as(
                fixture.anna,
                () -> fixture.office.invites().list(call.id()).orThrow().getFirst());
    }

    /// The mail cannot be caught any more, so what takes it back comes after it.
    @Test
    void whoIsTakenBackWhileTheirFirstMailIsUnderWayIsToldAfterIt() {
        meanwhile.put(MARLENE, () -> {
            revoke(only());
            run();
        });
        invite(MARLENE);
        run();
        run();

        assertThat(mailbox.of(MARLENE)).extracting(Letter::method).containsExactly("REQUEST", "CANCEL");
        assertThat(fixture.office
                        .admissions()
                        .preview(only().id(), mailbox.of(MARLENE).getFirst().token()))
                .isInstanceOf(Result.Refused.class);
        assertThat(due()).isZero();
    }

    @Test
    void whoIsTakenBackWhileTheyAreMailedAgainIsToldLast() {
        var invite = invite(MARLENE);
        run();
        meanwhile.put(MARLENE, () -> {
            revoke(invite);
            run();
        });
        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().resend(call.id(), invite.id()).orThrow());
        run();
        run();

        assertThat(mailbox.of(MARLENE))
                .extracting(Letter::method)
                .containsExactly("REQUEST", "CANCEL", "REQUEST", "CANCEL");
    }

    @Test
    void whoIsInvitedWhileTheCallIsCalledOffOrMovedIsToldOfIt() {
        var later = new Planning.Change(null, NOON.plus(Duration.ofDays(3)), null, null);
        meanwhile.put(MARLENE, () -> {
            fixture.as(
                    fixture.anna,
                    () -> fixture.office.planning().change(call.id(), later).orThrow());
            run();
        });
        invite(MARLENE);
        run();
        assertThat(mailbox.of(MARLENE)).extracting(Letter::sequence).containsExactly(0, 1);

        meanwhile.put(JO, () -> {
            fixture.as(
                    fixture.anna,
                    () -> fixture.office.planning().cancel(call.id()).orThrow());
            run();
        });
        invite(JO);
        run();
        run();
        assertThat(mailbox.of(JO)).extracting(Letter::method).containsExactly("REQUEST", "CANCEL");
        assertThat(mailbox.of(MARLENE)).extracting(Letter::method).containsExactly("REQUEST", "REQUEST", "CANCEL");
    }

    /// Nothing stands in a calendar there, and the link opens nothing.
    @Test
    void ofACallThatIsNotPlannedWhoIsTakenBackMeanwhileHearsNoMore() {
        call = fixture.draft("Gleich");
        meanwhile.put(MARLENE, () -> revoke(only()));
        invite(MARLENE);
        run();

        assertThat(mailbox.of(MARLENE)).hasSize(1);
        assertThat(fixture.office
                        .admissions()
                        .preview(only().id(), mailbox.of(MARLENE).getFirst().token()))
                .isInstanceOf(Result.Refused.class);
        assertThat(only().status()).isEqualTo(Invite.Status.REVOKED);
    }

    /// The mail may have arrived, as it does here: then the call stands in their calendar.
    @Test
    void whoMayHaveTheInvitationHearsWhatBecomesOfTheCall() {
        relay.mood(MARLENE, Mood.BREAKS);
        relay.mood(JO, Mood.BREAKS);
        var marlene = invite(MARLENE);
        invite(JO);
        assertThat(marlene.sendError()).isEqualTo("unclear");
        relay.mood(MARLENE, Mood.HONEST);
        relay.mood(JO, Mood.HONEST);

        var later = new Planning.Change(null, NOON.plus(Duration.ofDays(3)), null, null);
        fixture.as(
                fixture.anna,
                () -> fixture.office.planning().change(call.id(), later).orThrow());
        run();
        assertThat(mailbox.of(MARLENE)).extracting(Letter::sequence).containsExactly(0, 1);
        revoke(marlene);
        fixture.as(
                fixture.anna, () -> fixture.office.planning().cancel(call.id()).orThrow());
        run();

        assertThat(mailbox.of(MARLENE)).extracting(Letter::method).containsExactly("REQUEST", "REQUEST", "CANCEL");
        assertThat(mailbox.of(JO)).extracting(Letter::method).containsExactly("REQUEST", "REQUEST", "CANCEL");
    }

    @Test
    void whoMayHaveTheInvitationHearsThatItIsTakenBack() {
        relay.mood(MARLENE, Mood.BREAKS);
        var marlene = invite(MARLENE);
        relay.mood(MARLENE, Mood.HONEST);

        revoke(marlene);
        run();

        assertThat(mailbox.of(MARLENE)).extracting(Letter::method).containsExactly("REQUEST", "CANCEL");
    }

    @Test
    void whoMayHaveTheInvitationHearsThatTheCallIsOff() {
        relay.mood(MARLENE, Mood.BREAKS);
        invite(MARLENE);
        relay.mood(MARLENE, Mood.HONEST);

        fixture.as(
                fixture.anna, () -> fixture.office.planning().cancel(call.id()).orThrow());
        run();

        assertThat(mailbox.of(MARLENE)).extracting(Letter::method).containsExactly("REQUEST", "CANCEL");
    }

    /// Else they would be told of it by the mail server that is set up later.
    @Test
    void whereNobodyIsMailedNothingStaysToBeTold() {
        fixture.close();
        open(OfficeFixture.open());
        run();
        revoke(invite(MARLENE));
        assertThat(due()).isEqualTo(2);

        run();

        assertThat(due()).isZero();
    }
}
