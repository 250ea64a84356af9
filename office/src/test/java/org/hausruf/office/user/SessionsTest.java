package org.hausruf.office.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Sealing;
import org.hausruf.office.Secret;
import org.hausruf.office.SessionId;
import org.hausruf.office.factor.SecondFactors;
import org.hausruf.office.user.Sessions.SignedIn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class SessionsTest {
    private OfficeFixture fixture;
    private Sessions sessions;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        sessions = fixture.office.sessions();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Result<SignedIn> annaWith(String password) {
        return sessions.signIn("anna@sot.example", password, "Firefox", "home");
    }

    private static void assertRefused(Result<?> result, Class<? extends Refusal> why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(why));
    }

    @Test
    void bothSecretsOfASignInLeadToItsUser() {
        var signedIn = sessions.signIn(" Anna@SOT.example", OfficeFixture.PASSWORD, "Firefox", "home")
                .orThrow();

        assertThat(sessions.byCookie(signedIn.cookieSecret()).orElseThrow().user())
                .isEqualTo(fixture.anna);
        assertThat(sessions.byAccessToken(signedIn.accessToken()).orElseThrow().user())
                .isEqualTo(fixture.anna);
        assertThat(sessions.byCookie(signedIn.accessToken())).isEmpty();
        assertThat(sessions.byAccessToken(signedIn.cookieSecret())).isEmpty();
        assertThat(sessions.byCookie(new Secret("guess"))).isEmpty();
        assertThat(fixture.anna.role()).isEqualTo(User.Role.ADMIN);
    }

    @Test
    void unknownAddressWrongPasswordAndNonsenseAreOneRefusal() {
        assertRefused(annaWith("wrong"), Refusal.WrongCredentials.class);
        assertRefused(annaWith(""), Refusal.WrongCredentials.class);
        assertRefused(
                sessions.signIn("nobody@sot.example", OfficeFixture.PASSWORD, "", "home"),
                Refusal.WrongCredentials.class);
        assertRefused(
                sessions.signIn("not an address", OfficeFixture.PASSWORD, "", "home"), Refusal.WrongCredentials.class);
        assertRefused(
                sessions.signIn("a\r\nb@sot.example", OfficeFixture.PASSWORD, "", "home"),
                Refusal.WrongCredentials.class);
    }

    /// Remembers what it was asked to compare with.
    private static final class CountingEncoder implements PasswordEncoder {
        private final PasswordEncoder argon2 = Passwords.argon2();
        private final List<String> compared = new CopyOnWriteArrayList<>();

        @Override
        public String encode(@Nullable CharSequence password) {
            throw new AssertionError("nobody chooses a password here");
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            compared.add(Objects.requireNonNull(hash));
            return argon2.matches(password, hash);
        }
    }

    /// What it costs is the comparison: as long as each has one, of the same parameters, none is told by its time.
    @Test
    void whoeverIsRefusedCostsOneComparisonAsAnybodyElse() {
        var encoder = new CountingEncoder();
        var passwords = new Passwords(new Semaphore(1), Duration.ofMinutes(1), encoder);
        var factors = new SecondFactors(fixture.database, Sealing.with(new byte[32]), fixture.clock);
        sessions = new Sessions(fixture.database, passwords, factors, Limits.STANDARD, fixture.clock);
        fixture.asOwner("user_passwords", "delete from user_passwords where user_id = '" + fixture.carla.id() + "'");
        var parameters = Passwords.nobodys().split("\\$", -1)[3];

        assertOneComparison(encoder, parameters, "wrong password", "anna@sot.example", "a wrong one");
        assertOneComparison(encoder, parameters, "unknown", "nobody@sot.example", OfficeFixture.PASSWORD);
        assertOneComparison(encoder, parameters, "no address", "not an address", OfficeFixture.PASSWORD);
        assertOneComparison(encoder, parameters, "without a password", "carla@synapse.example", OfficeFixture.PASSWORD);
        fixture.as(fixture.anna, () -> fixture.office.accounts().people().deactivate(fixture.ben.id()))
                .orThrow();
        assertOneComparison(encoder, parameters, "deactivated", "ben@sot.example", OfficeFixture.PASSWORD);
        encoder.compared.clear();
        assertThat(annaWith(OfficeFixture.PASSWORD)).isInstanceOf(Result.Ok.class);
        assertThat(encoder.compared).as("nor does who is let in cost more").hasSize(1);
    }

    private void assertOneComparison(
            CountingEncoder encoder, String parameters, String who, String email, String password) {
        encoder.compared.clear();
        assertRefused(sessions.signIn(email, password, "", "home"), Refusal.WrongCredentials.class);
        assertThat(encoder.compared)
                .as(who)
                .singleElement()
                .satisfies(hash -> assertThat(hash.split("\\$", -1)[3]).isEqualTo(parameters));
    }

    @Test
    void overlongFieldsAreNamed() {
        assertThat(sessions.signIn("a".repeat(250) + "@sot.example", "x", "", "home"))
                .isEqualTo(Result.refused(
                        new Refusal.Invalid("email", "too long", org.hausruf.office.EmailAddress.ALLOWED)));
        assertRefused(annaWith("x".repeat(201)), Refusal.Invalid.class);
    }

    @Test
    void tenWrongPasswordsCloseAnAccountForAWhileAndOnlyThat() {
        for (int attempt = 0; attempt < 10; attempt++) assertRefused(annaWith("wrong"), Refusal.WrongCredentials.class);

        assertRefused(annaWith(OfficeFixture.PASSWORD), Refusal.TooMany.class);
        assertThat(sessions.signIn("ben@sot.example", OfficeFixture.PASSWORD, "", "home"))
                .isInstanceOf(Result.Ok.class);

        fixture.clock.advance(Duration.ofMinutes(2));
        assertThat(annaWith(OfficeFixture.PASSWORD)).isInstanceOf(Result.Ok.class);
    }

    @Test
    void whoGuessesFromElsewhereDoesNotLockTheOwnerOut() {
        for (int attempt = 0; attempt < 30; attempt++) guess("elsewhere");
        assertRefused(guess("elsewhere"), Refusal.TooMany.class);

        assertThat(annaWith(OfficeFixture.PASSWORD)).isInstanceOf(Result.Ok.class);
        assertRefused(guess("elsewhere"), Refusal.TooMany.class);
    }

    @Test
    void guessesFromManyNetworksAreLimitedToo() {
        for (int attempt = 0; attempt < 100; attempt++)
            assertRefused(guess("network " + attempt), Refusal.WrongCredentials.class);

        assertRefused(guess("one more"), Refusal.TooMany.class);
        fixture.clock.advance(Duration.ofSeconds(9));
        assertRefused(guess("one more"), Refusal.WrongCredentials.class);
    }

    private Result<SignedIn> guess(String network) {
        return sessions.signIn("anna@sot.example", "wrong", "", network);
    }

    @Test
    void accessTokenLastsMinutesAndCookieDays() {
        var signedIn = annaWith(OfficeFixture.PASSWORD).orThrow();

        fixture.clock.advance(Sessions.ACCESS_TOKEN_LIFETIME);
        assertThat(sessions.byAccessToken(signedIn.accessToken())).isEmpty();
        assertThat(sessions.byCookie(signedIn.cookieSecret())).isPresent();

        fixture.clock.advance(Sessions.COOKIE_LIFETIME);
        assertThat(sessions.byCookie(signedIn.cookieSecret())).isEmpty();
    }

    @Test
    void ofManySessionsThoseOfTheTenantThatHaveNotEndedLast() {
        var annas = annaWith(OfficeFixture.PASSWORD).orThrow();
        var session = sessions.byAccessToken(annas.accessToken()).orElseThrow().id();
        var ended = sessions.byAccessToken(
                        annaWith(OfficeFixture.PASSWORD).orThrow().accessToken())
                .orElseThrow()
                .id();
        fixture.as(fixture.anna, () -> sessions.end(ended));
        var asked = List.of(session, ended, new SessionId(UUID.randomUUID()));

        assertThat(sessions.lasting(fixture.anna.tenant(), asked)).containsExactly(session);
        assertThat(sessions.lasting(fixture.carla.tenant(), asked)).isEmpty();
        assertThat(sessions.lasting(fixture.anna.tenant(), List.of())).isEmpty();
        assertThat(sessions.withTokens(fixture.anna.tenant(), asked)).containsExactly(session);
        assertThat(sessions.withTokens(fixture.carla.tenant(), asked)).isEmpty();

        fixture.clock.advance(Sessions.ACCESS_TOKEN_LIFETIME);
        assertThat(sessions.lasting(fixture.anna.tenant(), asked)).containsExactly(session);
        assertThat(sessions.withTokens(fixture.anna.tenant(), asked)).isEmpty();
    }

    @Test
    void endingASessionVoidsBothSecretsAndNobodyEndsAnothers() {
        var signedIn = annaWith(OfficeFixture.PASSWORD).orThrow();
        var session = sessions.byCookie(signedIn.cookieSecret()).orElseThrow().id();

        assertRefused(fixture.as(fixture.ben, () -> sessions.end(session)), Refusal.NotFound.class);
        assertRefused(fixture.as(fixture.carla, () -> sessions.end(session)), Refusal.NotFound.class);
        assertThat(fixture.as(fixture.anna, sessions::list))
                .extracting(Sessions.SessionEntry::client)
                .containsExactlyInAnyOrder("Firefox", "test");

        assertThat(fixture.as(fixture.anna, () -> sessions.end(session))).isInstanceOf(Result.Ok.class);
        assertThat(sessions.byCookie(signedIn.cookieSecret())).isEmpty();
        assertThat(sessions.byAccessToken(signedIn.accessToken())).isEmpty();
    }
}
