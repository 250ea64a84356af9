package org.hausruf.office.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.UserId;
import org.hausruf.office.account.ProviderPeople;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.By;
import org.hausruf.office.audit.Event;
import org.hausruf.office.call.LogFilter;
import org.hausruf.office.identity.SignInProvider;
import org.hausruf.office.identity.SignInProviders;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left of somebody who is erased, looked for in every column of every table, so that a column of tomorrow that
/// holds something of a person fails here, or on the page that must list it.
final class ErasureTest {
    private static final Path PAGE = Path.of("../docs/erasure.md");
    private static final String HEAD = "| table | of a person | what becomes of it | of nobody |";
    /// Hashes, sealed secrets and keys: a word cannot be found in them, and other tests say that none is in clear.
    private static final Set<String> UNREADABLE = Set.of(
            "password_resets.token_hash",
            "push_subscriptions.auth",
            "push_subscriptions.p256dh",
            "recovery_codes.code_hash",
            "second_factors.secret",
            "sender_identities.token_hash",
            "sessions.access_token_hash",
            "sessions.cookie_hash",
            "user_invites.token_hash",
            "user_passwords.argon2id",
            "users.erased_address",
            "video_call_invites.earlier_token_hash",
            "video_call_invites.rejoin_secret_hash",
            "video_call_invites.token_hash");
    /// Words of our own: why a mail did not go out.
    private static final Set<String> OURS = Set.of("user_invites.send_error", "video_call_invites.send_error");

    private OfficeFixture fixture;
    private Erasure erasure;
    private Marked marked;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        erasure = fixture.office.erasure();
        marked = new Marked(fixture);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private Set<String> found() {
        return EveryColumn.holding(fixture.throwaway, Marked.WORD);
    }

    private <T> Result<T> asAnna(Callable<Result<T>> work) {
        return fixture.as(fixture.anna, work);
    }

    private void deactivate(User person) {
        asAnna(() -> fixture.office.accounts().people().deactivate(person.id())).orThrow();
    }

    private Result<Erasure.Erased> erase(User person) {
        return asAnna(() -> erasure.account(person.id(), Language.EN));
    }

    private Result<Erasure.Erased> erase(String email) {
        return asAnna(() -> erasure.address(email, Language.EN));
    }

    @Test
    void eachColumnIsOnOneOfTheListsOfThePage() throws IOException {
        var listed = new ArrayList<>(ofAPerson());
        listed.addAll(cells(4));

        assertThat(listed)
                .as("columns that hold text or bytes, each on one of the lists of docs/erasure.md")
                .containsExactlyInAnyOrderElementsOf(EveryColumn.all(fixture.throwaway));
    }

    static List<String> ofAPerson() throws IOException {
        return cells(2);
    }

    private static List<String> cells(int column) throws IOException {
        var lines = Files.readAllLines(PAGE);
        var found = new ArrayList<String>();
        for (var line : lines.subList(lines.indexOf(HEAD) + 2, lines.size())) {
            if (line.isEmpty()) break;
            var cells = line.split(" ?\\| ?", -1);
            if (cells[column].equals("-")) continue;
            for (var name : List.of(cells[column].split(", "))) found.add(cells[1] + "." + name);
        }
        return found;
    }

