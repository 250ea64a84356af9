package org.hausruf.office.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.hausruf.office.Caller;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Sealing;
import org.hausruf.office.Secret;
import org.hausruf.office.TokenIssuerId;
import org.hausruf.office.identity.TokenIssuer.Rules;
import org.hausruf.office.identity.TokenIssuers.Candidate;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenIssuersTest {
    private static final Secret SECRET = new Secret("a secret of at least thirty-two bytes");
    private static final IssuerKey SHARED = new IssuerKey.Shared(SECRET);
    private static final Rules RULES = new Rules("https://id.example", "crm", "email", false, null);

    private OfficeFixture fixture;
    private TokenIssuers issuers;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        issuers = fixture.office.tokenIssuers();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private TokenIssuer created(User admin, IssuerKey key) {
        return fixture.as(admin, () -> issuers.create(RULES, key).orThrow());
    }

    private Candidate candidate(TokenIssuer issuer) {
        return issuers.named(issuer.rules().issuer()).stream()
                .filter(it -> it.id().equals(issuer.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachOfficeHasItsOwnAndBothAreFoundByTheName() {
        var annas = created(fixture.anna, SHARED);
        var carlas = created(fixture.carla, new IssuerKey.Published(URI.create("https://id.example/jwks")));

        assertThat(fixture.as(fixture.anna, () -> issuers.list().orThrow())).containsExactly(annas);
        assertThat(fixture.as(fixture.carla, () -> issuers.list().orThrow())).containsExactly(carlas);
        assertThat(issuers.named("https://id.example"))
                .containsExactlyInAnyOrder(
                        new Candidate(fixture.anna.tenant(), annas.id(), RULES, SHARED),
                        new Candidate(
                                fixture.carla.tenant(),
                                carlas.id(),
                                RULES,
                                new IssuerKey.Published(URI.create("https://id.example/jwks"))));
        assertThat(issuers.named("https://id.example/")).isEmpty();
        assertThat(issuers.named("x".repeat(100_000))).isEmpty();
        assertThat(SHARED.toString()).doesNotContain("thirty-two");
    }

    @Test
    void onlyAdminsOfItsOfficeReachIt() {
        var id = created(fixture.anna, SHARED).id();

        refusal(fixture.as(fixture.ben, () -> issuers.list()), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> issuers.create(RULES, SHARED)), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> issuers.delete(id)), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.carla, () -> issuers.delete(id)), Refusal.NotFound.class);
        var nobodys = new TokenIssuerId(new UUID(0, 7));
        refusal(fixture.as(fixture.anna, () -> issuers.delete(nobodys)), Refusal.NotFound.class);
        assertThat(issuers.named("https://id.example")).hasSize(1);
    }

    @Test
    void theSecretIsSealedAndOfNoUseWithAnotherKey() {
        var issuer = created(fixture.anna, SHARED);
        var stored = fixture.database
                .transactions()
                .runAs(
                        Caller.system(fixture.anna.tenant()),
                        sql -> sql.sql("select secret from token_issuers")
                                .query(byte[].class)
                                .single());
        assertThat(new String(Objects.requireNonNull(stored), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("thirty-two");

        var otherKey = new byte[32];
        otherKey[0] = 1;
        var elsewhere = new TokenIssuers(fixture.database, Sealing.with(otherKey), fixture.clock);
        assertThat(elsewhere.named(issuer.rules().issuer())).isEmpty();
    }

    @Test
    void aPersonIsFoundByAddressOnceAndBySubjectEverAfter() {
        var by = candidate(created(fixture.anna, SHARED));

        assertThat(issuers.person(by, "b", null)).as("without a proved address").isEmpty();
        assertThat(issuers.person(by, "b", fixture.ben.email())).contains(fixture.ben);
        assertThat(issuers.person(by, "b", null)).contains(fixture.ben);
        assertThat(issuers.person(by, "b", fixture.anna.email())).contains(fixture.ben);
        assertThat(issuers.person(by, "other", fixture.ben.email())).isEmpty();
        assertThat(issuers.person(by, "c", fixture.carla.email()))
                .as("of another office")
                .isEmpty();
        assertThat(issuers.person(by, "", fixture.anna.email())).isEmpty();
        assertThat(issuers.person(by, "s".repeat(256), fixture.anna.email())).isEmpty();
    }

    @Test
    void whoIsDeactivatedIsNobodyAndKeepsTheirSubject() {
        var by = candidate(created(fixture.anna, SHARED));
        issuers.person(by, "b", fixture.ben.email());
        fixture.as(fixture.anna, () -> fixture.office.accounts().people().deactivate(fixture.ben.id()))
                .orThrow();

        assertThat(issuers.person(by, "b", fixture.ben.email())).isEmpty();
        assertThat(issuers.person(by, "b", fixture.anna.email()))
                .as("nor somebody else")
                .isEmpty();
    }

    @Test
    void ofTwoSubjectsAtOnceOneWins() throws InterruptedException, ExecutionException {
        var by = candidate(created(fixture.anna, SHARED));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = List.of("one", "two").stream()
                    .map(subject -> (Callable<Boolean>) () ->
                            issuers.person(by, subject, fixture.ben.email()).isPresent())
                    .toList();
            int won = 0;
            for (var result : threads.invokeAll(both)) if (result.get()) won++;
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void anIssuerThatIsDeletedForgetsItsPeople() {
        var first = created(fixture.anna, SHARED);
        issuers.person(candidate(first), "b", fixture.ben.email());
        var gone = candidate(first);
        fixture.as(fixture.anna, () -> issuers.delete(first.id())).orThrow();

        assertThat(issuers.person(gone, "b", fixture.ben.email()))
                .as("deleted at this moment")
                .isEmpty();
        assertThat(issuers.named("https://id.example")).isEmpty();
        var again = candidate(created(fixture.anna, SHARED));
        assertThat(issuers.person(again, "other", fixture.ben.email())).contains(fixture.ben);
    }

    @Test
    void anOfficeHasTen() {
        for (int i = 0; i < Limits.MAX_TOKEN_ISSUERS; i++) created(fixture.anna, SHARED);

        assertThat(field(fixture.as(fixture.anna, () -> issuers.create(RULES, SHARED))))
                .isEqualTo("issuer");
        created(fixture.carla, SHARED);
    }

    @Test
    void ofTwoChangesAtOnceBothAreKept() throws InterruptedException, ExecutionException {
        var issuer = created(fixture.anna, SHARED);
        var otherHasRead = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var other = new AtomicReference<Future<TokenIssuer>>();

            fixture.as(
                    fixture.anna,
                    () -> issuers.change(
                                    issuer.id(),
                                    was -> {
                                        other.set(threads.submit(() -> fixture.as(
                                                fixture.anna,
                                                () -> issuers.change(
                                                                issuer.id(),
                                                                read -> {
                                                                    otherHasRead.countDown();
                                                                    return rules(read.audience(), true);
                                                                },
                                                                null)
                                                        .orThrow())));
                                        while (otherHasRead.getCount() > 0 && !somebodyWaits()) Thread.onSpinWait();
                                        return rules("erp", was.emailTrusted());
                                    },
                                    null)
                            .orThrow());

            assertThat(other.get().get().rules()).isEqualTo(rules("erp", true));
        }
        assertThat(fixture.as(fixture.anna, () -> issuers.list().orThrow()))
                .extracting(TokenIssuer::rules)
                .containsExactly(rules("erp", true));
    }

    private static Rules rules(String audience, boolean emailTrusted) {
        return new Rules(RULES.issuer(), audience, RULES.emailClaim(), emailTrusted, null);
    }

    private boolean somebodyWaits() {
        var owner = fixture.throwaway.owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from pg_locks l join pg_stat_activity a using (pid)"
                        + " where not l.granted and a.datname = current_database()")) {
            rows.next();
            return rows.getInt(1) > 0;
        } catch (SQLException broken) {
            throw new AssertionError(broken);
        }
    }
}
