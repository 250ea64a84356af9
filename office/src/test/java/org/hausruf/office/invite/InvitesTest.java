package org.hausruf.office.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.closed;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.util.UUID;
import org.hausruf.office.Guest;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.invite.Invite.Status;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.VideoCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitesTest {
    private static final String MARLENE = "marlene@voss.example";

    private OfficeFixture fixture;
    private Invites invites;
    private VideoCall call;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        invites = fixture.office.invites();
        call = fixture.draft("Dachsanierung");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Result<Invite> send(User host, VideoCallId to, String email, String name) {
        return fixture.as(host, () -> invites.send(to, email, name, Language.DE));
    }

    private Result<Invite> send(String email) {
        return send(fixture.anna, call.id(), email, "Marlene Voss");
    }

    private Invite only() {
        return fixture.as(fixture.anna, () -> invites.list(call.id()).orThrow()).getFirst();
    }

    @Test
    void inviteIsForTwoHoursAndItsMailIsInTheApp() {
        var invite = send(" Marlene@Voss.example ").orThrow();

        assertThat(invite.inviteeEmail().value()).isEqualTo(MARLENE);
        assertThat(invite.status()).isEqualTo(Status.SENT);
        assertThat(invite.expiresAt()).isEqualTo(OfficeFixture.NOON.plus(Duration.ofHours(2)));
        assertThat(invite.sentAt()).isNull(); // no mail server took it
        assertThat(invite.sendError()).isNull();
        assertThat(invite.mailInApp()).isTrue();
        assertThat(only()).isEqualTo(invite);
        var mail = fixture.as(
                fixture.anna, () -> invites.mail(call.id(), invite.id()).orThrow());
        assertThat(mail.from()).isEqualTo("Anna Berger <anna@sot.example>");
        assertThat(mail.to()).isEqualTo("Marlene Voss <marlene@voss.example>");
        assertThat(mail.html()).contains("data:image/png;base64,").doesNotContain("cid:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nobody", "a@b", "a@voss.example\r\nBcc: c@voss.example", "a@voss.example, b@voss.example"})
    void badAddressIsNamedAndNothingIsMade(String email) {
        assertThat(field(send(email))).isEqualTo("inviteeEmail");
        assertThat(fixture.as(fixture.anna, () -> invites.list(call.id()).orThrow()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "Marlene\r\nBcc: c@voss.example"})
    void badNameIsNamed(String name) {
        assertThat(field(send(fixture.anna, call.id(), MARLENE, name))).isEqualTo("inviteeName");
        assertThat(field(send(fixture.anna, call.id(), MARLENE, "x".repeat(81))))
                .isEqualTo("inviteeName");
    }

    @Test
    void hostsOwnAddressIsRefused() {
        assertThat(field(send("ANNA@sot.example"))).isEqualTo("inviteeEmail");
    }

    @Test
    void oneLiveInvitePerAddress() {
        var first = send(MARLENE).orThrow();

        refusal(send(MARLENE.toUpperCase(java.util.Locale.ROOT)), Refusal.InviteExists.class);
        assertThat(send("other@voss.example")).isInstanceOf(Result.Ok.class);

        fixture.as(fixture.anna, () -> invites.revoke(call.id(), first.id()));
        assertThat(send(MARLENE)).isInstanceOf(Result.Ok.class);
    }

    @Test
    void expiredInviteMakesRoomForANewOneAndCannotBeRevived() {
        var first = send(MARLENE).orThrow();
        fixture.clock.advance(Invites.LIFETIME);
        assertThat(only().status()).isEqualTo(Status.EXPIRED);

        assertThat(send(MARLENE)).isInstanceOf(Result.Ok.class);

        refusal(fixture.as(fixture.anna, () -> invites.resend(call.id(), first.id())), Refusal.InviteExists.class);
    }

    @Test
    void nobodyElseInvitesSeesOrRevokes() {
        var invite = send(MARLENE).orThrow();

        for (var other : java.util.List.of(fixture.ben, fixture.carla)) {
            refusal(send(other, call.id(), "x@voss.example", "X"), Refusal.NotFound.class);
            refusal(fixture.as(other, () -> invites.list(call.id())), Refusal.NotFound.class);
            refusal(fixture.as(other, () -> invites.resend(call.id(), invite.id())), Refusal.NotFound.class);
            refusal(fixture.as(other, () -> invites.revoke(call.id(), invite.id())), Refusal.NotFound.class);
            refusal(fixture.as(other, () -> invites.mail(call.id(), invite.id())), Refusal.NotFound.class);
        }
        assertThat(only()).isEqualTo(invite);
    }

    @Test
    void inviteOfAnotherCallIsUnknownInThisOne() {
        var invite = send(MARLENE).orThrow();
        var other = fixture.draft("other");

        refusal(fixture.as(fixture.anna, () -> invites.resend(other.id(), invite.id())), Refusal.NotFound.class);
        refusal(fixture.as(fixture.anna, () -> invites.revoke(other.id(), invite.id())), Refusal.NotFound.class);
        refusal(
                fixture.as(fixture.anna, () -> invites.resend(call.id(), new InviteId(UUID.randomUUID()))),
                Refusal.NotFound.class);
        refusal(send(fixture.anna, new VideoCallId(UUID.randomUUID()), MARLENE, ""), Refusal.NotFound.class);
    }

    @Test
    void endedCallInvitesNobody() {
        var invite = send(MARLENE).orThrow();
        fixture.as(fixture.anna, () -> fixture.office.videoCalls().end(call.id()));

        refusal(send("other@voss.example"), Refusal.CallEnded.class);
        refusal(fixture.as(fixture.anna, () -> invites.resend(call.id(), invite.id())), Refusal.CallEnded.class);
    }

    @Test
    void resendMakesANewLinkForTwoHoursAndVoidsTheOld() {
        var guest = Guest.invited(fixture, call, MARLENE);
        fixture.clock.advance(Duration.ofHours(1));

        var resent = fixture.as(
                fixture.anna,
                () -> invites.resend(call.id(), guest.invite().id()).orThrow());

        assertThat(resent.expiresAt()).isEqualTo(OfficeFixture.NOON.plus(Duration.ofHours(3)));
        refusal(guest.claim(), Refusal.InviteUnknown.class);
        assertThat(guest.withLatestMail().claim()).isInstanceOf(Result.Ok.class);
    }

    @Test
    void guestInsideKeepsTheWayBackUntilTheNewLinkIsClaimed() {
        var guest = Guest.claimed(fixture, call, MARLENE);
        var id = guest.invite().id();
        fixture.as(fixture.anna, () -> invites.resend(call.id(), id).orThrow());

        assertThat(fixture.office.admissions().rejoin(id, guest.rejoinSecret())).isInstanceOf(Result.Ok.class);

        var again = guest.withLatestMail();
        again.claim().orThrow();
        refusal(fixture.office.admissions().rejoin(id, guest.rejoinSecret()), Refusal.InviteUnknown.class);
        assertThat(fixture.office.admissions().rejoin(id, again.rejoinSecret())).isInstanceOf(Result.Ok.class);
    }

    @Test
    void revokingVoidsLinkMailAndWayBack() {
        var guest = Guest.claimed(fixture, call, MARLENE);
        var id = guest.invite().id();

        var revoked =
                fixture.as(fixture.anna, () -> invites.revoke(call.id(), id).orThrow());

        assertThat(revoked.invite().status()).isEqualTo(Status.REVOKED);
        assertThat(revoked.room()).isEqualTo(call.room());
        assertThat(revoked.invitee().value()).isEqualTo(MARLENE);
        assertThat(closed(guest.claim())).isEqualTo(Refusal.Why.REVOKED);
        assertThat(closed(fixture.office.admissions().rejoin(id, guest.rejoinSecret())))
                .isEqualTo(Refusal.Why.REVOKED);
        refusal(fixture.as(fixture.anna, () -> invites.mail(call.id(), id)), Refusal.NotFound.class);
        refusal(fixture.as(fixture.anna, () -> invites.resend(call.id(), id)), Refusal.InviteRevoked.class);
        assertThat(only()).isEqualTo(revoked.invite());
    }

    @Test
    void mailInTheAppGoesWithTheClaim() {
        var guest = Guest.claimed(fixture, call, MARLENE);

        refusal(
                fixture.as(
                        fixture.anna,
                        () -> invites.mail(call.id(), guest.invite().id())),
                Refusal.NotFound.class);
        assertThat(only().mailInApp()).isFalse();
    }

    @Test
    void mailsPerCallAreLimited() {
        for (int guest = 0; guest < 30; guest++)
            send("guest" + guest + "@voss.example").orThrow();

        assertThat(refusal(send("late@voss.example"), Refusal.TooMany.class).retryAfter())
                .isBetween(Duration.ofSeconds(1), Duration.ofMinutes(2));
        var other = fixture.draft("other");
        assertThat(send(fixture.anna, other.id(), "late@voss.example", "")).isInstanceOf(Result.Ok.class);
    }

    @Test
    void mailsPerHostAreLimited() {
        for (int guest = 0; guest < 60; guest++) {
            if (guest % 30 == 0) call = fixture.draft("call");
            send("guest" + guest + "@voss.example").orThrow();
        }
        call = fixture.draft("one too many");

        refusal(send(MARLENE), Refusal.TooMany.class);
        assertThat(fixture.as(fixture.anna, () -> invites.list(call.id()).orThrow()))
                .isEmpty();
    }
}
