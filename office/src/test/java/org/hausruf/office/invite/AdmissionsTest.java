package org.hausruf.office.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.closed;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.hausruf.office.Guest;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Refusal.Why;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.invite.Admissions.Admission;
import org.hausruf.office.videocall.VideoCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
    private static final int CROWD = 1_000;
    private static final Limits ROOMY = new Limits(
            Limits.STANDARD.signInsPerAccountAndNetwork(),
            Limits.STANDARD.signInsPerAccount(),
            Limits.STANDARD.callsPerHost(),
            Limits.STANDARD.invitesPerHost(),
            Limits.STANDARD.invitesPerCall(),
            new Limits.Rate(CROWD + 100, Duration.ofMinutes(1)),
            Limits.STANDARD.rejoinsPerInvite(),
            Limits.STANDARD.waitsPerInvite(),
            Limits.STANDARD.newLinksPerInvite(),
            Limits.STANDARD.ringsPerCaller(),
            Limits.STANDARD.tokensPerKey(),
            Limits.STANDARD.tokensPerUser(),
            Limits.STANDARD.planMailsPerHost(),
            Limits.STANDARD.planMailsPerOffice());

    private OfficeFixture fixture;
    private Admissions admissions;
    private VideoCall call;
    private Guest guest;
    private InviteId id;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open(ROOMY);
        admissions = fixture.office.admissions();
        call = fixture.draft("<i>Dach</i>");
        guest = Guest.invited(fixture, call, "marlene@voss.example");
        id = guest.invite().id();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Invite invite() {
        return fixture
                .as(fixture.anna, () -> fixture.office.invites().list(call.id()).orThrow())
                .stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void endCall() {
        fixture.as(
                fixture.anna, () -> fixture.office.videoCalls().end(call.id()).orThrow());
    }

    @Test
    void previewShowsTitleAndHostAndMarksOpenedOnce() {
        var preview = admissions.preview(id, guest.token()).orThrow();

        assertThat(preview.callTitle()).isEqualTo("<i>Dach</i>");
        assertThat(preview.hostName()).isEqualTo("Anna Berger");
        assertThat(preview.tenant()).isEqualTo(fixture.anna.tenant());
        assertThat(preview.hostPresent()).isFalse();
        assertThat(preview.language()).isEqualTo(Language.DE);
        assertThat(invite().status()).isEqualTo(Invite.Status.OPENED);
        assertThat(invite().openedAt()).isEqualTo(OfficeFixture.NOON);

        fixture.clock.advance(Duration.ofMinutes(1));
        fixture.office.attendance().joined(call.room(), "anna@sot.example", "PA_1", fixture.clock.instant());
        assertThat(admissions.preview(id, guest.token()).orThrow().hostPresent())
                .isTrue();
        assertThat(invite().openedAt()).isEqualTo(OfficeFixture.NOON);
    }

    @Test
    void unknownIdAndWrongTokenAreOneAnswerAndTouchNothing() {
        var before = invite();
        for (var wrong : List.of(Secret.random(), new Secret(""), new Secret("x".repeat(10_000)))) {
            refusal(admissions.preview(id, wrong), Refusal.InviteUnknown.class);
            refusal(admissions.claim(id, wrong, guest.rejoinSecret(), null), Refusal.InviteUnknown.class);
            refusal(admissions.newLink(id, wrong), Refusal.InviteUnknown.class);
            refusal(admissions.rejoin(id, wrong), Refusal.InviteUnknown.class);
        }
        var unknown = new InviteId(UUID.randomUUID());
        refusal(admissions.preview(unknown, guest.token()), Refusal.InviteUnknown.class);
        refusal(admissions.claim(unknown, guest.token(), guest.rejoinSecret(), null), Refusal.InviteUnknown.class);
        assertThat(invite()).isEqualTo(before);
    }

    @Test
    void tokenOfOneInviteOpensNoOther() {
        var other = Guest.invited(fixture, call, "other@voss.example");

        refusal(admissions.claim(id, other.token(), guest.rejoinSecret(), null), Refusal.InviteUnknown.class);
    }

    @Test
    void claimAdmitsUnderTheInvitedAddressAndTheChosenName() {
        var admission = admissions
                .claim(id, guest.token(), guest.rejoinSecret(), " Marlene <b>V.</b> ")
                .orThrow();

        assertThat(admission)
                .isEqualTo(new Admission(
                        fixture.anna.tenant(),
                        call.id(),
                        call.room(),
                        "<i>Dach</i>",
                        null,
                        null,
                        "Anna Berger",
                        guest.invite().inviteeEmail(),
                        "Marlene <b>V.</b>"));
        assertThat(invite().status()).isEqualTo(Invite.Status.JOINED);
        assertThat(admissions.rejoin(id, guest.rejoinSecret())).isEqualTo(Result.ok(admission));
    }

    @Test
    void namelessGuestIsNotCalledByTheirAddress() {
        assertThat(guest.claim().orThrow().displayName()).isEqualTo("Gast");
    }

    @Test
    void badNameOrRejoinSecretUsesNothingUp() {
        assertThat(field(admissions.claim(id, guest.token(), guest.rejoinSecret(), "x".repeat(81))))
                .isEqualTo("displayName");
        assertThat(field(admissions.claim(id, guest.token(), guest.rejoinSecret(), "a\nb")))
                .isEqualTo("displayName");
        assertThat(field(admissions.claim(id, guest.token(), new Secret("short"), null)))
                .isEqualTo("rejoinSecret");
        assertThat(field(admissions.claim(id, guest.token(), new Secret("x".repeat(201)), null)))
                .isEqualTo("rejoinSecret");
        assertThat(guest.claim()).isInstanceOf(Result.Ok.class);
    }

    @Test
    void secondClaimIsUsedUnlessItBringsTheWinnersSecret() {
        var first = guest.claim();

        assertThat(closed(admissions.claim(id, guest.token(), Secret.random(), null)))
                .isEqualTo(Why.USED);
        assertThat(closed(admissions.claim(id, guest.token(), null, null))).isEqualTo(Why.USED);
        assertThat(closed(admissions.preview(id, guest.token()))).isEqualTo(Why.USED);
        assertThat(guest.claim()).isEqualTo(first);
    }

    @Test
    void claimWithoutASecretHasNoWayBack() {
        assertThat(admissions.claim(id, guest.token(), null, null)).isInstanceOf(Result.Ok.class);

        refusal(admissions.rejoin(id, new Secret("")), Refusal.InviteUnknown.class);
        assertThat(closed(admissions.claim(id, guest.token(), null, null))).isEqualTo(Why.USED);
    }

    @Test
    void ofAThousandSimultaneousClaimsOneWins() throws Exception {
        var start = new CountDownLatch(1);
        var places = new Semaphore(48); // more than connections; who waits for one of those is refused in the end
        var claims = new ArrayList<Callable<Result<Admission>>>();
        for (int claimant = 0; claimant < CROWD; claimant++) {
            claims.add(() -> {
                start.await();
                places.acquire();
                try {
                    return admissions.claim(id, guest.token(), Secret.random(), null);
                } finally {
                    places.release();
                }
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = claims.stream().map(threads::submit).toList();
            start.countDown();

            int winners = 0;
            int late = 0;
            for (var answer : answers) {
                switch (answer.get()) {
                    case Result.Ok<Admission> _ -> winners++;
                    case Result.Refused<Admission> refused when closed(refused) == Why.USED -> late++;
                    case Result.Refused<Admission> other -> throw new AssertionError(other);
                }
            }
            assertThat(winners).isEqualTo(1);
            assertThat(late).isEqualTo(CROWD - 1);
        }
    }

    @Test
    void expiredLinkSaysSoAndClaimedOneKeepsItsWayBack() {
        var early = Guest.claimed(fixture, call, "early@voss.example");
        fixture.clock.advance(Invites.LIFETIME);

        var refused = refusal(guest.claim(), Refusal.InviteClosed.class);
        assertThat(refused.why()).isEqualTo(Why.EXPIRED);
        var facts = Objects.requireNonNull(refused.facts());
        assertThat(facts.hostEmail().value()).isEqualTo("anna@sot.example");
        assertThat(facts.expiresAt()).isEqualTo(fixture.clock.instant());
        assertThat(closed(admissions.preview(id, guest.token()))).isEqualTo(Why.EXPIRED);
        assertThat(admissions.rejoin(early.invite().id(), early.rejoinSecret())).isInstanceOf(Result.Ok.class);
    }

    @Test
    void overCallAdmitsNobody() {
        var inside = Guest.claimed(fixture, call, "inside@voss.example");
        endCall();

        assertThat(closed(admissions.preview(id, guest.token()))).isEqualTo(Why.CALL_OVER);
        assertThat(closed(guest.claim())).isEqualTo(Why.CALL_OVER);
        assertThat(closed(inside.claim())).isEqualTo(Why.CALL_OVER);
        assertThat(closed(admissions.rejoin(inside.invite().id(), inside.rejoinSecret())))
                .isEqualTo(Why.CALL_OVER);
        assertThat(closed(admissions.newLink(id, guest.token()))).isEqualTo(Why.CALL_OVER);
        assertThat(invite().status()).isNotEqualTo(Invite.Status.JOINED);
    }

    @Test
    void newLinkGoesToTheInvitedAddressAfterUseOrExpiry() {
        guest.claim().orThrow();

        assertThat(admissions.newLink(id, guest.token())).isInstanceOf(Result.Ok.class);

        var mail = fixture.as(
                fixture.anna, () -> fixture.office.invites().mail(call.id(), id).orThrow());
        assertThat(mail.to()).isEqualTo("marlene@voss.example");
        assertThat(mail.from()).isEqualTo("Anna Berger <anna@sot.example>");
        var again = guest.withLatestMail();
        fixture.clock.advance(Invites.LIFETIME);
        assertThat(closed(again.claim())).isEqualTo(Why.EXPIRED);
        admissions.newLink(id, again.token()).orThrow();
        assertThat(again.withLatestMail().claim()).isInstanceOf(Result.Ok.class);
    }

    @Test
    void newLinksPerInviteAreLimited() {
        var latest = guest;
        for (int link = 0; link < 3; link++) {
            admissions.newLink(id, latest.token()).orThrow();
            latest = latest.withLatestMail();
        }

        refusal(admissions.newLink(id, latest.token()), Refusal.TooMany.class);
    }

    @Test
    void comingBackIsLimitedPerInviteAndTime() {
        guest.claim().orThrow();
        for (int times = 0; times < 30; times++) {
            assertThat(admissions.rejoin(id, guest.rejoinSecret())).isInstanceOf(Result.Ok.class);
            assertThat(guest.claim()).isInstanceOf(Result.Ok.class);
        }

        assertThat(refusal(admissions.rejoin(id, guest.rejoinSecret()), Refusal.TooMany.class)
                        .retryAfter())
                .isBetween(Duration.ofMillis(1), Duration.ofMinutes(1));
        refusal(guest.claim(), Refusal.TooMany.class);
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(admissions.rejoin(id, guest.rejoinSecret())).isInstanceOf(Result.Ok.class);
    }

    @Test
    void withoutItsSecretNobodyComesBackNorLearnsWhoseInviteItIs() {
        var unknown = new InviteId(UUID.randomUUID());
        refusal(admissions.rejoin(unknown, null), Refusal.InviteUnknown.class);
        refusal(admissions.rejoin(id, null), Refusal.InviteUnknown.class); // nothing was claimed, so nobody was here

        guest.claim().orThrow();
        var used = refusal(admissions.rejoin(id, null), Refusal.InviteClosed.class);
        assertThat(used.why()).isEqualTo(Why.USED);
        assertThat(used.facts()).isNull();

        endCall();
        assertThat(closed(admissions.rejoin(id, null))).isEqualTo(Why.CALL_OVER);
    }

    @Test
    void anUnknownInviteIsSlowedDownLikeARealOne() {
        try (var strict = OfficeFixture.open()) {
            var unknown = new InviteId(UUID.randomUUID());
            for (int attempt = 0; attempt < 30; attempt++)
                refusal(strict.office.admissions().preview(unknown, guest.token()), Refusal.InviteUnknown.class);

            refusal(strict.office.admissions().preview(unknown, guest.token()), Refusal.TooMany.class);
        }
    }

    @Test
    void whoKnowsAnInvitesIdSlowsDownOthersWhoDoNotHaveItsSecretAndNotItsGuest() {
        try (var strict = OfficeFixture.open()) {
            var marlene = Guest.invited(strict, strict.draft("call"), "marlene@voss.example");
            var id = marlene.invite().id();
            var admissions = strict.office.admissions();
            var wrong = Secret.random();
            for (int attempt = 0; attempt < 10; attempt++) {
                refusal(admissions.preview(id, wrong), Refusal.InviteUnknown.class);
                refusal(admissions.rejoin(id, wrong), Refusal.InviteUnknown.class);
                refusal(admissions.rejoin(id, null), Refusal.InviteUnknown.class);
            }

            for (var refused : List.of(
                    admissions.preview(id, wrong),
                    admissions.newLink(id, wrong),
                    admissions.rejoin(id, wrong),
                    admissions.rejoin(id, null))) {
                assertThat(refusal(refused, Refusal.TooMany.class).retryAfter())
                        .isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
            }
            assertThat(marlene.claim()).isInstanceOf(Result.Ok.class);
            assertThat(admissions.rejoin(id, marlene.rejoinSecret())).isInstanceOf(Result.Ok.class);
            strict.clock.advance(Duration.ofSeconds(2));
            refusal(admissions.preview(id, wrong), Refusal.InviteUnknown.class);
        }
    }

    @Test
    void evenTheRightSecretIsGoodForSoManyAttemptsInAWhile() {
        try (var strict = OfficeFixture.open()) {
            var marlene = Guest.invited(strict, strict.draft("call"), "marlene@voss.example");
            var preview = strict.office.admissions();
            var id = marlene.invite().id();
            for (int attempt = 0; attempt < 30; attempt++)
                assertThat(preview.preview(id, marlene.token())).isInstanceOf(Result.Ok.class);

            refusal(preview.preview(id, marlene.token()), Refusal.TooMany.class);
            strict.clock.advance(Duration.ofSeconds(2));
            assertThat(preview.preview(id, marlene.token())).isInstanceOf(Result.Ok.class);
        }
    }
}
