package org.hausruf.office.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.hausruf.office.ApiKeyId;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.UserId;
import org.hausruf.office.user.CallTokens;
import org.hausruf.office.user.CallTokens.CallToken;
import org.hausruf.office.user.CallTokens.Person;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private OfficeFixture fixture;
    private ApiKeys keys;
    private CallTokens tokens;
    private Sessions sessions;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        keys = fixture.office.apiKeys();
        tokens = fixture.office.callTokens();
        sessions = fixture.office.sessions();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private ApiKeys.NewKey made(User admin, String name) {
        return fixture.as(admin, () -> keys.create(name).orThrow());
    }

    private Result<CallToken> token(Secret key, Person person) {
        var holder = keys.holder(key).orElseThrow();
        return tokens.issue(holder.key(), holder.tenant(), person);
    }

    private CallToken tokenForBen(Secret key) {
        return token(key, new Person.WithId(fixture.ben.id())).orThrow();
    }

    private List<ApiKey> annasList() {
        return fixture.as(fixture.anna, () -> keys.list().orThrow());
    }

    @Test
    void anAdminMakesAKeyThatIsKnownAgain() {
        var made = made(fixture.anna, "  CRM ");

        assertThat(made.secret().value()).matches("hrk_[0-9a-f]{32}_[0-9a-f]{64}");
        assertThat(made.key().name()).isEqualTo("CRM");
        assertThat(made.key().createdBy()).isEqualTo("Anna Berger");
        assertThat(annasList()).containsExactly(made.key());
        assertThat(made.key().lastUsedOn()).isNull();

        assertThat(keys.holder(made.secret()))
                .hasValue(new ApiKeys.Holder(made.key().id(), fixture.anna.tenant()));
        assertThat(annasList().getFirst().lastUsedOn()).isEqualTo(LocalDate.parse("2026-11-19"));
    }

    @Test
    void theSecretIsNowhereInTheDatabase() {
        var made = made(fixture.anna, "CRM");
        var token = tokenForBen(made.secret());
        var secret = made.secret().value().substring("hrk_".length() + 33);

        for (var table : List.of("api_keys", "sessions")) {
            var dump = fixture.database
                    .transactions()
                    .runAs(
                            Caller.system(fixture.anna.tenant()),
                            sql -> sql.sql("select to_jsonb(t)::text from " + table + " t")
                                    .query(String.class)
                                    .list());
            assertThat(dump).isNotEmpty().noneMatch(row -> row.contains(secret));
            assertThat(dump).noneMatch(row -> row.contains(token.token().value()));
        }
    }

    @Test
    void onlyAdminsSeeMakeAndRevokeAndOnlyTheirOfficesKeys() {
        var annas = made(fixture.anna, "CRM");
        refusal(fixture.as(fixture.ben, () -> keys.list()), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> keys.create("mine")), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> keys.revoke(annas.key().id())), Refusal.NotAllowed.class);

        assertThat(fixture.as(fixture.carla, () -> keys.list().orThrow())).isEmpty();
        refusal(fixture.as(fixture.carla, () -> keys.revoke(annas.key().id())), Refusal.NotFound.class);
        assertThat(keys.holder(annas.secret())).isPresent();
    }

    @Test
    void anotherSecretUnderATrueIdIsNoKey() {
        var annas = made(fixture.anna, "CRM").secret().value();
        var carlas = made(fixture.carla, "CRM").secret().value();
        var idOfAnnas = annas.substring(0, "hrk_".length() + 33);

        assertThat(keys.holder(new Secret(idOfAnnas + carlas.substring(idOfAnnas.length()))))
                .isEmpty();
        assertThat(keys.holder(new Secret(idOfAnnas + "0".repeat(64)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hrk_", "hrk_1_2", "Bearer", "hrk_' or 1=1"})
    void whatHasNotAKeysShapeIsNone(String wrong) {
        assertThat(keys.holder(new Secret(wrong))).isEmpty();
        var key = made(fixture.anna, "CRM").secret().value();
        for (var near : List.of(key + " ", key.toUpperCase(java.util.Locale.ROOT), key + "0", key.substring(1)))
            assertThat(keys.holder(new Secret(near))).as(near).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "two\nlines"})
    void aNameIsOneLineThatIsSeen(String name) {
        assertThat(field(fixture.as(fixture.anna, () -> keys.create(name)))).isEqualTo("name");
        assertThat(field(fixture.as(fixture.anna, () -> keys.create("x".repeat(81)))))
                .isEqualTo("name");
        assertThat(annasList()).isEmpty();
    }

    @Test
    void thereAreNoMoreThanTheLimitEvenWhenAskedForAtOnce() throws InterruptedException, ExecutionException {
        Callable<Result<ApiKeys.NewKey>> make = () -> fixture.as(fixture.anna, () -> keys.create("CRM"));
        int refused = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = java.util.Collections.nCopies(Limits.MAX_API_KEYS + 4, make);
            for (var made : threads.invokeAll(asked)) {
                if (made.get() instanceof Result.Refused<ApiKeys.NewKey>) refused++;
            }
        }

        assertThat(refused).isEqualTo(4);
        assertThat(annasList()).hasSize(Limits.MAX_API_KEYS);
        assertThat(fixture.as(fixture.carla, () -> keys.create("CRM"))).isInstanceOf(Result.Ok.class);
    }

    @Test
    void aTokenIsItsPersonsForTenMinutesAndForCallsAlone() {
        var key = made(fixture.anna, "CRM").secret();
        var token = token(key, new Person.WithEmail(fixture.ben.email())).orThrow();

        assertThat(token.user()).isEqualTo(fixture.ben);
        assertThat(token.expiresAt()).isEqualTo(OfficeFixture.NOON.plus(Duration.ofMinutes(10)));
        var session = sessions.byAccessToken(token.token()).orElseThrow();
        assertThat(session.user()).isEqualTo(fixture.ben);
        assertThat(session.callsOnly()).isTrue();
        assertThat(sessions.byCookie(token.token())).isEmpty();
        assertThat(fixture.as(fixture.ben, () -> sessions.list()))
                .as("it is no sign-in")
                .noneMatch(entry -> entry.id().equals(session.id()));

        fixture.clock.advance(CallTokens.LIFETIME.minusMillis(1));
        assertThat(sessions.byAccessToken(token.token())).isPresent();
        fixture.clock.advance(Duration.ofMillis(1));
        assertThat(sessions.byAccessToken(token.token())).isEmpty();
    }

    @Test
    void aSignInsTokenOpensMore() {
        var signedIn = sessions.signIn("ben@sot.example", OfficeFixture.PASSWORD, "test", "here")
                .orThrow();

        assertThat(sessions.byAccessToken(signedIn.accessToken()).orElseThrow().callsOnly())
                .isFalse();
        assertThat(sessions.byCookie(signedIn.cookieSecret()).orElseThrow().callsOnly())
                .isFalse();
    }

    @Test
    void peopleOfAnotherOfficeAreAsUnknownAsNobody() {
        var key = made(fixture.anna, "CRM").secret();
        var nobody = new EmailAddress("nobody@sot.example");

        for (var person : List.of(
                new Person.WithEmail(nobody),
                new Person.WithEmail(fixture.carla.email()),
                new Person.WithId(fixture.carla.id()),
                new Person.WithId(new UserId(new UUID(0, 7))))) refusal(token(key, person), Refusal.NotFound.class);
    }

    @Test
    void aRevokedKeyIsGoneWithItsTokensAndNoOthers() {
        var first = made(fixture.anna, "old");
        var second = made(fixture.anna, "new");
        var voided = tokenForBen(first.secret()).token();
        var kept = tokenForBen(second.secret()).token();
        var session = sessions.byAccessToken(voided).orElseThrow().id();

        assertThat(fixture.as(fixture.anna, () -> keys.revoke(first.key().id()).orThrow()))
                .containsExactly(session);

        assertThat(sessions.byAccessToken(voided)).isEmpty();
        assertThat(sessions.byAccessToken(kept)).isPresent();
        assertThat(keys.holder(first.secret())).isEmpty();
        assertThat(annasList())
                .containsExactly(annasList().getFirst())
                .allMatch(key -> key.name().equals("new"));
        refusal(fixture.as(fixture.anna, () -> keys.revoke(first.key().id())), Refusal.NotFound.class);
        refusal(fixture.as(fixture.anna, () -> keys.revoke(new ApiKeyId(new UUID(0, 7)))), Refusal.NotFound.class);
    }

    @Test
    void aProgramThatAsksForOnePersonAllTheTimeHasToWait() {
        var key = made(fixture.anna, "CRM").secret();
        for (int i = 0; i < Limits.STANDARD.tokensPerUser().count(); i++) tokenForBen(key);

        refusal(token(key, new Person.WithId(fixture.ben.id())), Refusal.TooMany.class);
        assertThat(token(key, new Person.WithId(fixture.anna.id())))
                .as("others need not")
                .isInstanceOf(Result.Ok.class);
    }
}
