package org.hausruf.office.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.MailServer;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.PasswordResetId;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.audit.AuditLog;
import org.hausruf.office.audit.Event;
import org.hausruf.office.sender.From;
import org.hausruf.office.tenant.Tenant;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private static final String NEW_PASSWORD = "brand new password";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private OfficeFixture fixture;
    private AccountServices accounts;
    private Sessions sessions;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        accounts = fixture.office.accounts();
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

    private Result<Sessions.SignedIn> signIn(String email, String password) {
        return sessions.signIn(email, password, "Firefox", "home");
    }

    private Result<UserInvite> invite(User by, String email) {
        return fixture.as(by, () -> accounts.invites().send(email, User.Role.MEMBER, Language.DE));
    }

    private record Link(UUID id, Secret token) {
        static Link in(String text) {
            var found = Pattern.compile("#([0-9a-f-]{36})\\.([0-9a-f]{64})").matcher(text);
            assertThat(found.find()).isTrue();
            return new Link(UUID.fromString(found.group(1)), new Secret(found.group(2)));
        }

        UserInviteId invite() {
            return new UserInviteId(id);
        }

        PasswordResetId reset() {
            return new PasswordResetId(id);
        }
    }

    private Link linkOf(User admin, UserInvite invite) {
        return Link.in(fixture.as(admin, () -> accounts.invites().mail(invite.id()))
                .orThrow()
                .text());
    }

    private static Optional<String> sendsAs(OfficeFixture office, User user) {
        return office.database
                .transactions()
                .runAs(
                        user.caller(),
                        sql -> From.ofCaller(sql).map(person -> person.address().value()));
    }

    private Result<User> accept(Link link) {
        return accounts.invites().accept(link.invite(), link.token(), "Nora Neu", NEW_PASSWORD);
    }

    @Test
    void anInvitationIsAnAccountOnceAndOnlyInItsOffice() {
        var invite = invite(fixture.anna, "Nora@SOT.example").orThrow();
        var link = linkOf(fixture.anna, invite);

        assertThat(accounts.invites()
                        .preview(link.invite(), link.token())
                        .orThrow()
                        .email()
                        .value())
                .isEqualTo("nora@sot.example");
        var nora = accept(link).orThrow();

        assertThat(nora.tenant()).isEqualTo(fixture.anna.tenant());
        assertThat(nora.role()).isEqualTo(User.Role.MEMBER);
        assertThat(signIn("nora@sot.example", NEW_PASSWORD).orThrow().user()).isEqualTo(nora);
        assertThat(sendsAs(fixture, nora)).contains("nora@sot.example");
        assertRefused(accept(link), Refusal.LinkUnknown.class);
        assertThat(fixture.as(fixture.anna, () -> accounts.invites().list()).orThrow())
                .isEmpty();
        assertThat(fixture.as(fixture.anna, () -> accounts.people().list()).orThrow())
                .extracting(colleague -> colleague.user().displayName())
                .contains("Nora Neu");
        assertThat(fixture.as(fixture.carla, () -> accounts.people().list()).orThrow())
                .extracting(colleague -> colleague.user().displayName())
                .doesNotContain("Nora Neu");
    }

    @Test
    void withoutMailNobodyIsInvitedWhereAnotherOfficeIsOnTheInstallation() {
        var before = invite(fixture.anna, "victim@elsewhere.example").orThrow();
        assertThat(before.mailInApp()).isTrue();
        var link = linkOf(fixture.anna, before);
        accounts.invites().preview(link.invite(), link.token()).orThrow();
        accounts.setUp().add("Third", "theo@third.example", ZONE, Language.DE).orThrow();

        assertRefused(invite(fixture.anna, "other@elsewhere.example"), Refusal.MailNotConfigured.class);
        assertRefused(invite(fixture.ben, "other@elsewhere.example"), Refusal.NotAllowed.class);
        assertRefused(
                fixture.as(fixture.anna, () -> accounts.invites().resend(before.id())),
                Refusal.MailNotConfigured.class);
        assertRefused(
                fixture.as(fixture.anna, () -> accounts.invites().mail(before.id())), Refusal.MailNotConfigured.class);
        assertThat(fixture.as(fixture.anna, () -> accounts.invites().list()).orThrow())
                .singleElement()
                .satisfies(it -> assertThat(it.mailInApp()).isFalse());
        assertRefused(accounts.invites().preview(link.invite(), link.token()), Refusal.LinkUnknown.class);
        assertRefused(accept(link), Refusal.LinkUnknown.class);
        assertThat(fixture.as(fixture.anna, () -> accounts.invites().withdraw(before.id())))
                .isInstanceOf(Result.Ok.class);
    }

    @Test
    void ofTwoWhoUseOneLinkAtOnceOneGetsTheAccount() throws Exception {
        var link = linkOf(fixture.anna, invite(fixture.anna, "nora@sot.example").orThrow());

        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = both
                    .invokeAll(IntStream.range(0, 2)
                            .<Callable<Result<User>>>mapToObj(_ -> () -> accept(link))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();

            assertThat(results).filteredOn(Result.Ok.class::isInstance).hasSize(1);
            assertThat(results)
                    .filteredOn(Result.Refused.class::isInstance)
                    .singleElement()
                    .satisfies(it -> assertRefused(it, Refusal.LinkUnknown.class));
        }
    }

    @Test
    void wrongOldWithdrawnAndForeignLinksOpenNothing() {
        var first = invite(fixture.anna, "nora@sot.example").orThrow();
        var old = linkOf(fixture.anna, first);
        var second = fixture.as(fixture.anna, () -> accounts.invites().resend(first.id()))
                .orThrow();
        var good = linkOf(fixture.anna, second);
        var other = linkOf(
                fixture.carla, invite(fixture.carla, "olaf@synapse.example").orThrow());

        assertRefused(accept(old), Refusal.LinkUnknown.class);
        assertRefused(accept(new Link(good.id(), other.token())), Refusal.LinkUnknown.class);
        assertRefused(accept(new Link(UUID.randomUUID(), good.token())), Refusal.LinkUnknown.class);
        assertRefused(accounts.invites().preview(old.invite(), old.token()), Refusal.LinkUnknown.class);
        fixture.clock.advance(UserInvites.LIFETIME);
        assertRefused(accept(good), Refusal.LinkUnknown.class);
        var third = fixture.as(fixture.anna, () -> accounts.invites().resend(first.id()))
                .orThrow();
        var last = linkOf(fixture.anna, third);
        fixture.as(fixture.anna, () -> accounts.invites().withdraw(first.id())).orThrow();
        assertRefused(accept(last), Refusal.LinkUnknown.class);
    }

    @Test
    void aPasswordOrNameThatWillNotDoLeavesTheLinkGood() {
        var link = linkOf(fixture.anna, invite(fixture.anna, "nora@sot.example").orThrow());

        assertThat(accounts.invites().accept(link.invite(), link.token(), "Nora", "short"))
                .isEqualTo(Result.refused(new Refusal.Invalid("password", "too short", "from 10 to 200 characters")));
        assertRefused(accounts.invites().accept(link.invite(), link.token(), " ", NEW_PASSWORD), Refusal.Invalid.class);
        assertThat(accept(link)).isInstanceOf(Result.Ok.class);
    }

    /// No admin learns who has an account elsewhere; who owns the address does.
    @Test
    void anAddressOfAnotherOfficeIsInvitedLikeAnyOther() {
        var stranger = invite(fixture.anna, "deniz@synapse.example");

        assertThat(stranger).isInstanceOf(Result.Ok.class);
        assertRefused(accept(linkOf(fixture.anna, stranger.orThrow())), Refusal.AccountExists.class);
        assertRefused(invite(fixture.anna, "ben@sot.example"), Refusal.AccountExists.class);
        assertThat(signIn("deniz@synapse.example", OfficeFixture.PASSWORD)).isInstanceOf(Result.Ok.class);
    }

    @Test
    void membersAndOtherOfficesChangeNothing() {
        var invite = invite(fixture.anna, "nora@sot.example").orThrow();
        var invites = accounts.invites();
        var people = accounts.people();
        var ben = fixture.ben.id();

        var member = fixture.ben;
        assertRefused(invite(member, "x@sot.example"), Refusal.NotAllowed.class);
        assertRefused(fixture.as(member, invites::list), Refusal.NotAllowed.class);
        assertRefused(fixture.as(member, () -> invites.withdraw(invite.id())), Refusal.NotAllowed.class);
        assertRefused(fixture.as(member, () -> invites.mail(invite.id())), Refusal.NotAllowed.class);
        assertRefused(fixture.as(member, () -> invites.resend(invite.id())), Refusal.NotAllowed.class);
        assertRefused(fixture.as(member, people::list), Refusal.NotAllowed.class);
        assertRefused(fixture.as(member, () -> people.changeRole(ben, User.Role.ADMIN)), Refusal.NotAllowed.class);
        assertRefused(fixture.as(member, () -> people.deactivate(fixture.anna.id())), Refusal.NotAllowed.class);
        assertRefused(fixture.as(member, () -> people.activate(ben)), Refusal.NotAllowed.class);
        assertRefused(fixture.as(fixture.carla, () -> invites.withdraw(invite.id())), Refusal.NotFound.class);
        assertRefused(fixture.as(fixture.carla, () -> invites.mail(invite.id())), Refusal.NotFound.class);
        assertRefused(fixture.as(fixture.carla, () -> invites.resend(invite.id())), Refusal.NotFound.class);
        assertRefused(fixture.as(fixture.carla, () -> people.deactivate(ben)), Refusal.NotFound.class);
        assertRefused(fixture.as(fixture.carla, () -> people.changeRole(ben, User.Role.ADMIN)), Refusal.NotFound.class);
        assertThat(signIn("ben@sot.example", OfficeFixture.PASSWORD).orThrow().user())
                .isEqualTo(fixture.ben);
    }

    @Test
    void deactivatingEndsEverythingAndActivatingGivesItBack() {
        var bens = signIn("ben@sot.example", OfficeFixture.PASSWORD).orThrow();

        var gone = fixture.as(fixture.anna, () -> accounts.people().deactivate(fixture.ben.id()))
                .orThrow();

        assertThat(gone.sessions()).hasSize(2);
        assertThat(sessions.byCookie(bens.cookieSecret())).isEmpty();
        assertThat(sessions.byAccessToken(bens.accessToken())).isEmpty();
        assertRefused(signIn("ben@sot.example", OfficeFixture.PASSWORD), Refusal.WrongCredentials.class);
        assertThat(fixture.as(fixture.anna, () -> fixture.office.directory().list()))
                .extracting(User::displayName)
                .doesNotContain("Ben Albrecht");
        fixture.as(fixture.anna, () -> accounts.people().activate(fixture.ben.id()))
                .orThrow();
        assertThat(signIn("ben@sot.example", OfficeFixture.PASSWORD)).isInstanceOf(Result.Ok.class);
    }

    @Test
    void theLastAdminStaysEvenWhenTwoTakeEachOthersRole() throws Exception {
        var people = accounts.people();
        assertRefused(
                fixture.as(fixture.anna, () -> people.changeRole(fixture.anna.id(), User.Role.MEMBER)),
                Refusal.LastAdmin.class);
        assertRefused(fixture.as(fixture.anna, () -> people.deactivate(fixture.anna.id())), Refusal.LastAdmin.class);
        fixture.as(fixture.anna, () -> people.changeRole(fixture.ben.id(), User.Role.ADMIN))
                .orThrow();

        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = both
                    .invokeAll(List.<Callable<Result<?>>>of(
                            () -> fixture.as(fixture.anna, () -> people.changeRole(fixture.ben.id(), User.Role.MEMBER)),
                            () -> fixture.as(fixture.ben, () -> people.deactivate(fixture.anna.id()))))
                    .stream()
                    .map(Future::resultNow)
                    .toList();

            assertThat(results).filteredOn(Result.Ok.class::isInstance).hasSize(1);
        }
    }

    @Test
    void theOwnPasswordNeedsTheOldOneAndEndsTheOthers() {
        var here = signIn("ben@sot.example", OfficeFixture.PASSWORD).orThrow();
        var elsewhere = signIn("ben@sot.example", OfficeFixture.PASSWORD).orThrow();
        var session = sessions.byCookie(here.cookieSecret()).orElseThrow().id();
        var own = accounts.own();

        assertThat(fixture.as(fixture.ben, () -> own.changePassword(session, "a guess", NEW_PASSWORD)))
                .isEqualTo(Result.refused(
                        new Refusal.Invalid("currentPassword", "not your password", "the password you sign in with")));
        assertRefused(
                fixture.as(fixture.ben, () -> own.changePassword(session, OfficeFixture.PASSWORD, "short")),
                Refusal.Invalid.class);
        assertThat(fixture.as(fixture.ben, () -> own.changePassword(session, OfficeFixture.PASSWORD, NEW_PASSWORD))
                        .orThrow())
                .hasSize(2);

        assertThat(sessions.byCookie(here.cookieSecret())).isPresent();
        assertThat(sessions.byCookie(elsewhere.cookieSecret())).isEmpty();
        assertRefused(signIn("ben@sot.example", OfficeFixture.PASSWORD), Refusal.WrongCredentials.class);
        assertThat(signIn("ben@sot.example", NEW_PASSWORD)).isInstanceOf(Result.Ok.class);
        assertThat(fixture.as(fixture.ben, () -> own.rename("  Benno "))
                        .orThrow()
                        .displayName())
                .isEqualTo("Benno");
    }

    @Test
    void guessingTheOldPasswordIsLimited() {
        var here = sessions.byCookie(signIn("ben@sot.example", OfficeFixture.PASSWORD)
                        .orThrow()
                        .cookieSecret())
                .orElseThrow()
                .id();
        for (int guess = 0; guess < 10; guess++)
            assertRefused(
                    fixture.as(fixture.ben, () -> accounts.own().changePassword(here, "a guess", NEW_PASSWORD)),
                    Refusal.Invalid.class);

        assertRefused(
                fixture.as(
                        fixture.ben, () -> accounts.own().changePassword(here, OfficeFixture.PASSWORD, NEW_PASSWORD)),
                Refusal.TooMany.class);
    }

    @Test
    void theFirstOfficeIsMadeWholeAndOthersWaitForTheirAdmin() {
        assertThat(accounts.setUp().isNeeded()).isFalse();
        var first = new SetUp.First("Erstes Büro", "Ada", "ada@first.example", NEW_PASSWORD, ZONE, Language.EN);
        var ada = accounts.setUp().first(first).orThrow();

        assertThat(signIn("ada@first.example", NEW_PASSWORD).orThrow().user()).isEqualTo(ada);
        assertThat(fixture.office.tenants().find(ada.tenant()).orElseThrow())
                .extracting(Tenant::name, Tenant::language)
                .containsExactly("Erstes Büro", Language.EN);
        assertThat(sendsAs(fixture, ada)).as("the operator vouches").contains("ada@first.example");
        assertRefused(accounts.setUp().first(first), Refusal.AccountExists.class);
        assertRefused(
                accounts.setUp().add("Zweites", "ada@first.example", ZONE, Language.DE), Refusal.AccountExists.class);
        var added = accounts.setUp()
                .add("Zweites", "bob@second.example", ZONE, Language.EN)
                .orThrow();
        var bob = accept(Link.in(added.link().toString())).orThrow();
        assertThat(bob.tenant()).isEqualTo(added.tenant());
        assertThat(bob.role()).isEqualTo(User.Role.ADMIN);
        assertThat(sendsAs(fixture, bob)).as("the same").contains("bob@second.example");
        assertThat(fixture.as(bob, () -> fixture.office.directory().list())).containsExactly(bob);
    }

    @Test
    void seenIsNotedNowAndThen() {
        var bens = signIn("ben@sot.example", OfficeFixture.PASSWORD).orThrow();
        fixture.clock.advance(Duration.ofHours(1));

        assertThat(sessions.byCookie(bens.cookieSecret())).isPresent();

        assertThat(fixture.as(fixture.ben, sessions::list).getFirst())
                .satisfies(entry -> assertThat(entry.lastUsedAt()).isEqualTo(fixture.clock.instant()))
                .satisfies(entry -> assertThat(entry.network()).isEqualTo("home"));
        assertThat(fixture.as(fixture.anna, () -> accounts.people().list()).orThrow())
                .filteredOn(colleague -> colleague.user().equals(fixture.ben))
                .extracting(Colleague::lastSeenAt)
                .containsExactly(fixture.clock.instant());
    }

    @Test
    void aForgottenPasswordIsReplacedOnceWithinTheHourByWhoReadsTheMail() throws Exception {
        var mail = MailServer.at(0);
        mail.start();
        try (var office =
                OfficeFixture.sendingTo("smtp://127.0.0.1:" + mail.getSmtp().getPort())) {
            var resets = office.office.accounts().resets();
            var theirs = office.office.sessions();
            var before = theirs.signIn("ben@sot.example", OfficeFixture.PASSWORD, "", "home")
                    .orThrow();
            resets.request(new EmailAddress("nobody@sot.example"), Language.DE);
            assertThat(mail.getReceivedMessages()).isEmpty();
            resets.request(new EmailAddress("ben@sot.example"), Language.DE);
            var first = Link.in(text(mail));
            resets.request(new EmailAddress("ben@sot.example"), Language.EN);
            var second = Link.in(text(mail));

            office.asOwner(
                    "user_outbound_identities",
                    "update user_outbound_identities set verified_at = null where email = 'ben@sot.example'");
            assertRefused(resets.use(first.reset(), first.token(), NEW_PASSWORD), Refusal.LinkUnknown.class);
            assertRefused(resets.use(second.reset(), first.token(), NEW_PASSWORD), Refusal.LinkUnknown.class);
            assertRefused(resets.use(second.reset(), second.token(), "short"), Refusal.Invalid.class);
            assertThat(sendsAs(office, office.ben)).as("not yet").isEmpty();
            assertThat(resets.use(second.reset(), second.token(), NEW_PASSWORD)
                            .orThrow()
                            .sessions())
                    .hasSize(2);

            assertThat(sendsAs(office, office.ben)).as("whoever read the mail").contains("ben@sot.example");
            assertThat(theirs.byCookie(before.cookieSecret())).isEmpty();
            var written =
                    new AuditLog.Filter(Event.PASSWORD_RESET, office.ben.id().value());
            assertThat(office.as(office.anna, () -> office.office.auditLog().list(written, null, 10))
                            .orThrow()
                            .items())
                    .hasSize(1);
            assertRefused(resets.use(second.reset(), second.token(), "yet another one"), Refusal.LinkUnknown.class);
            assertThat(theirs.signIn("ben@sot.example", NEW_PASSWORD, "", "home"))
                    .isInstanceOf(Result.Ok.class);
            office.asOwner("tenants", "update tenants set language = 'en' where id = '" + office.ben.tenant() + "'");
            resets.request(new EmailAddress("ben@sot.example"), null);
            assertThat(text(mail)).as("as the office writes").contains("With this link you choose a new password");
            var late = Link.in(text(mail));
            resets.request(new EmailAddress("ben@sot.example"), Language.DE);
            assertThat(mail.getReceivedMessages()).as("three an hour").hasSize(3);
            office.clock.advance(PasswordResets.LIFETIME);
            assertRefused(resets.preview(late.reset(), late.token()), Refusal.LinkUnknown.class);
        } finally {
            mail.stop();
        }
    }

    private static String text(GreenMail server) {
        var mails = server.getReceivedMessages();
        return GreenMailUtil.getWholeMessage(mails[mails.length - 1]).replace("=\r\n", "");
    }
}
