package org.hausruf.office.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hausruf.office.Caller;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.SessionId;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.db.Uuid7;
import org.hausruf.office.factor.Totp;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.Sessions.Credentials;
import org.hausruf.office.user.Sessions.SignedIn;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnFactorTest {
    private static final String PASSWORD = OfficeFixture.PASSWORD;
    private static final Duration STEP = Duration.ofSeconds(30);

    private OfficeFixture fixture;
    private OwnFactor factor;
    private Sessions sessions;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        factor = fixture.office.ownFactor();
        sessions = fixture.office.sessions();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void assertRefused(Result<?> result, Class<? extends Refusal> why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(why));
    }

    private Result<SignedIn> signIn(String password, @Nullable String code) {
        return signIn(password, code, "home");
    }

    private Result<SignedIn> signIn(String password, @Nullable String code, String network) {
        return sessions.signIn(
                new Credentials("anna@sot.example", password, code), new Sessions.From("Firefox", network));
    }

    private String code(Totp totp) {
        return totp.at(fixture.clock.instant());
    }

    private record On(Totp totp, List<String> recoveryCodes) {}

    /// For Anna, whose first code is used up and has gone by.
    private On switchedOn() {
        var here = sessions.byCookie(signIn(PASSWORD, null).orThrow().cookieSecret())
                .orElseThrow()
                .id();
        return fixture.as(fixture.anna, () -> {
            var totp = factor.begin(PASSWORD).orThrow();
            var on = factor.confirm(here, code(totp)).orThrow();
            fixture.clock.advance(STEP);
            return new On(totp, on.recoveryCodes());
        });
    }

    @Test
    void whoHasOneGetsNoSessionWithoutItsCode() {
        var on = switchedOn();

        assertRefused(signIn(PASSWORD, null), Refusal.CodeNeeded.class);
        assertRefused(signIn(PASSWORD, " "), Refusal.CodeNeeded.class);
        assertRefused(signIn(PASSWORD, "no code"), Refusal.WrongCode.class);
        assertRefused(signIn("wrong", code(on.totp())), Refusal.WrongCredentials.class);
        assertThat(signIn(PASSWORD, code(on.totp())).orThrow().user()).isEqualTo(fixture.anna);
    }

    @Test
    void aCodeCountsOnceAndSoDoesTheOneBeforeIt() {
        var totp = switchedOn().totp();
        var old = code(totp);
        fixture.clock.advance(STEP);
        var current = code(totp);

        assertThat(signIn(PASSWORD, current)).isInstanceOf(Result.Ok.class);
        assertRefused(signIn(PASSWORD, current), Refusal.WrongCode.class);
        assertRefused(signIn(PASSWORD, old), Refusal.WrongCode.class);
    }

    @Test
    void ofTwoWhoShowOneCodeAtOnceOneComesIn() throws Exception {
        var code = code(switchedOn().totp());

        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = both
                    .invokeAll(IntStream.range(0, 2)
                            .<Callable<Result<SignedIn>>>mapToObj(_ -> () -> signIn(PASSWORD, code))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();

            assertThat(results).filteredOn(Result.Ok.class::isInstance).hasSize(1);
        }
    }

    @Test
    void eachRecoveryCodeIsGoodOnceHoweverItIsTyped() {
        var codes = switchedOn().recoveryCodes();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();

        assertThat(signIn(PASSWORD, codes.getFirst())).isInstanceOf(Result.Ok.class);
        assertRefused(signIn(PASSWORD, codes.getFirst()), Refusal.WrongCode.class);
        var typed = codes.getLast().replace("-", " ").toUpperCase(Locale.ROOT);
        assertThat(signIn(PASSWORD, typed)).isInstanceOf(Result.Ok.class);
        assertThat(fixture.as(fixture.anna, factor::state).recoveryCodesLeft()).isEqualTo(8);
    }

    @Test
    void newRecoveryCodesVoidTheOldOnes() {
        var old = switchedOn().recoveryCodes();

        assertRefused(fixture.as(fixture.anna, () -> factor.newRecoveryCodes("wrong")), Refusal.Invalid.class);
        var fresh = fixture.as(fixture.anna, () -> factor.newRecoveryCodes(PASSWORD))
                .orThrow();

        assertRefused(signIn(PASSWORD, old.getFirst()), Refusal.WrongCode.class);
        assertThat(signIn(PASSWORD, fresh.getFirst())).isInstanceOf(Result.Ok.class);
        assertRefused(fixture.as(fixture.ben, () -> factor.newRecoveryCodes(PASSWORD)), Refusal.NotFound.class);
    }

    @Test
    void tenWrongCodesCloseTheSecondStepForAWhileFromAnywhere() {
        var on = switchedOn();
        var totp = on.totp();
        for (int guess = 0; guess < 10; guess++) {
            assertRefused(signIn(PASSWORD, "guess " + guess), Refusal.WrongCode.class);
        }

        assertRefused(signIn(PASSWORD, code(totp), "elsewhere"), Refusal.TooMany.class);
        assertThat(signIn(PASSWORD, on.recoveryCodes().getFirst())).isInstanceOf(Result.Ok.class);
        fixture.clock.advance(Duration.ofMinutes(7));
        assertThat(signIn(PASSWORD, code(totp))).isInstanceOf(Result.Ok.class);
    }

    @Test
    void itIsOnOnlyOnceTheAppHasShownACodeAndInTime() {
        var here = new SessionId(Uuid7.at(fixture.clock.instant()));
        var totp = fixture.as(fixture.anna, () -> factor.begin(PASSWORD)).orThrow();
        assertThat(signIn(PASSWORD, null)).isInstanceOf(Result.Ok.class);

        assertRefused(fixture.as(fixture.anna, () -> factor.confirm(here, "no code")), Refusal.WrongCode.class);
        assertRefused(fixture.as(fixture.ben, () -> factor.confirm(here, code(totp))), Refusal.WrongCode.class);
        fixture.clock.advance(Duration.ofMinutes(30));
        assertRefused(fixture.as(fixture.anna, () -> factor.confirm(here, code(totp))), Refusal.WrongCode.class);
        assertThat(fixture.as(fixture.anna, factor::state).isOn()).isFalse();
    }

    @Test
    void switchingItOnEndsOtherSessionsAndNeedsThePasswordOnBothWays() {
        var before = signIn(PASSWORD, null).orThrow();
        assertRefused(fixture.as(fixture.anna, () -> factor.begin("wrong")), Refusal.Invalid.class);
        switchedOn();

        assertThat(sessions.byCookie(before.cookieSecret())).isEmpty();
        assertRefused(fixture.as(fixture.anna, () -> factor.begin(PASSWORD)), Refusal.FactorOn.class);
        assertRefused(fixture.as(fixture.anna, () -> factor.switchOff("wrong")), Refusal.Invalid.class);
        assertThat(fixture.as(fixture.anna, () -> factor.switchOff(PASSWORD))).isInstanceOf(Result.Ok.class);
        assertThat(signIn(PASSWORD, null)).isInstanceOf(Result.Ok.class);
    }

    @Test
    void anAdminSwitchesItOffForAColleagueAndForNobodyElse() {
        switchedOn();
        var people = fixture.office.accounts().people();
        var anna = fixture.anna.id();
        assertThat(fixture.as(fixture.anna, people::list).orThrow())
                .filteredOn(Colleague::secondFactor)
                .extracting(colleague -> colleague.user().id())
                .containsExactly(anna);

        assertRefused(fixture.as(fixture.ben, () -> people.switchOffFactor(anna)), Refusal.NotAllowed.class);
        assertRefused(fixture.as(fixture.carla, () -> people.switchOffFactor(anna)), Refusal.NotFound.class);
        assertRefused(fixture.as(fixture.anna, () -> people.switchOffFactor(anna)), Refusal.NotAllowed.class);
        fixture.as(fixture.anna, () -> people.changeRole(fixture.ben.id(), User.Role.ADMIN))
                .orThrow();
        assertThat(fixture.as(fixture.ben, () -> people.switchOffFactor(anna))
                        .orThrow()
                        .secondFactor())
                .isFalse();
        assertThat(signIn(PASSWORD, null)).isInstanceOf(Result.Ok.class);
        var resets = new AuditLog.Filter(Event.FACTOR_RESET, fixture.ben.id().value());
        assertThat(fixture.as(fixture.anna, () -> fixture.office.auditLog().list(resets, null, 10))
                        .orThrow()
                        .items())
                .singleElement()
                .satisfies(line -> assertThat(line.about().name()).isEqualTo("Anna Berger"));
    }

    @Test
    void theDatabaseShowsNeitherSecretNorRecoveryCodes() {
        var on = switchedOn();

        var dump = fixture.database
                .transactions()
                .runAs(
                        Caller.system(fixture.anna.tenant()),
                        sql -> sql.sql("""
                        select to_jsonb(f)::text from second_factors f
                        union all select to_jsonb(c)::text from recovery_codes c""").query(String.class).list().toString());

        assertThat(dump)
                .doesNotContain(on.totp().text())
                .doesNotContain(on.recoveryCodes())
                .doesNotContain(on.recoveryCodes().getFirst().replace("-", ""));
    }
}
