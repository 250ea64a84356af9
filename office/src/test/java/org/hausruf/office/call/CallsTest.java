package org.hausruf.office.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.OfficeFixture.NOON;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hausruf.office.CallId;
import org.hausruf.office.ContactId;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.UserId;
import org.hausruf.office.call.Calls.NewCall;
import org.hausruf.office.contact.Contacts;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
    private OfficeFixture fixture;
    private Colleagues office;
    private Calls calls;
    private User anna;
    private User ben;
    private User dora;
    private User emil;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        office = new Colleagues(fixture);
        calls = fixture.office.calls();
        anna = fixture.anna;
        ben = fixture.ben;
        var hired = office.hire("dora", "emil");
        dora = hired.get(0);
        emil = hired.get(1);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void wait(int seconds) {
        fixture.clock.advance(Duration.ofSeconds(seconds));
    }

    private static EndReason over(Result<?> refused) {
        return refusal(refused, Refusal.CallOver.class).reason();
    }

    @Test
    void aNewCallRingsForHalfAMinute() {
        var call = office.ringing(anna, ben);

        assertThat(call.status()).isEqualTo(CallStatus.RINGING);
        assertThat(call.endReason()).isNull();
        assertThat(call.from()).isEqualTo(anna.id());
        assertThat(call.fromName()).isEqualTo("Anna Berger");
        assertThat(call.to()).isEqualTo(ben.id());
        assertThat(call.toName()).isEqualTo("Ben Albrecht");
        assertThat(call.other(anna.id())).isEqualTo(ben.id());
        assertThat(call.other(ben.id())).isEqualTo(anna.id());
        assertThat(call.room().value()).isEqualTo(anna.tenant() + "-" + call.id());
        assertThat(RoomName.isOfCall(call.room().value())).isTrue();
        assertThat(call.startedAt()).isEqualTo(NOON);
        assertThat(call.ringUntil()).isEqualTo(NOON.plusSeconds(30));
        assertThat(call.waiting()).isFalse();
        assertThat(office.live(anna)).containsExactly(call);
        assertThat(office.live(ben)).containsExactly(call);
        assertThat(office.live(dora)).isEmpty();
    }

    @Test
    void aTakenCallLastsFromAnswerToEnd() {
        var call = office.ringing(anna, ben);
        wait(7);
        var talk = office.accept(ben, call).orThrow();
        wait(65);
        var ended = office.end(anna, call).orThrow();

        assertThat(talk.status()).isEqualTo(CallStatus.IN_PROGRESS);
        assertThat(talk.answeredAt()).isEqualTo(NOON.plusSeconds(7));
        assertThat(ended.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(ended.endReason()).isEqualTo(EndReason.COMPLETED);
        assertThat(ended.endedAt()).isEqualTo(NOON.plusSeconds(72));
        assertThat(ended.durationSeconds()).isEqualTo(65);
        assertThat(office.live(anna)).isEmpty();
        assertThat(office.log(ben)).containsExactly(ended);
        assertThat(office.missed(ben)).isZero();
    }

    @Test
    void eitherHangsUp() {
        var first = office.talking(anna, ben);
        assertThat(office.end(ben, first).orThrow().endReason()).isEqualTo(EndReason.COMPLETED);
        assertThat(over(office.end(anna, first))).isEqualTo(EndReason.COMPLETED);

        assertThat(office.end(anna, office.ringing(anna, ben)).orThrow().endReason())
                .isEqualTo(EndReason.CANCELLED);
        assertThat(office.end(ben, office.ringing(anna, ben)).orThrow().endReason())
                .isEqualTo(EndReason.DECLINED);
    }

    @Test
    void theCalleeDeclinesAndHasMissedNothing() {
        var declined = office.decline(ben, office.ringing(anna, ben)).orThrow();

        assertThat(declined.status()).isEqualTo(CallStatus.MISSED);
        assertThat(declined.endReason()).isEqualTo(EndReason.DECLINED);
        assertThat(declined.durationSeconds()).isNull();
        assertThat(office.missed(ben)).isZero();
    }

    @Test
    void theCallerGivesUpAndTheCalleeHasMissedIt() {
        var call = office.ringing(anna, ben);
        assertThat(office.cancel(anna, call).orThrow().endReason()).isEqualTo(EndReason.CANCELLED);

        assertThat(over(office.accept(ben, call))).isEqualTo(EndReason.CANCELLED);
        assertThat(office.missed(ben)).isEqualTo(1);
        assertThat(office.missed(anna)).isZero();

        fixture.as(anna, () -> {
            calls.missedSeen(); // hers, and not Ben's
            return calls;
        });
        assertThat(office.missed(ben)).isEqualTo(1);
        fixture.as(ben, () -> {
            calls.missedSeen();
            return calls;
        });
        assertThat(office.missed(ben)).isZero();
    }

    @Test
    void aRingThatNobodyAnswersEndsWhenItsTimeIsOver() {
        var call = office.ringing(anna, ben);
        assertThat(calls.nextExpiry()).contains(call.ringUntil());

        wait(29);
        assertThat(office.expire(fixture.clock.instant())).isEmpty();
        wait(3);
        assertThat(office.live(ben)).isEmpty();
        assertThat(over(office.accept(ben, call))).isEqualTo(EndReason.NO_ANSWER);
        assertThat(over(office.cancel(anna, call))).isEqualTo(EndReason.NO_ANSWER);
        var expired = office.expire(fixture.clock.instant());

        assertThat(expired).extracting(Call::id).containsExactly(call.id());
        assertThat(expired.getFirst().endReason()).isEqualTo(EndReason.NO_ANSWER);
        assertThat(expired.getFirst().endedAt()).isEqualTo(NOON.plusSeconds(30));
        assertThat(office.expire(fixture.clock.instant())).isEmpty();
        assertThat(calls.nextExpiry()).isEmpty();
        assertThat(office.missed(ben)).isEqualTo(1);
        assertThat(office.ring(anna, ben).orThrow().status()).isEqualTo(CallStatus.RINGING);
    }

    @Test
    void theNextExpiryIsTheEarliestOfAllOffices() {
        var first = office.ringing(fixture.carla, deniz());
        wait(5);
        office.ringing(anna, ben);

        assertThat(calls.nextExpiry()).contains(first.ringUntil());
        wait(60);
        assertThat(office.expire(fixture.clock.instant())).hasSize(2);
    }

    private User deniz() {
        return fixture.as(fixture.carla, () -> fixture.office.directory().list()).stream()
                .filter(user -> !user.id().equals(fixture.carla.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSecondDeviceIsTold() {
        var call = office.talking(anna, ben);

        refusal(office.accept(ben, call), Refusal.AnsweredElsewhere.class);
        refusal(office.decline(ben, call), Refusal.AnsweredElsewhere.class);
        refusal(office.cancel(anna, call), Refusal.AnsweredElsewhere.class);
        assertThat(office.log(ben).getFirst().status()).isEqualTo(CallStatus.IN_PROGRESS);
    }

    @Test
    void eachPartyHasItsOwnButtons() {
        var call = office.ringing(anna, ben);

        refusal(office.accept(anna, call), Refusal.NotAllowed.class);
        refusal(office.decline(anna, call), Refusal.NotAllowed.class);
        refusal(office.cancel(ben, call), Refusal.NotAllowed.class);
    }

    @Test
    void whoTalksRingsOrIsRungIsBusy() {
        office.talking(anna, ben);
        office.ringing(dora, emil);

        for (var engaged : List.of(anna, ben, dora, emil)) {
            var caller = office.hire("caller.of." + engaged.email().value().replaceAll("@.*", ""));
            var call = office.ring(caller, engaged).orThrow();
            assertThat(call.status()).isEqualTo(CallStatus.MISSED);
            assertThat(call.endReason()).isEqualTo(EndReason.BUSY);
            assertThat(call.endedAt()).isEqualTo(call.startedAt());
            assertThat(office.missed(engaged)).isEqualTo(1);
            refusal(office.ring(engaged, caller), Refusal.CallerBusy.class);
        }
    }

    @Test
    void whoDoesNotWantToBeDisturbedIsBusyAndCanCall() {
        disturb(ben, false);
        assertThat(office.ring(anna, ben).orThrow().endReason()).isEqualTo(EndReason.BUSY);
        assertThat(office.missed(ben)).isEqualTo(1);
        assertThat(office.ring(ben, anna).orThrow().status()).isEqualTo(CallStatus.RINGING);

        disturb(ben, true);
        assertThat(office.ring(dora, ben).orThrow().endReason()).isEqualTo(EndReason.BUSY); // rings Anna now
    }

    private void disturb(User user, boolean welcome) {
        fixture.as(user, () -> {
            fixture.office.presence().setDoNotDisturb(!welcome);
            return user;
        });
    }

    @Test
    void anOfficeThatAllowsItRingsOnceAndGently() {
        rules(new CallRules(Duration.ofSeconds(10), true));
        var talk = office.talking(anna, ben);
        var gentle = office.ringing(dora, ben);
        var third = office.ring(emil, ben).orThrow();

        assertThat(gentle.waiting()).isTrue();
        assertThat(gentle.ringUntil()).isEqualTo(NOON.plusSeconds(10));
        assertThat(third.endReason()).isEqualTo(EndReason.BUSY);
        refusal(office.accept(ben, gentle), Refusal.CallerBusy.class);
        assertThat(office.live(ben)).extracting(Call::id).containsExactlyInAnyOrder(talk.id(), gentle.id());
        office.end(ben, talk).orThrow();
        assertThat(office.accept(ben, gentle).orThrow().status()).isEqualTo(CallStatus.IN_PROGRESS);
    }

    private void rules(CallRules rules) {
        assertThat(fixture.as(anna, () -> calls.changeRules(rules)).orThrow()).isEqualTo(rules);
    }

    @Test
    void onlyAnAdminChangesTheRulesAndOnlyHere() {
        var wanted = new CallRules(Duration.ofSeconds(45), true);

        refusal(fixture.as(ben, () -> calls.changeRules(wanted)), Refusal.NotAllowed.class);
        assertThat(fixture.as(ben, calls::rules)).isEqualTo(CallRules.STANDARD);
        rules(wanted);
        rules(new CallRules(Duration.ofSeconds(20), false));
        rules(wanted);
        assertThat(fixture.as(ben, calls::rules)).isEqualTo(wanted);
        assertThat(fixture.as(fixture.carla, calls::rules)).isEqualTo(CallRules.STANDARD);
        for (int seconds : List.of(4, 121, -1)) {
            var refused = fixture.as(anna, () -> calls.changeRules(new CallRules(Duration.ofSeconds(seconds), true)));
            assertThat(field(refused)).isEqualTo("ringSeconds");
        }
    }

    @Test
    void nobodyRingsThemselvesStrangersOrFromUnknownEntries() {
        var contact = fixture.as(
                        anna,
                        () -> fixture.office
                                .contacts()
                                .list(new Contacts.Filter(null, "Ben", null, 1))
                                .orThrow())
                .items()
                .getFirst()
                .id();

        assertThat(field(office.ring(anna, anna))).isEqualTo("toUserId");
        refusal(office.ring(anna, fixture.carla), Refusal.NotFound.class);
        refusal(ring(anna, new UserId(UUID.randomUUID()), null), Refusal.NotFound.class);
        refusal(ring(anna, ben.id(), new ContactId(UUID.randomUUID())), Refusal.NotFound.class);
        refusal(ring(fixture.carla, deniz().id(), contact), Refusal.NotFound.class);
        assertThat(ring(anna, ben.id(), contact).orThrow().contact()).isEqualTo(contact);
    }

    private Result<Call> ring(User from, UserId to, @Nullable ContactId contact) {
        return fixture.as(from, () -> calls.initiate(new NewCall(to, Media.VIDEO, contact)));
    }

    @Test
    void thirdPersonsKnowOfNothing() {
        var call = office.ringing(anna, ben);

        for (var stranger : List.of(dora, fixture.carla)) {
            refusal(office.accept(stranger, call), Refusal.NotFound.class);
            refusal(office.decline(stranger, call), Refusal.NotFound.class);
            refusal(office.cancel(stranger, call), Refusal.NotFound.class);
            refusal(office.end(stranger, call), Refusal.NotFound.class);
            refusal(fixture.as(stranger, () -> calls.find(call.id())), Refusal.NotFound.class);
            refusal(fixture.as(stranger, () -> calls.byRoom(call.room())), Refusal.NotFound.class);
            assertThat(office.live(stranger)).isEmpty();
            assertThat(office.log(stranger)).isEmpty();
        }
        refusal(calls.failed(fixture.carla.tenant(), call.id()), Refusal.NotFound.class);
        assertThat(fixture.as(ben, () -> calls.byRoom(call.room())).orThrow()).isEqualTo(call.id());
        assertThat(fixture.as(ben, () -> calls.find(call.id())).orThrow()).isEqualTo(call);
        refusal(office.end(anna, unknown(call)), Refusal.NotFound.class);
    }

    private static Call unknown(Call call) {
        return new Call(
                new CallId(UUID.randomUUID()),
                call.tenant(),
                call.from(),
                "",
                call.to(),
                "",
                null,
                call.media(),
                call.room(),
                call.status(),
                null,
                call.startedAt(),
                call.ringUntil(),
                null,
                null,
                null,
                false,
                Call.Noted.NOTHING);
    }

    @Test
    void aRoomThatCannotBeMadeFailsTheCall() {
        var ringing =
                calls.failed(anna.tenant(), office.ringing(anna, ben).id()).orThrow();
        wait(1);
        var taken = office.talking(anna, ben);
        wait(1);
        var failed = calls.failed(anna.tenant(), taken.id()).orThrow();

        assertThat(ringing.status()).isEqualTo(CallStatus.FAILED);
        assertThat(failed.status()).isEqualTo(CallStatus.FAILED);
        assertThat(failed.endReason()).isEqualTo(EndReason.FAILED);
        assertThat(failed.durationSeconds()).isNull();
        assertThat(over(office.end(anna, taken))).isEqualTo(EndReason.FAILED);
        assertThat(office.missed(ben)).isZero();
    }

    @Test
    void aRoomThatEmptiedCompletesTheCallAsOfThen() {
        var call = office.talking(anna, ben);
        wait(60);
        var ended =
                calls.emptied(anna.tenant(), call.id(), NOON.plusSeconds(40)).orThrow();

        assertThat(ended.durationSeconds()).isEqualTo(40);
        refusal(calls.emptied(anna.tenant(), office.ringing(anna, ben).id(), NOON), Refusal.NotAllowed.class);
    }

    @Test
    void aRestartEndsWhatWasOpen() {
        var talk = office.talking(anna, ben);
        wait(15);
        calls.seen(List.of(talk.room(), new RoomName("sot-0123456789abcdef01234567")), fixture.clock.instant());
        calls.seen(List.of(talk.room()), NOON); // one that was late
        wait(10);
        var ringing = office.ringing(dora, emil);
        assertThat(calls.unended()).hasSize(2);
        wait(600);
        var ended = calls.recover();

        assertThat(ended).extracting(Call::id).containsExactlyInAnyOrder(talk.id(), ringing.id());
        assertThat(office.log(anna).getFirst().durationSeconds()).isEqualTo(15);
        assertThat(office.log(anna).getFirst().endReason()).isEqualTo(EndReason.COMPLETED);
        assertThat(office.log(dora).getFirst().endReason()).isEqualTo(EndReason.FAILED);
        assertThat(office.log(dora).getFirst().endedAt()).isEqualTo(ringing.ringUntil());
        assertThat(calls.recover()).isEmpty();
        assertThat(calls.unended()).isEmpty();
    }

    @Test
    void aCallIsFoundByItsRoom() {
        var call = office.ringing(anna, ben);

        assertThat(calls.ofRoom(call.room())).contains(new Calls.CallOfRoom(anna.tenant(), call.id()));
        assertThat(call.room().tenantOfCall()).isEqualTo(anna.tenant());
        assertThat(calls.ofRoom(new RoomName("sot-0123456789abcdef01234567"))).isEmpty();
        assertThat(calls.ofRoom(RoomName.ofCall(fixture.carla.tenant(), call.id())))
                .isEmpty();
    }

    @Test
    void theMediaSidesIdsAreNotedOnce() {
        var call = office.talking(anna, ben);
        calls.roomMade(anna.tenant(), call.id(), "RM_1");
        calls.participantJoined(anna.tenant(), call.id(), anna.tenant() + ":" + ben.id());
        calls.trackPublished(anna.tenant(), call.id(), "TR_1");
        calls.trackPublished(anna.tenant(), call.id(), "TR_2");
        calls.roomMade(fixture.carla.tenant(), call.id(), "RM_foreign");

        var noted = new Call.Noted("RM_1", anna.tenant() + ":" + ben.id(), "TR_1", null);
        for (var party : List.of(anna, ben)) {
            assertThat(fixture.as(party, () -> calls.find(call.id())).orThrow().noted())
                    .isEqualTo(noted);
            assertThat(fixture.as(party, () -> calls.log(LogFilter.all(1)))
                            .orThrow()
                            .items())
                    .extracting(Call::noted)
                    .containsExactly(noted);
        }
        refusal(fixture.as(fixture.carla, () -> calls.find(call.id())), Refusal.NotFound.class);
    }

    @Test
    void aCallerRingsSoOften() {
        for (int i = 0; i < 200; i++)
            office.cancel(anna, office.ringing(anna, ben)).orThrow();

        assertThat(refusal(office.ring(anna, ben), Refusal.TooMany.class).retryAfter())
                .isEqualTo(Duration.ofSeconds(18));
        assertThat(office.ring(dora, ben).orThrow().status()).isEqualTo(CallStatus.RINGING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1' or '1'='1", "00000000-0000-0000-0000-00000000000g"})
    void aCursorOfSomebodyElsesIsRefused(String cursor) {
        var filter = new LogFilter(null, null, Set.of(), null, null, null, cursor, 10);

        assertThat(field(fixture.as(anna, () -> calls.log(filter)))).isEqualTo("cursor");
    }
}