    @Test
    void nothingOfAnErasedColleagueIsLeftAnywhere() throws IOException {
        var person = marked.colleague();
        marked.doesEverything(person);
        marked.guest("PA_guest");
        var wanted = new TreeSet<>(ofAPerson());
        wanted.removeAll(UNREADABLE);
        wanted.removeAll(OURS);
        wanted.remove("contacts.email");
        wanted.remove("user_invites.email"); // gone with the account that came of it
        assertThat(found())
                .as("what the page says holds something of a person, and the test has put it there")
                .isEqualTo(wanted);

        deactivate(person);
        erase(person).orThrow();

        assertThat(found()).isEmpty();
        for (var table : List.of(
                "sessions",
                "push_subscriptions",
                "password_resets",
                "second_factors",
                "user_passwords",
                "token_people",
                "provider_people",
                "user_presence",
                "user_outbound_identities")) {
            assertThat(count(table + " where user_id = '" + person.id() + "'"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void nothingOfAnErasedGuestIsLeftAnywhere() {
        marked.contact();
        marked.uncalled();
        marked.guest("PA_guest");
        assertThat(found())
                .contains(
                        "contacts.email",
                        "user_invites.email",
                        "audit_log.object_name",
                        "video_calls.title",
                        "video_call_invites.invitee_email",
                        "video_call_invites.invitee_name",
                        "video_call_invites.guest_name",
                        "video_call_participants.email");

        var erased = erase(" Quastenflosser@SOT.example ").orThrow();

        assertThat(found()).isEmpty();
        assertThat(erased.identity().value()).isEqualTo(Marked.EMAIL);
        assertThat(erased.rooms()).hasSize(1);
        assertThat(erased.toString()).doesNotContain(Marked.WORD);
    }

    private User comes(SignInProviders.Client by, String subject) {
        return tryToCome(by, subject).orElseThrow();
    }

    private Optional<User> tryToCome(SignInProviders.Client by, String subject) {
        var email = new EmailAddress("nora@sot.example");
        return fixture.office.accounts().providerPeople().person(by, new ProviderPeople.Shown(subject, email, "Nora"));
    }

    @Test
    void whoWasErasedIsNotMadeAnewByTheirDomainButByAnInvitation() {
        var rules = new SignInProvider.Rules("Firma", "hausruf", false, true, List.of("sot.example"));
        var made = asAnna(() -> fixture.office.signInProviders().create("https://id.example", rules, null))
                .orThrow();
        var by = fixture.office.signInProviders().find(made.id()).orElseThrow();
        var nora = comes(by, "nora-1");
        deactivate(nora);
        erase(nora).orThrow();

        assertThat(tryToCome(by, "nora-1")).isEmpty();
        assertThat(tryToCome(by, "nora-2")).isEmpty();
        assertThat(EveryColumn.holding(fixture.throwaway, "nora@sot.example")).isEmpty();

        asAnna(() -> fixture.office.accounts().invites().send("nora@sot.example", User.Role.MEMBER, Language.DE))
                .orThrow();
        var back = comes(by, "nora-1");
        assertThat(back.id()).isNotEqualTo(nora.id());
        assertThat(comes(by, "nora-1")).isEqualTo(back);
    }

    @Test
    void whereOthersCameFromStaysInTheLog() {
        var person = marked.colleague();
        fixture.office
                .sessions()
                .noteFailure(Marked.EMAIL, new Sessions.From("Browser", "203.0.113.0"), new Refusal.WrongCredentials());
        fixture.asOwner("audit_log", """
                insert into audit_log (id, tenant_id, at, event, actor_kind, actor_id, object_kind, object_id, detail)
                values (gen_random_uuid(), '%s', now(), 'factor-reset', 'user', '%s', 'user', '%s',
                        '{"network": "198.51.100.0", "was": "Xenia"}')""".formatted(fixture.anna.tenant(), fixture.anna.id(), person.id()));
        deactivate(person);

        erase(person).orThrow();

        assertThat(EveryColumn.holding(fixture.throwaway, "198.51.100.0")).containsExactly("audit_log.detail");
        assertThat(EveryColumn.holding(fixture.throwaway, "203.0.113.0")).isEmpty();
        assertThat(EveryColumn.holding(fixture.throwaway, "Xenia")).isEmpty();
    }

    @Test
    void aSenderThatGoesWithThemIsWrittenDownWithoutTheirAddress() {
        fixture.asOwner("sender_identities", """
                insert into sender_identities (id, tenant_id, email, display_name, reply_to, token_hash, expires_at, created_at)
                select gen_random_uuid(), '%s', email, 'Kanzlei', 'nora@sot.example', sha256(email::bytea), now(), now()
                from (values ('nora@sot.example'), ('kanzlei@sot.example')) v (email)""".formatted(fixture.anna.tenant()));

        erase("nora@sot.example").orThrow();

        var filter = new AuditLog.Filter(Event.SENDER_REMOVED, null);
        assertThat(asAnna(() -> fixture.office.auditLog().list(filter, null, 10))
                        .orThrow()
                        .items())
                .extracting(it -> String.valueOf(it.about().name()))
                .containsExactlyInAnyOrder("null", "kanzlei@sot.example");
        assertThat(EveryColumn.holding(fixture.throwaway, "nora@sot.example")).isEmpty();
    }

    @Test
    void whatOthersLogsTellStaysTrue() {
        var person = marked.colleague();
        marked.doesEverything(person);
        var video = marked.guest("PA_guest");
        var before = fixture.as(fixture.anna, () -> fixture.office.videoCalls().find(video.id()))
                .orThrow();
        deactivate(person);
        erase(person).orThrow();

        var log = fixture.as(fixture.anna, () -> fixture.office.calls().log(LogFilter.all(100)))
                .orThrow()
                .items();
        assertThat(log)
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.durationSeconds()).isEqualTo(42));
        assertThat(log.getFirst().toName()).isEqualTo("Erased person");
        assertThat(log.getLast().fromName()).isEqualTo("Erased person");
        var after = fixture.as(fixture.anna, () -> fixture.office.videoCalls().find(video.id()))
                .orThrow();
        assertThat(after.participantCount())
                .isEqualTo(before.participantCount())
                .isEqualTo(1);
        assertThat(after.people().getFirst().displayName()).isEqualTo("Erased person");
        assertThat(after.title()).isEqualTo("Videocall");
        assertThat(fixture.as(fixture.anna, () -> fixture.office.directory().list()))
                .extracting(User::id)
                .doesNotContain(person.id());
        assertThat(asAnna(() -> fixture.office.accounts().people().list()).orThrow())
                .extracting(it -> it.user().id())
                .doesNotContain(person.id());
        var told = fixture.database
                .transactions()
                .runAs(
                        Caller.system(fixture.anna.tenant()),
                        sql -> sql.sql("select body::jsonb #>> '{data,from,name}' from webhook_deliveries order by id")
                                .query(String.class)
                                .list());
        assertThat(told).contains("Erased person", "Anna Berger");
    }

    @Test
    void theLineSaysWhoDidItAndNotWhom() {
        var person = marked.colleague();
        deactivate(person);
        erase(person).orThrow();
        fixture.clock.advance(Duration.ofSeconds(1)); // lines of one moment are in any order
        erase("somebody@voss.example").orThrow();

        var filter = new AuditLog.Filter(Event.PERSON_ERASED, null);
        var lines = asAnna(() -> fixture.office.auditLog().list(filter, null, 10))
                .orThrow()
                .items();
        assertThat(lines).hasSize(2).allSatisfy(line -> {
            assertThat(line.by())
                    .isEqualTo(new By(By.Kind.USER, fixture.anna.id().value(), "Anna Berger"));
            assertThat(line.about().name()).isNull();
            assertThat(line.detail()).isEmpty();
        });
        assertThat(lines.getLast().about().id()).isEqualTo(person.id().value());
    }

    @Test
    void whoMayNotIsRefusedAndChangesNothing() {
        var person = marked.colleague();
        var before = found();
        refusal(erase(person), Refusal.StillActive.class);
        refusal(erase(fixture.anna), Refusal.NotAllowed.class);
        refusal(erase(Marked.EMAIL), Refusal.AccountExists.class);
        deactivate(person);
        refusal(erase(Marked.EMAIL), Refusal.AccountExists.class);
        refusal(fixture.as(fixture.ben, () -> erasure.account(person.id(), Language.EN)), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> erasure.address(Marked.EMAIL, Language.EN)), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.carla, () -> erasure.account(person.id(), Language.EN)), Refusal.NotFound.class);
        fixture.as(fixture.carla, () -> erasure.address(Marked.EMAIL, Language.EN))
                .orThrow(); // of her own office
        var nobody = new UserId(new UUID(0, 0));
        refusal(asAnna(() -> erasure.account(nobody, Language.EN)), Refusal.NotFound.class);
        for (var typed : List.of("", "no address", "a@b.example, c@d.example", "x".repeat(300) + "@sot.example")) {
            assertThat(field(erase(typed))).as(typed).isEqualTo("email");
        }
        assertThat(found()).isEqualTo(before);
    }

