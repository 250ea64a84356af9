package org.hausruf.office.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.hausruf.office.Caller;
import org.hausruf.office.Guest;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Sealing;
import org.hausruf.office.Secret;
import org.hausruf.office.SessionId;
import org.hausruf.office.UserId;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.account.ErasedAddresses;
import org.hausruf.office.call.CallRules;
import org.hausruf.office.contact.Contact;
import org.hausruf.office.contact.ContactBook;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.tenant.Branding;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenant.Words;
import org.hausruf.office.user.Passwords;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class AuditLogTest {
    private static final Sessions.From HOME = new Sessions.From("Firefox", "192.0.2.0/24");
    private static final AuditLog.Filter ALL = new AuditLog.Filter(null, null);

    private OfficeFixture fixture;
    private AuditLog log;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        log = fixture.office.auditLog();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<Entry> read(User admin, AuditLog.Filter filter) {
        return fixture.as(admin, () -> log.list(filter, null, 100)).orThrow().items();
    }

    private List<Entry> read(Event event) {
        return read(fixture.anna, new AuditLog.Filter(event, null));
    }

    private Entry one(Event event) {
        assertThat(read(event)).hasSize(1);
        return read(event).getFirst();
    }

    private void assertDeed(Event event, String by, @Nullable String about, Map<Detail, String> detail) {
        var entry = one(event);
        assertThat(entry.by().kind()).isEqualTo(By.Kind.USER);
        assertThat(entry.by().name()).isEqualTo(by);
        assertThat(entry.about().name()).isEqualTo(about);
        assertThat(entry.detail()).isEqualTo(detail);
        assertThat(entry.at()).isEqualTo(fixture.clock.instant());
    }

    @Test
    void aSignInSaysWhoFromWhereAndHow() {
        fixture.clock.advance(Duration.ofHours(1));
        fixture.office
                .sessions()
                .signIn(new Sessions.Credentials("ben@sot.example", OfficeFixture.PASSWORD, null), HOME)
                .orThrow();

        var entry = read(Event.SIGNED_IN).getFirst();
        assertThat(entry.by()).isEqualTo(new By(By.Kind.USER, fixture.ben.id().value(), "Ben Albrecht"));
        assertThat(entry.about())
                .isEqualTo(new About(About.Kind.USER, fixture.ben.id().value(), "Ben Albrecht"));
        assertThat(entry.detail()).isEqualTo(Map.of(Detail.PROOF, "password", Detail.NETWORK, "192.0.2.0/24"));
        assertThat(entry.at()).isEqualTo(fixture.clock.instant());
    }

    @Test
    void whoChangesTheirNameIsKnownByTheOneBefore() {
        var own = fixture.office.accounts().own();
        fixture.as(fixture.anna, () -> own.rename("Anna Berger"));
        assertThat(read(Event.RENAMED)).as("the same name").isEmpty();
        fixture.as(fixture.anna, () -> own.rename("Ben Albrecht"));
        assertDeed(Event.RENAMED, "Ben Albrecht", "Ben Albrecht", Map.of(Detail.WAS, "Anna Berger"));
    }

    @Test
    void aFailedSignInIsWrittenOfAnAccountThatThereIsAndNotWithoutEnd() {
        var sessions = fixture.office.sessions();
        var wrong = new Refusal.WrongCredentials();
        sessions.noteFailure("nobody@sot.example", HOME, wrong);
        sessions.noteFailure("no address", HOME, wrong);
        sessions.noteFailure("ben@sot.example", HOME, new Refusal.CodeNeeded());
        sessions.noteFailure("ben@sot.example", HOME, new Refusal.TooMany(Duration.ofMinutes(1)));
        assertThat(read(Event.SIGN_IN_FAILED)).isEmpty();

        sessions.noteFailure(" BEN@sot.example ", HOME, new Refusal.WrongCode());
        var entry = one(Event.SIGN_IN_FAILED);
        assertThat(entry.by()).isEqualTo(By.unknown());
        assertThat(entry.about().name()).isEqualTo("Ben Albrecht");
        assertThat(entry.detail()).isEqualTo(Map.of(Detail.WRONG, "code", Detail.NETWORK, "192.0.2.0/24"));

        for (int i = 0; i < 60; i++) sessions.noteFailure("ben@sot.example", HOME, wrong);
        assertThat(read(Event.SIGN_IN_FAILED)).hasSize(11);
        sessions.noteFailure("anna@sot.example", HOME, wrong);
        assertThat(read(Event.SIGN_IN_FAILED)).as("another account's count").hasSize(12);
        sessions.noteFailure("ben@sot.example", HOME, new Refusal.WrongCode());
        assertThat(read(Event.SIGN_IN_FAILED)).as("another kind").hasSize(13);
        for (int network = 0; network < 100; network++) {
            var elsewhere = new Sessions.From(HOME.client(), "198.51." + network + ".0/24");
            sessions.noteFailure("ben@sot.example", elsewhere, wrong);
        }
        assertThat(read(Event.SIGN_IN_FAILED)).as("from anywhere").hasSize(63);
        fixture.clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 60; i++) sessions.noteFailure("ben@sot.example", HOME, wrong);
        assertThat(read(Event.SIGN_IN_FAILED)).as("an hour later").hasSize(73);
    }

    @Test
    void endingAnotherDeviceIsWrittenAndSigningOutIsNot() {
        var sessions = fixture.office.sessions();
        var here = session();
        var there = session();
        session();

        fixture.as(fixture.anna, () -> sessions.end(here, there)).orThrow();
        assertThat(one(Event.SESSION_ENDED).about().id()).isEqualTo(there.value());
        fixture.as(fixture.anna, () -> sessions.endOthers(here));
        assertThat(one(Event.OTHER_SESSIONS_ENDED).detail()).containsKey(Detail.COUNT);
        fixture.as(fixture.anna, () -> sessions.endOthers(here));
        assertThat(read(Event.OTHER_SESSIONS_ENDED)).as("none was left").hasSize(1);
        refusal(fixture.as(fixture.anna, () -> sessions.end(here, there)), Refusal.NotFound.class);
        fixture.as(fixture.anna, () -> sessions.end(here, here)).orThrow();
        assertThat(read(Event.SESSION_ENDED)).hasSize(1);
    }

    private SessionId session() {
        var sessions = fixture.office.sessions();
        var fresh = sessions.signIn("anna@sot.example", OfficeFixture.PASSWORD, "Firefox", "home")
                .orThrow();
        return sessions.byCookie(fresh.cookieSecret()).orElseThrow().id();
    }

    @Test
    void onesOwnPasswordAndFactorAreWrittenAndWhatIsRefusedIsNot() {
        var own = fixture.office.accounts().own();
        var factor = fixture.office.ownFactor();
        var here = session();

        field(fixture.as(fixture.anna, () -> own.changePassword(here, "wrong", "brand new password")));
        assertThat(read(Event.PASSWORD_CHANGED)).isEmpty();
        fixture.as(fixture.anna, () -> own.changePassword(here, OfficeFixture.PASSWORD, "brand new password"))
                .orThrow();
        assertDeed(Event.PASSWORD_CHANGED, "Anna Berger", "Anna Berger", Map.of());

        var totp = fixture.as(fixture.anna, () -> factor.begin("brand new password"))
                .orThrow();
        assertThat(read(Event.FACTOR_ON)).isEmpty();
        var code = totp.at(fixture.clock.instant());
        fixture.as(fixture.anna, () -> factor.confirm(here, code)).orThrow();
        assertDeed(Event.FACTOR_ON, "Anna Berger", "Anna Berger", Map.of());
        fixture.as(fixture.anna, () -> factor.newRecoveryCodes("brand new password"))
                .orThrow();
        assertDeed(Event.RECOVERY_CODES_RENEWED, "Anna Berger", "Anna Berger", Map.of());
        fixture.as(fixture.anna, () -> factor.switchOff("brand new password")).orThrow();
        assertDeed(Event.FACTOR_OFF, "Anna Berger", "Anna Berger", Map.of());
    }

    @Test
    void whatAdminsDoToColleaguesIsWrittenWhereSomethingChanges() {
        var people = fixture.office.accounts().people();
        var ben = fixture.ben.id();

        fixture.as(fixture.anna, () -> people.changeRole(ben, User.Role.MEMBER)).orThrow();
        refusal(fixture.as(fixture.ben, () -> people.changeRole(ben, User.Role.ADMIN)), Refusal.NotAllowed.class);
        refusal(
                fixture.as(fixture.anna, () -> people.changeRole(fixture.anna.id(), User.Role.MEMBER)),
                Refusal.LastAdmin.class);
        refusal(
                fixture.as(fixture.anna, () -> people.changeRole(fixture.carla.id(), User.Role.MEMBER)),
                Refusal.NotFound.class);
        assertThat(read(Event.ROLE_CHANGED)).isEmpty();

        fixture.as(fixture.anna, () -> people.changeRole(ben, User.Role.ADMIN)).orThrow();
        assertDeed(
                Event.ROLE_CHANGED, "Anna Berger", "Ben Albrecht", Map.of(Detail.FROM, "member", Detail.TO, "admin"));
        fixture.as(fixture.anna, () -> people.deactivate(ben)).orThrow();
        fixture.as(fixture.anna, () -> people.deactivate(ben)).orThrow();
        assertDeed(Event.DEACTIVATED, "Anna Berger", "Ben Albrecht", Map.of());
        fixture.as(fixture.anna, () -> people.activate(ben)).orThrow();
        assertDeed(Event.ACTIVATED, "Anna Berger", "Ben Albrecht", Map.of());
    }

    @Test
    void anOfficeBeginsWithWhoMadeItAndWhoJoined() {
        var operator = AccountServices.open(
                fixture.database,
                new AccountServices.Settings(
                        Outbox.inApp(fixture.clock),
                        URI.create("https://call.example"),
                        new Passwords(),
                        new ErasedAddresses(Sealing.with(new byte[32])),
                        fixture.clock));
        var added = operator.setUp()
                .add("Third office", "zoe@third.example", ZoneId.of("Europe/Berlin"), Language.DE)
                .orThrow();
        var link = Pattern.compile("#([0-9a-f-]{36})\\.([0-9a-f]{64})")
                .matcher(added.link().toString());
        assertThat(link.find()).isTrue();
        var zoe = operator.invites()
                .accept(
                        new UserInviteId(UUID.fromString(link.group(1))),
                        new Secret(link.group(2)),
                        "Zoe",
                        "brand new password")
                .orThrow();

        assertThat(read(zoe, ALL))
                .extracting(it ->
                        it.event() + " " + it.by().kind() + " " + it.about().name())
                .containsExactlyInAnyOrder(
                        "OFFICE_MADE OPERATOR Third office",
                        "COLLEAGUE_INVITED OPERATOR zoe@third.example",
                        "COLLEAGUE_JOINED USER Zoe");
    }

    @Test
    void colleaguesAreInvitedAndUninvited() {
        var invites = fixture.office.accounts().invites();
        var invite = fixture.as(fixture.anna, () -> invites.send("nora@sot.example", User.Role.ADMIN, Language.DE))
                .orThrow();
        assertDeed(Event.COLLEAGUE_INVITED, "Anna Berger", "nora@sot.example", Map.of(Detail.ROLE, "admin"));
        fixture.as(fixture.anna, () -> invites.resend(invite.id())).orThrow();
        assertThat(read(Event.COLLEAGUE_INVITED)).as("another link").hasSize(2);
        refusal(fixture.as(fixture.carla, () -> invites.withdraw(invite.id())), Refusal.NotFound.class);
        assertThat(read(Event.COLLEAGUE_UNINVITED)).isEmpty();
        fixture.as(fixture.anna, () -> invites.withdraw(invite.id())).orThrow();
        assertDeed(Event.COLLEAGUE_UNINVITED, "Anna Berger", "nora@sot.example", Map.of());
    }

    @Test
    void programsAndBrandingAreWritten() {
        var office = fixture.office;
        var key = fixture.as(fixture.anna, () -> office.apiKeys().create("CRM")).orThrow();
        assertDeed(Event.KEY_CREATED, "Anna Berger", "CRM", Map.of());
        fixture.as(fixture.anna, () -> office.apiKeys().revoke(key.key().id())).orThrow();
        assertDeed(Event.KEY_REVOKED, "Anna Berger", "CRM", Map.of());

        var hook = fixture.as(
                        fixture.anna,
                        () -> office.webhooks()
                                .create("https://user:secret@crm.example:8443/secret?token=secret#secret"))
                .orThrow()
                .webhook();
        assertDeed(Event.WEBHOOK_CREATED, "Anna Berger", "crm.example:8443", Map.of());
        fixture.as(fixture.anna, () -> office.webhooks().change(hook.id(), null, true))
                .orThrow();
        assertThat(read(Event.WEBHOOK_CHANGED)).isEmpty();
        fixture.as(fixture.anna, () -> office.webhooks().change(hook.id(), "https://other.example/", false))
                .orThrow();
        assertDeed(
                Event.WEBHOOK_CHANGED,
                "Anna Berger",
                "other.example",
                Map.of(Detail.PARTS, "url", Detail.ENABLED, "false"));
        fixture.as(fixture.anna, () -> office.webhooks().newSecret(hook.id())).orThrow();
        assertDeed(Event.WEBHOOK_SECRET_RENEWED, "Anna Berger", "other.example", Map.of());
        fixture.as(fixture.anna, () -> office.webhooks().delete(hook.id())).orThrow();
        assertDeed(Event.WEBHOOK_DELETED, "Anna Berger", "other.example", Map.of());

        fixture.as(fixture.anna, () -> office.allowedOrigins().replace(List.of("https://crm.example")))
                .orThrow();
        assertThat(one(Event.ORIGINS_CHANGED).detail()).isEqualTo(Map.of(Detail.COUNT, "1"));
        fixture.as(fixture.anna, () -> office.allowedOrigins().replace(List.of("https://crm.example")))
                .orThrow();
        assertThat(read(Event.ORIGINS_CHANGED)).as("nothing changed").hasSize(1);

        var look = fixture.as(fixture.anna, () -> office.branding().read());
        var same = new Branding.Look(
                look.name(), look.accentColor(), null, null, look.welcome(), look.sentence(), look.tiles());
        fixture.as(fixture.anna, () -> office.branding().change(same)).orThrow();
        assertThat(read(Event.BRANDING_CHANGED)).isEmpty();
        var other = new Branding.Look(
                "Lindenhof", "#112233", "America/Lima", Language.EN, look.welcome(), new Words("", ""), look.tiles());
        fixture.as(fixture.anna, () -> office.branding().change(other)).orThrow();
        assertDeed(
                Event.BRANDING_CHANGED,
                "Anna Berger",
                "Lindenhof",
                Map.of(Detail.PARTS, "name, color, time-zone, language, sentence"));
        fixture.as(fixture.anna, () -> office.branding().removeLogo(Logo.Kind.MARK_DARK))
                .orThrow();
        fixture.as(fixture.anna, () -> office.branding().removeLogo(Logo.Kind.MARK_DARK))
                .orThrow();
        assertThat(read(Event.BRANDING_CHANGED))
                .as("the second time there was none")
                .hasSize(2);
    }

    @Test
    void changedCallRulesAreWrittenAsWhatChanged() {
        var calls = fixture.office.calls();
        var before = fixture.as(fixture.anna, calls::rules);
        var longer = new CallRules(Duration.ofSeconds(50), before.ringWhenBusy());

        fixture.as(fixture.anna, () -> calls.changeRules(before)).orThrow();
        refusal(fixture.as(fixture.ben, () -> calls.changeRules(longer)), Refusal.NotAllowed.class);
        field(fixture.as(fixture.anna, () -> calls.changeRules(new CallRules(Duration.ZERO, true))));
        assertThat(read(Event.CALL_RULES_CHANGED)).isEmpty();

        fixture.as(fixture.anna, () -> calls.changeRules(longer)).orThrow();
        assertDeed(Event.CALL_RULES_CHANGED, "Anna Berger", null, Map.of(Detail.PARTS, "ring-time"));
        fixture.clock.advance(Duration.ofSeconds(1));
        fixture.as(fixture.anna, () -> calls.changeRules(new CallRules(Duration.ofSeconds(20), true)))
                .orThrow();
        assertThat(read(Event.CALL_RULES_CHANGED).getFirst().detail())
                .isEqualTo(Map.of(Detail.PARTS, "ring-time, ring-when-busy"));
        assertThat(read(fixture.carla, new AuditLog.Filter(Event.CALL_RULES_CHANGED, null)))
                .isEmpty();
    }

    @Test
    void aDeletedContactIsWrittenWithoutTheirName() {
        var book = fixture.office.contactBook();
        var entry = new ContactBook.Entry(Contact.Kind.CONTACT, "Marlene Voss", "", "", "marlene@voss.example", null);
        var id = fixture.as(fixture.ben, () -> book.add(entry)).orThrow().id();

        refusal(fixture.as(fixture.carla, () -> book.delete(id)), Refusal.NotFound.class);
        assertThat(read(Event.CONTACT_DELETED)).isEmpty();
        assertThat(read(fixture.carla, new AuditLog.Filter(Event.CONTACT_DELETED, null)))
                .isEmpty();
        fixture.as(fixture.ben, () -> book.delete(id)).orThrow();

        assertDeed(Event.CONTACT_DELETED, "Ben Albrecht", null, Map.of());
        assertThat(one(Event.CONTACT_DELETED).about()).isEqualTo(new About(About.Kind.CONTACT, id.value(), null));
        refusal(fixture.as(fixture.ben, () -> book.delete(id)), Refusal.NotFound.class);
        assertThat(read(Event.CONTACT_DELETED)).hasSize(1);
    }

    @Test
    void whoDownloadsTheirDataIsWrittenDown() {
        var copy = fixture.as(fixture.ben, () -> fixture.office.ownData().copy());

        assertThat(copy.parts().toString()).doesNotContain("own-data-exported");
        assertDeed(Event.OWN_DATA_EXPORTED, "Ben Albrecht", "Ben Albrecht", Map.of());
        assertThat(fixture.as(fixture.ben, () -> fixture.office.ownData().copy())
                        .parts()
                        .toString())
                .as("the next one tells of it")
                .contains("own-data-exported");
        assertThat(read(fixture.carla, new AuditLog.Filter(Event.OWN_DATA_EXPORTED, null)))
                .isEmpty();
    }

    @Test
    void aWebhookThatCouldOnlyBeSwitchedOffIsWrittenAsThat() {
        var webhooks = fixture.office.webhooks();
        var id = fixture.as(fixture.anna, () -> webhooks.create("https://crm.example/hook"))
                .orThrow()
                .webhook()
                .id();
        fixture.as(fixture.anna, () -> webhooks.test(id)).orThrow();
        fixture.asOwner("webhook_deliveries", """
                create function refuse() returns trigger language plpgsql as $$ begin raise 'no'; end $$;
                create trigger refuse before delete on webhook_deliveries execute function refuse()""");

        assertThatThrownBy(() -> fixture.as(fixture.anna, () -> webhooks.delete(id)));
        assertDeed(Event.WEBHOOK_CHANGED, "Anna Berger", "crm.example", Map.of(Detail.ENABLED, "false"));
        assertThat(read(Event.WEBHOOK_DELETED)).isEmpty();

        fixture.asOwner("webhook_deliveries", "drop trigger refuse on webhook_deliveries");
        fixture.as(fixture.anna, () -> webhooks.delete(id)).orThrow();
        assertDeed(Event.WEBHOOK_DELETED, "Anna Berger", "crm.example", Map.of());
    }

    @Test
    void ofTwoAdminsWhoChangeTheLookAtOnceEachHasTheirOwnPartsWritten() throws Exception {
        var branding = fixture.office.branding();
        var look = fixture.as(fixture.anna, branding::read);
        var coloured =
                new Branding.Look("Lindenhof", "#112233", null, null, look.welcome(), look.sentence(), look.tiles());
        var second = new FutureTask<>(
                () -> fixture.as(fixture.anna, () -> branding.change(coloured)).orThrow());

        fixture.as(
                fixture.anna,
                () -> fixture.database.transactions().run(sql -> {
                    sql.sql("update tenants set name = 'Lindenhof'").update();
                    Thread.ofVirtual().start(second);
                    var waiting = "select exists (select from pg_locks where not granted)";
                    while (!sql.sql(waiting).query(Boolean.class).single())
                        assertThat(second.isDone()).isFalse();
                    return true;
                }));

        second.get();
        assertDeed(Event.BRANDING_CHANGED, "Anna Berger", "Lindenhof", Map.of(Detail.PARTS, "color"));
    }

    /// Other admins learn of a guest no more than that there is one.
    @Test
    void guestsAreWrittenWithoutNameAddressAndTitle() {
        var call = fixture.draft("Very secret");
        var guest = Guest.invited(fixture, call, "marlene@voss.example");
        guest.claim().orThrow();
        guest.claim().orThrow();
        var invite = guest.invite().id();
        fixture.as(fixture.anna, () -> fixture.office.invites().resend(call.id(), invite))
                .orThrow();
        fixture.as(fixture.anna, () -> fixture.office.invites().revoke(call.id(), invite))
                .orThrow();
        fixture.as(fixture.anna, () -> fixture.office.invites().revoke(call.id(), invite))
                .orThrow();

        for (var event : List.of(Event.GUEST_INVITED, Event.GUEST_LINK_RENEWED, Event.GUEST_REVOKED)) {
            assertThat(one(event).by().name()).isEqualTo("Anna Berger");
            assertThat(one(event).about()).isEqualTo(new About(About.Kind.INVITE, invite.value(), null));
            assertThat(one(event).detail())
                    .isEqualTo(Map.of(Detail.CALL, call.id().toString()));
        }
        assertThat(one(Event.GUEST_CLAIMED).by()).isEqualTo(new By(By.Kind.GUEST, invite.value(), null));
        assertThat(read(fixture.anna, new AuditLog.Filter(null, invite.value())))
                .extracting(Entry::event)
                .containsExactly(Event.GUEST_CLAIMED);
        assertThat(read(fixture.anna, ALL).toString()).doesNotContain("marlene", "Very secret");
    }

    @Test
    void aDeedThatIsTakenBackLeavesNoLine() {
        var before = read(fixture.anna, ALL);

        assertThatThrownBy(() -> fixture.database.transactions().runAs(Caller.system(fixture.anna.tenant()), sql -> {
                    log.write(sql, By.user(fixture.anna.id()), Line.of(Event.FACTOR_ON, About.user(fixture.anna.id())));
                    throw new IllegalStateException("taken back");
                }))
                .hasMessage("taken back");

        assertThat(read(fixture.anna, ALL)).isEqualTo(before);
    }

    /// Where no line can be written, nothing is done.
    @Test
    void aDeedWhoseLineCannotBeWrittenIsNotDone() {
        fixture.asOwner("audit_log", "alter table audit_log add constraint full_disk check (event = 'signed-in')");

        assertThatThrownBy(() -> fixture.as(
                        fixture.anna,
                        () -> fixture.office.accounts().people().changeRole(fixture.ben.id(), User.Role.ADMIN)))
                .hasStackTraceContaining("full_disk");
        assertThatThrownBy(() ->
                        fixture.as(fixture.anna, () -> fixture.office.apiKeys().create("CRM")))
                .hasStackTraceContaining("full_disk");

        assertThat(fixture.as(fixture.anna, () -> fixture.office.apiKeys().list())
                        .orThrow())
                .isEmpty();
        assertThat(fixture.as(
                        fixture.anna,
                        () -> fixture.office
                                .directory()
                                .find(fixture.ben.id())
                                .orElseThrow()
                                .role()))
                .isEqualTo(User.Role.MEMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_log set event = 'activated'",
                "delete from audit_log",
                "truncate audit_log",
                "drop table audit_log",
                "insert into audit_log select * from audit_log on conflict (id) do update set event = 'activated'",
            })
    void nobodyChangesOrDeletesALine(String sql) {
        var before = read(fixture.anna, ALL);
        for (var caller : List.of(Caller.system(fixture.anna.tenant()), fixture.anna.caller(), fixture.ben.caller())) {
            assertThatThrownBy(() -> fixture.database
                            .transactions()
                            .runAs(caller, client -> client.sql(sql).update()))
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(read(fixture.anna, ALL)).isEqualTo(before);
    }

    @Test
    void nobodyWritesInAnothersName() {
        refuses(fixture.ben.caller(), By.user(fixture.anna.id()), Event.FACTOR_ON);
        refuses(fixture.ben.caller(), By.operator(), Event.FACTOR_ON);
        refuses(fixture.anna.caller(), By.user(fixture.ben.id()), Event.FACTOR_ON);
        var invite = new InviteId(UUID.randomUUID());
        var guest = Caller.guest(fixture.anna.tenant(), invite);
        refuses(guest, By.user(fixture.anna.id()), Event.GUEST_CLAIMED);
        refuses(guest, By.guest(invite), Event.GUEST_REVOKED);
        refuses(guest, By.guest(new InviteId(UUID.randomUUID())), Event.GUEST_CLAIMED);
    }

    private void refuses(Caller caller, By by, Event event) {
        var about = new About(About.Kind.USER, new UserId(UUID.randomUUID()).value(), null);
        assertThatThrownBy(() -> fixture.database.transactions().runAs(caller, sql -> {
                    log.write(sql, by, Line.of(event, about));
                    return about;
                }))
                .hasStackTraceContaining("row-level security");
    }

    @Test
    void adminsReadTheirOwnOfficesAndMembersNone() {
        refusal(fixture.as(fixture.ben, () -> log.list(ALL, null, 10)), Refusal.NotAllowed.class);

        var carlas = read(fixture.carla, ALL);
        assertThat(carlas)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.by().name()).isEqualTo("Carla Moretti"));
        assertThat(read(fixture.anna, ALL)).doesNotContainAnyElementsOf(carlas);
        assertThat(read(
                        fixture.anna,
                        new AuditLog.Filter(null, fixture.carla.id().value())))
                .isEmpty();
        var last = carlas.getLast().id().toString();
        assertThat(fixture.as(fixture.anna, () -> log.list(ALL, last, 100))
                        .orThrow()
                        .items())
                .as("another office's line is a place and nothing more")
                .doesNotContainAnyElementsOf(carlas);
    }

    @Test
    void pagesFollowEachOtherNewestFirst() {
        for (int i = 0; i < 5; i++) {
            fixture.clock.advance(Duration.ofSeconds(1));
            var name = "Key " + i;
            fixture.as(fixture.anna, () -> fixture.office.apiKeys().create(name))
                    .orThrow();
        }
        var keys = new AuditLog.Filter(Event.KEY_CREATED, fixture.anna.id().value());

        var first = fixture.as(fixture.anna, () -> log.list(keys, null, 3)).orThrow();
        var second = fixture.as(
                        fixture.anna, () -> log.list(keys, first.nextCursor().orElseThrow(), 3))
                .orThrow();

        assertThat(first.items()).extracting(it -> it.about().name()).containsExactly("Key 4", "Key 3", "Key 2");
        assertThat(second.items()).extracting(it -> it.about().name()).containsExactly("Key 1", "Key 0");
        assertThat(second.nextCursor()).isEmpty();
        assertThat(field(fixture.as(fixture.anna, () -> log.list(keys, "no cursor", 3))))
                .isEqualTo("cursor");
        assertThat(field(fixture.as(fixture.anna, () -> log.list(keys, null, 0))))
                .isEqualTo("limit");
        assertThat(field(fixture.as(fixture.anna, () -> log.list(keys, null, 101))))
                .isEqualTo("limit");
    }
}
