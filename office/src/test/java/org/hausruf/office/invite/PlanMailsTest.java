package org.hausruf.office.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.OfficeFixture.NOON;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.Limits.Rate;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.Planning.Change;
import org.hausruf.office.videocall.Schedule;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls.NewCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A host who would flood the world's mailboxes by planned calls.
class PlanMailsTest {
    private static final Instant START = NOON.plus(Duration.ofDays(2));

    private OfficeFixture fixture = OfficeFixture.open(limits(12, 20));

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Limits limits(int perHost, int perOffice) {
        var standard = Limits.STANDARD;
        return new Limits(
                standard.signInsPerAccountAndNetwork(),
                standard.signInsPerAccount(),
                standard.callsPerHost(),
                standard.invitesPerHost(),
                standard.invitesPerCall(),
                standard.attemptsPerInvite(),
                standard.rejoinsPerInvite(),
                standard.waitsPerInvite(),
                standard.newLinksPerInvite(),
                standard.ringsPerCaller(),
                standard.tokensPerKey(),
                standard.tokensPerUser(),
                new Rate(perHost, Duration.ofHours(1)),
                new Rate(perOffice, Duration.ofHours(1)));
    }

    private Result<VideoCall> plan(User host) {
        var wanted = new NewCall("Dach", Language.DE, false, new Schedule(START, 45, ZoneId.of("Europe/Berlin")));
        return fixture.as(host, () -> fixture.office.videoCalls().create(wanted));
    }

    private Result<Invite> invite(User host, VideoCall call, String email) {
        return fixture.as(host, () -> fixture.office.invites().send(call.id(), email, null, Language.DE));
    }

    private Result<VideoCall> change(User host, VideoCall call, Change change) {
        return fixture.as(host, () -> fixture.office.planning().change(call.id(), change));
    }

    private static Change title(String title) {
        return new Change(title, null, null, null);
    }

    private static Change start(int hour) {
        return new Change(null, START.plus(Duration.ofHours(hour)), null, null);
    }

    @Test
    void aChangeCountsWhatItMailsAndAMoveItsRemindersToo() {
        var call = plan(fixture.anna).orThrow(); // 2
        invite(fixture.anna, call, "one@voss.example").orThrow(); // 4
        change(fixture.anna, call, title("Dach 2")).orThrow(); // 6
        change(fixture.anna, call, start(1)).orThrow(); // 10

        assertThat(refusal(change(fixture.anna, call, start(2)), Refusal.MailLimit.class)
                        .retryAfter())
                .isEqualTo(Duration.ofMinutes(10)); // until there are two more than the two that are left
        change(fixture.anna, call, title("Dach 3")).orThrow(); // 12
        refusal(change(fixture.anna, call, title("Dach 4")), Refusal.MailLimit.class);
        refusal(invite(fixture.anna, call, "two@voss.example"), Refusal.MailLimit.class);
        refusal(plan(fixture.anna), Refusal.MailLimit.class);

        fixture.clock.advance(Duration.ofMinutes(10));
        change(fixture.anna, call, title("Dach 4")).orThrow();
    }

    @Test
    void whatIsAsItWasCostsNothingAndCallsThatBeginNowDoNotCount() {
        var call = plan(fixture.anna).orThrow();
        for (int i = 0; i < 12; i++) change(fixture.anna, call, title("Dach")).orThrow();
        var draft = fixture.draft("now");
        for (int i = 0; i < 12; i++)
            invite(fixture.anna, draft, "guest" + i + "@voss.example").orThrow();

        change(fixture.anna, call, title("Dach 2")).orThrow();
    }

    @Test
    void oneHostLeavesTheOfficesOthersSomething() {
        var annas = plan(fixture.anna).orThrow();
        for (int i = 0; i < 10; i++)
            change(fixture.anna, annas, title("Dach " + i)).orThrow();
        refusal(change(fixture.anna, annas, title("Dach")), Refusal.MailLimit.class);

        for (int i = 0; i < 4; i++) plan(fixture.ben).orThrow();
        refusal(plan(fixture.ben), Refusal.MailLimit.class); // the office's 20, of which 8 are Ben's
        plan(fixture.carla).orThrow(); // another office's
    }

    @Test
    void oneOfficesFloodLeavesTheInvitesOfAnotherAlone() {
        var hers = plan(fixture.carla).orThrow();
        for (var host : new User[] {fixture.anna, fixture.ben}) {
            var call = plan(host).orThrow();
            for (int i = 0; plan(host) instanceof Result.Ok; i++) assertThat(i).isLessThan(20);
            refusal(invite(host, call, "one@voss.example"), Refusal.MailLimit.class);
        }

        for (int i = 0; i < 5; i++)
            invite(fixture.carla, hers, "guest" + i + "@voss.example").orThrow(); // all that a host of hers has
        refusal(invite(fixture.carla, hers, "last@voss.example"), Refusal.MailLimit.class);
    }

    @Test
    void callingOffIsNeverRefusedAndIsMadeUpForLater() {
        var call = plan(fixture.anna).orThrow();
        for (int i = 0; i < 5; i++)
            invite(fixture.anna, call, "guest" + i + "@voss.example").orThrow();
        refusal(change(fixture.anna, call, title("Dach 2")), Refusal.MailLimit.class);

        assertThat(fixture.as(
                        fixture.anna,
                        () -> fixture.office
                                .planning()
                                .cancel(call.id())
                                .orThrow()
                                .cancelled()))
                .isTrue();

        fixture.clock.advance(Duration.ofMinutes(10));
        refusal(plan(fixture.anna), Refusal.MailLimit.class); // six were told
    }

    @Test
    void aPlannedCallHasSoManyGuestsAtATime() {
        fixture.close();
        fixture = OfficeFixture.open();
        var call = plan(fixture.anna).orThrow();
        var first = invite(fixture.anna, call, "first@voss.example").orThrow();
        fixture.asOwner("video_call_invites", """
                insert into video_call_invites (id, tenant_id, call_id, invited_by_user_id, invitee_email, language,
                                                token_hash, expires_at, created_at)
                select gen_random_uuid(), tenant_id, call_id, invited_by_user_id, n || invitee_email, language,
                       sha256(n::text::bytea), expires_at, created_at
                from video_call_invites, generate_series(2, %d) n where id = '%s'""".formatted(Limits.MAX_PLAN_GUESTS, first.id()));

        refusal(invite(fixture.anna, call, "last@voss.example"), Refusal.TooManyGuests.class);

        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().revoke(call.id(), first.id()).orThrow());
        invite(fixture.anna, call, "last@voss.example").orThrow();
        refusal(invite(fixture.anna, call, "one-more@voss.example"), Refusal.TooManyGuests.class);
        invite(fixture.anna, fixture.draft("now"), "one-more@voss.example").orThrow();
    }
}