    @Test
    void whatIsErasedDoesNotComeBack() {
        var person = marked.colleague();
        deactivate(person);
        erase(person).orThrow();

        var people = fixture.office.accounts().people();
        refusal(erase(person), Refusal.NotFound.class);
        refusal(asAnna(() -> people.activate(person.id())), Refusal.NotFound.class);
        refusal(asAnna(() -> people.changeRole(person.id(), User.Role.ADMIN)), Refusal.NotFound.class);
        refusal(
                fixture.office.sessions().signIn(Marked.EMAIL, Marked.PASSWORD, "", ""),
                Refusal.WrongCredentials.class);
        assertThat(marked.colleague().id()).as("the address is free").isNotEqualTo(person.id());
    }

    @Test
    void aSecondGuestOfTheSameCallIsErasedLikeTheFirst() {
        var call = fixture.draft("Roof");
        for (var email : List.of("a@voss.example", "b@voss.example", "c@voss.example")) {
            fixture.as(fixture.anna, () -> fixture.office.invites().send(call.id(), email, null, Language.DE))
                    .orThrow();
        }
        erase("a@voss.example").orThrow();
        erase("b@voss.example").orThrow();

        var left = fixture.as(fixture.anna, () -> fixture.office.invites().list(call.id()))
                .orThrow();
        assertThat(left).hasSize(3);
        assertThat(left)
                .filteredOn(it -> it.inviteeEmail().value().endsWith("@erased.invalid"))
                .hasSize(2);
        assertThat(left)
                .filteredOn(it -> it.inviteeEmail().value().equals("c@voss.example"))
                .hasSize(1);
    }

