package org.hausruf.office.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hausruf.office.Refusals.closed;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hausruf.office.Caller;
import org.hausruf.office.Guest;
import org.hausruf.office.InviteId;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Refusal.Why;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Detail;
import org.hausruf.office.audit.Event;
import org.hausruf.office.invite.Lobby.Waiting;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.Attendance.Arrival;
import org.hausruf.office.videocall.VideoCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class LobbyTest {
    private OfficeFixture fixture;
    private Admissions admissions;
    private Lobby lobby;
    private VideoCall call;
    private Guest guest;
    private InviteId id;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        admissions = fixture.office.admissions();
        lobby = fixture.office.lobby();
        call = fixture.draftWithLobby("Dach");
        guest = Guest.invited(fixture, call, "marlene@voss.example");
        id = guest.invite().id();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<Waiting> waiting() {
        return fixture.as(fixture.anna, () -> lobby.list(call.id()).orThrow());
    }

    private Result<InviteId> admit(User host, InviteId whom) {
        return fixture.as(host, () -> lobby.admit(call.id(), whom));
    }

    private Result<Invites.Revoked> decline(User host, InviteId whom) {
        return fixture.as(host, () -> lobby.decline(call.id(), whom));
    }

    private Arrival arrives(String email) {
        return fixture.office.attendance().joined(call.room(), email, "PA_" + email, fixture.clock.instant());
    }

    @Test
    void whoIsDeclinedDoesNotComeBackByAnEarlierInvite() {
        refusal(guest.claim(), Refusal.InLobby.class);
        admit(fixture.anna, id).orThrow();
        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().resend(call.id(), id).orThrow());
        fixture.clock.advance(Duration.ofHours(3)); // nobody has claimed the new link
        var again = Guest.invited(fixture, call, "marlene@voss.example");
        refusal(again.claim(), Refusal.InLobby.class);

        decline(fixture.anna, again.invite().id()).orThrow();

        assertThat(closed(admissions.rejoin(id, guest.rejoinSecret()))).isEqualTo(Why.REVOKED);
    }

    @Test
    void aGuestWaitsUntilTheHostLetsThemIn() {
        var told = refusal(guest.claim(), Refusal.InLobby.class);
        assertThat(told.facts().hostName()).isEqualTo("Anna Berger");
        assertThat(told.displayName()).isEqualTo("Gast");
        assertThat(told.hostPresent()).isFalse();
        assertThat(waiting()).extracting(Waiting::invite).containsExactly(id);

        refusal(admissions.await(id, guest.rejoinSecret()), Refusal.InLobby.class);
        refusal(admissions.rejoin(id, guest.rejoinSecret()), Refusal.InLobby.class);
        refusal(guest.claim(), Refusal.InLobby.class);
        assertThat(arrives("marlene@voss.example")).isEqualTo(Arrival.NOT_EXPECTED);

        assertThat(admit(fixture.anna, id).orThrow()).isEqualTo(id);

        assertThat(admissions.await(id, guest.rejoinSecret()).orThrow()).isEqualTo(id);
        assertThat(admissions.rejoin(id, guest.rejoinSecret()).orThrow().call()).isEqualTo(call.id());
        assertThat(arrives("marlene@voss.example")).isEqualTo(Arrival.RECORDED);
        assertThat(waiting()).isEmpty();
        refusal(admit(fixture.anna, id), Refusal.NotFound.class);
    }

    @Test
    void withoutALobbyNobodyWaits() {
        var open = Guest.invited(fixture, fixture.draft("Offen"), "marlene@voss.example");

        assertThat(open.claim().orThrow().displayName()).isEqualTo("Gast");
        assertThat(admissions.await(open.invite().id(), open.rejoinSecret()).orThrow())
                .isEqualTo(open.invite().id());
    }

    @Test
    void whoIsDeclinedHasNoWayBackOfTheirOwn() {
        refusal(guest.claim(), Refusal.InLobby.class);

        decline(fixture.anna, id).orThrow();

        assertThat(closed(admissions.await(id, guest.rejoinSecret()))).isEqualTo(Why.DECLINED);
        assertThat(closed(admissions.rejoin(id, guest.rejoinSecret()))).isEqualTo(Why.DECLINED);
        assertThat(closed(guest.claim())).isEqualTo(Why.DECLINED);
        assertThat(closed(admissions.preview(id, guest.token()))).isEqualTo(Why.DECLINED);
        assertThat(closed(admissions.newLink(id, guest.token()))).isEqualTo(Why.DECLINED);
        assertThat(arrives("marlene@voss.example")).isEqualTo(Arrival.NOT_EXPECTED);
        refusal(admit(fixture.anna, id), Refusal.NotFound.class);

        var again = Guest.invited(fixture, call, "marlene@voss.example");
        refusal(again.claim(), Refusal.InLobby.class);
        admit(fixture.anna, again.invite().id()).orThrow();
        assertThat(admissions
                        .rejoin(again.invite().id(), again.rejoinSecret())
                        .orThrow()
                        .call())
                .isEqualTo(call.id());
        assertThat(closed(admissions.rejoin(id, guest.rejoinSecret()))).isEqualTo(Why.DECLINED);
    }

    @Test
    void aSecretOfAnotherInviteOrAForgedOneWaitsForNothing() {
        refusal(guest.claim(), Refusal.InLobby.class);
        var other = Guest.invited(fixture, fixture.draftWithLobby("Keller"), "otto@gast.example");
        refusal(other.claim(), Refusal.InLobby.class);
        admit(fixture.anna, id).orThrow();

        for (var secret : List.of(other.rejoinSecret(), Secret.random(), guest.token())) {
            refusal(admissions.await(id, secret), Refusal.InviteUnknown.class);
            refusal(admissions.rejoin(id, secret), Refusal.InviteUnknown.class);
        }
        assertThat(closed(admissions.await(id, null))).isEqualTo(Why.USED);
        refusal(admissions.await(other.invite().id(), guest.rejoinSecret()), Refusal.InviteUnknown.class);
        refusal(admissions.await(other.invite().id(), other.rejoinSecret()), Refusal.InLobby.class);
    }

    @Test
    void onlyTheHostOfThatCallDecides() {
        refusal(guest.claim(), Refusal.InLobby.class);
        var elsewhere = fixture.draftWithLobby("Keller");

        for (var stranger : List.of(fixture.ben, fixture.carla)) {
            refusal(fixture.as(stranger, () -> lobby.list(call.id())), Refusal.NotFound.class);
            refusal(admit(stranger, id), Refusal.NotFound.class);
            refusal(decline(stranger, id), Refusal.NotFound.class);
        }
        refusal(fixture.as(fixture.anna, () -> lobby.admit(elsewhere.id(), id)), Refusal.NotFound.class);
        refusal(admissions.await(id, guest.rejoinSecret()), Refusal.InLobby.class);
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void theDatabaseLetsNoGuestLetThemselvesIn() {
        refusal(guest.claim(), Refusal.InLobby.class);
        var asGuest = Caller.guest(fixture.anna.tenant(), id);

        for (var state : List.of("admitted", "declined")) {
            assertThatThrownBy(() -> fixture.database
                            .transactions()
                            .runAs(
                                    asGuest,
                                    sql -> sql.sql("update video_call_waits set state = :state, decided_at = now()")
                                            .param("state", state)
                                            .update()))
                    .isInstanceOf(DataAccessException.class);
        }
        refusal(admissions.await(id, guest.rejoinSecret()), Refusal.InLobby.class);
    }

    @Test
    void aNewLinkMeansWaitingAnew() {
        refusal(guest.claim(), Refusal.InLobby.class);
        admit(fixture.anna, id).orThrow();
        fixture.as(fixture.anna, () -> fixture.office.invites().resend(call.id(), id))
                .orThrow();
        assertThat(admissions.rejoin(id, guest.rejoinSecret()).orThrow().call())
                .as("until the new link is claimed")
                .isEqualTo(call.id());
        var next = guest.withLatestMail();
        admissions.preview(id, next.token()).orThrow();

        refusal(next.claim(), Refusal.InLobby.class);

        assertThat(waiting()).hasSize(1);
        refusal(admissions.rejoin(id, guest.rejoinSecret()), Refusal.InviteUnknown.class);
        assertThat(arrives("marlene@voss.example")).as("by a token of before").isEqualTo(Arrival.NOT_EXPECTED);
    }

    @Test
    void theEndOfTheCallAndAWithdrawnInviteAreToldToWhoWaits() {
        refusal(guest.claim(), Refusal.InLobby.class);
        var other = Guest.invited(fixture, call, "otto@gast.example");
        refusal(other.claim(), Refusal.InLobby.class);
        fixture.as(
                        fixture.anna,
                        () -> fixture.office
                                .invites()
                                .revoke(call.id(), other.invite().id()))
                .orThrow();
        assertThat(closed(admissions.await(other.invite().id(), other.rejoinSecret())))
                .isEqualTo(Why.REVOKED);
        refusal(admit(fixture.anna, other.invite().id()), Refusal.NotFound.class);
        assertThat(waiting()).hasSize(1);

        fixture.as(fixture.anna, () -> fixture.office.videoCalls().end(call.id()))
                .orThrow();

        assertThat(closed(admissions.await(id, guest.rejoinSecret()))).isEqualTo(Why.CALL_OVER);
        assertThat(waiting()).isEmpty();
        refusal(admit(fixture.anna, id), Refusal.CallEnded.class);
    }

    @Test
    void whoHasClosedThePageIsNotShownUntilTheyAreBack() {
        refusal(guest.claim(), Refusal.InLobby.class);
        fixture.clock.advance(WaitRows.PATIENCE);
        assertThat(waiting()).isEmpty();

        fixture.clock.advance(Duration.ofHours(3));
        refusal(admissions.rejoin(id, guest.rejoinSecret()), Refusal.InLobby.class);

        assertThat(waiting().getFirst().since())
                .as("also when the link has run out meanwhile")
                .isEqualTo(OfficeFixture.NOON);
    }

    @Test
    void waitingTakesASecretAndWithoutOneNothingIsUsedUp() {
        var refused = refusal(admissions.claim(id, guest.token(), null, null), Refusal.Invalid.class);

        assertThat(refused.field()).isEqualTo("rejoinSecret");
        assertThat(waiting()).isEmpty();
        refusal(guest.claim(), Refusal.InLobby.class);
    }

    @Test
    void askingHasALimitOfItsOwn() {
        refusal(guest.claim(), Refusal.InLobby.class);
        for (int i = 0; i < Limits.STANDARD.waitsPerInvite().count(); i++) {
            refusal(admissions.await(id, guest.rejoinSecret()), Refusal.InLobby.class);
        }

        refusal(admissions.await(id, guest.rejoinSecret()), Refusal.TooMany.class);
        refusal(admissions.rejoin(id, guest.rejoinSecret()), Refusal.InLobby.class);
    }

    @Test
    void soManyWaitAtATimeAndNoMore() {
        fixture.asOwner("video_call_invites", """
                insert into video_call_invites (id, tenant_id, call_id, invited_by_user_id, invitee_email, language,
                                                token_hash, status, joined_at)
                select gen_random_uuid(), tenant_id, call_id, invited_by_user_id, n || '@gast.example', 'de',
                       sha256('x'), 'joined', created_at
                from video_call_invites, generate_series(1, %d) n where id = '%s'""".formatted(Limits.MAX_WAITING, id));
        fixture.asOwner("video_call_invites", "alter table video_call_waits no force row level security");
        fixture.asOwner("video_call_invites", """
                insert into video_call_waits (invite_id, tenant_id, call_id, state, asked_at, seen_at)
                select id, tenant_id, call_id, 'waiting', joined_at, joined_at
                from video_call_invites where invitee_email like '%@gast.example'""");
        fixture.asOwner("video_call_invites", "alter table video_call_waits force row level security");
        assertThat(waiting()).hasSize(Limits.MAX_WAITING);

        refusal(guest.claim(), Refusal.TooMany.class);

        admit(fixture.anna, waiting().getFirst().invite()).orThrow();
        refusal(guest.claim(), Refusal.InLobby.class);
        assertThat(waiting()).hasSize(Limits.MAX_WAITING);
        refusal(guest.claim(), Refusal.InLobby.class);
    }

    @Test
    void whoWasLetInAndWhoWasNotIsWrittenDown() {
        var other = Guest.invited(fixture, call, "otto@gast.example");
        refusal(guest.claim(), Refusal.InLobby.class);
        refusal(other.claim(), Refusal.InLobby.class);

        admit(fixture.anna, id).orThrow();
        decline(fixture.anna, other.invite().id()).orThrow();

        for (var event : List.of(Event.GUEST_ADMITTED, Event.GUEST_DECLINED)) {
            var line = fixture.as(
                            fixture.anna,
                            () -> fixture.office.auditLog().list(new AuditLog.Filter(event, null), null, 10))
                    .orThrow()
                    .items()
                    .getFirst();
            assertThat(line.by().name()).isEqualTo("Anna Berger");
            assertThat(line.detail()).isEqualTo(Map.of(Detail.CALL, call.id().toString()));
        }
    }
}