    /// Whoever is first: nothing of the other's work is left when both are done.
    @Test
    void whoSignsInMeanwhileLeavesNothing() throws Exception {
        for (int round = 0; round < 5; round++) {
            var person = marked.colleague();
            var home = new Sessions.From("Quastenflosser-Browser", "quastenflosser-net");
            together(
                    () -> fixture.office
                            .sessions()
                            .signIn(new Sessions.Credentials(Marked.EMAIL, Marked.PASSWORD, null), home),
                    () -> {
                        deactivate(person);
                        return erase(person).orThrow();
                    });
            assertThat(found()).isEmpty();
            assertThat(count("sessions where user_id = '" + person.id() + "'")).isZero();
        }
    }

    @Test
    void whoArrivesInACallMeanwhileLeavesNothing() throws Exception {
        for (int round = 0; round < 10; round++) {
            var call = marked.guest("PA_before" + round);
            var sid = "PA_meanwhile" + round;
            together(
                    () -> fixture.office.attendance().joined(call.room(), Marked.EMAIL, sid, fixture.clock.instant()),
                    () -> erase(Marked.EMAIL).orThrow());
            assertThat(found()).isEmpty();
        }
    }

    private static void together(Callable<?> one, Callable<?> other) throws Exception {
        var begin = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> {
                begin.await(60, TimeUnit.SECONDS);
                return one.call();
            });
            begin.await(60, TimeUnit.SECONDS);
            other.call();
            first.get(60, TimeUnit.SECONDS);
        }
    }

    private int count(String rows) {
        return fixture.database
                .transactions()
                .runAs(
                        Caller.system(fixture.anna.tenant()),
                        sql -> sql.sql("select count(*) from " + rows)
                                .query(Integer.class)
                                .single());
    }
}
