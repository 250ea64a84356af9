package org.hausruf.office.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Sealing;
import org.hausruf.office.Secret;
import org.hausruf.office.SignInProviderId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.account.ProviderPeople;
import org.hausruf.office.account.ProviderPeople.Shown;
import org.hausruf.office.identity.SignInProvider.Rules;
import org.hausruf.office.identity.SignInProviders.Client;
import org.hausruf.office.identity.SignInProviders.NewSecret;
import org.hausruf.office.invite.Invite;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.VideoCalls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInProvidersTest {
    private static final String ISSUER = "https://id.example";
    private static final Secret SECRET = new Secret("a secret with the provider");
    private static final Rules RULES = new Rules("Firma", "hausruf", false, true, List.of());

    private OfficeFixture fixture;
    private SignInProviders providers;
    private ProviderPeople people;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        providers = fixture.office.signInProviders();
        people = fixture.office.accounts().providerPeople();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private SignInProvider created(User admin, Rules rules) {
        return fixture.as(admin, () -> providers.create(ISSUER, rules, SECRET).orThrow());
    }

    private Client client(SignInProvider provider) {
        return providers.find(provider.id()).orElseThrow();
    }

    private static Shown shown(String subject, @Nullable EmailAddress email) {
        return new Shown(subject, email, "");
    }

    @Test
    void eachOfficeHasItsOwnAndEachIsFoundByItsId() {
        var annas = created(fixture.anna, RULES);
        var carlas = created(fixture.carla, RULES);

        assertThat(fixture.as(fixture.anna, () -> providers.list().orThrow())).containsExactly(annas);
        assertThat(fixture.as(fixture.carla, () -> providers.list().orThrow())).containsExactly(carlas);
        assertThat(providers.find(carlas.id())).contains(new Client(fixture.carla.tenant(), carlas, SECRET));
        assertThat(providers.find(new SignInProviderId(new UUID(0, 7)))).isEmpty();
    }

    @Test
    void onlyAdminsOfItsOfficeReachIt() {
        var id = created(fixture.anna, RULES).id();
        var kept = new NewSecret.Kept();

        refusal(fixture.as(fixture.ben, () -> providers.list()), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> providers.create(ISSUER, RULES, null)), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> providers.change(id, RULES, kept)), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> providers.delete(id)), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.carla, () -> providers.change(id, RULES, kept)), Refusal.NotFound.class);
        refusal(fixture.as(fixture.carla, () -> providers.delete(id)), Refusal.NotFound.class);
        assertThat(providers.find(id)).isPresent();
    }

    @Test
    void whatIsChangedIsChangedAndTheSecretStaysUntilAnotherIsSet() {
        var provider = created(fixture.anna, RULES);
        var other = new Rules("Konto", "other", true, false, List.of("SOT.example", "sot.example"));

        var changed = fixture.as(
                fixture.anna,
                () -> providers
                        .change(provider.id(), other, new NewSecret.Kept())
                        .orThrow());
        assertThat(changed.rules()).isEqualTo(new Rules("Konto", "other", true, false, List.of("sot.example")));
        assertThat(changed.issuer()).isEqualTo(ISSUER);
        assertThat(client(provider).secret()).isEqualTo(SECRET);

        fixture.as(
                        fixture.anna,
                        () -> providers.change(provider.id(), other, new NewSecret.Set(new Secret("the next"))))
                .orThrow();
        assertThat(client(provider).secret()).isEqualTo(new Secret("the next"));
        fixture.as(fixture.anna, () -> providers.change(provider.id(), other, new NewSecret.Set(null)))
                .orThrow();
        assertThat(client(provider).secret()).isNull();
    }

    @Test
    void theSecretIsSealedAndOfNoUseWithAnotherKey() {
        var provider = created(fixture.anna, RULES);
        var stored = fixture.database
                .transactions()
                .runAs(
                        Caller.system(fixture.anna.tenant()),
                        sql -> sql.sql("select client_secret from sign_in_providers")
                                .query(byte[].class)
                                .single());
        assertThat(new String(Objects.requireNonNull(stored), ISO_8859_1)).doesNotContain(SECRET.value());

        var otherKey = new byte[32];
        otherKey[0] = 1;
        var elsewhere = new SignInProviders(fixture.database, Sealing.with(otherKey), fixture.clock);
        assertThat(elsewhere.find(provider.id())).isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThat(wrong("", RULES, null)).isEqualTo("issuer");
        assertThat(wrong("https://" + "i".repeat(500), RULES, null)).isEqualTo("issuer");
        assertThat(wrong(ISSUER, new Rules(" ", "hausruf", false, true, List.of()), null))
                .isEqualTo("name");
        assertThat(wrong(ISSUER, new Rules("n".repeat(81), "hausruf", false, true, List.of()), null))
                .isEqualTo("name");
        assertThat(wrong(ISSUER, new Rules("Firma", "", false, true, List.of()), null))
                .isEqualTo("clientId");
        assertThat(wrong(ISSUER, new Rules("Firma", "a\nb", false, true, List.of()), null))
                .isEqualTo("clientId");
        assertThat(wrong(ISSUER, RULES, new Secret(""))).isEqualTo("clientSecret");
        assertThat(wrong(ISSUER, RULES, new Secret("s".repeat(501)))).isEqualTo("clientSecret");
        for (var domain : List.of("", "example", "@example.com", "*.example.com", "1.2.3.4", "a b.de"))
            assertThat(wrong(ISSUER, new Rules("Firma", "x", false, true, List.of(domain)), null))
                    .as(domain)
                    .isEqualTo("joinDomains");
        assertThat(wrong(ISSUER, new Rules("Firma", "x", false, true, Collections.nCopies(11, "a.de")), null))
                .isEqualTo("joinDomains");
        for (int i = 0; i < Limits.MAX_SIGN_IN_PROVIDERS; i++) created(fixture.anna, RULES);
        assertThat(wrong(ISSUER, RULES, null)).isEqualTo("issuer");
        created(fixture.carla, RULES);
    }

    private String wrong(String issuer, Rules rules, @Nullable Secret secret) {
        return field(fixture.as(fixture.anna, () -> providers.create(issuer, rules, secret)));
    }

    @Test
    void aPersonIsFoundByAddressOnceAndBySubjectEverAfter() {
        var by = client(created(fixture.anna, RULES));

        assertThat(people.person(by, shown("b", null)))
                .as("without a proved address")
                .isEmpty();
        assertThat(people.person(by, shown("b", fixture.ben.email()))).contains(fixture.ben);
        assertThat(people.person(by, shown("b", null))).contains(fixture.ben);
        assertThat(people.person(by, shown("b", fixture.anna.email()))).contains(fixture.ben);
        assertThat(people.person(by, shown("other", fixture.ben.email()))).isEmpty();
        assertThat(people.person(by, shown("c", fixture.carla.email())))
                .as("of another office")
                .isEmpty();
        assertThat(people.person(by, shown("", fixture.anna.email()))).isEmpty();
        assertThat(people.person(by, shown("s".repeat(256), fixture.anna.email())))
                .isEmpty();
    }

    @Test
    void whoIsDeactivatedIsNobodyAndKeepsTheirSubject() {
        var by = client(
                created(fixture.anna, new Rules("Firma", "x", false, true, List.of(domainOf(fixture.ben.email())))));
        people.person(by, shown("b", fixture.ben.email()));
        fixture.as(fixture.anna, () -> fixture.office.accounts().people().deactivate(fixture.ben.id()))
                .orThrow();

        assertThat(people.person(by, shown("b", fixture.ben.email()))).isEmpty();
        assertThat(people.person(by, shown("b", fixture.anna.email())))
                .as("nor somebody else")
                .isEmpty();
        assertThat(people.person(by, shown("another", fixture.ben.email())))
                .as("nor somebody new")
                .isEmpty();
    }

    private static String domainOf(EmailAddress email) {
        return email.value().substring(email.value().indexOf('@') + 1);
    }

    @Test
    void ofTwoSubjectsAtOnceOneWins() throws InterruptedException, ExecutionException {
        var by = client(created(fixture.anna, RULES));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = List.of("one", "two").stream()
                    .map(subject -> (Callable<Boolean>) () -> people.person(by, shown(subject, fixture.ben.email()))
                            .isPresent())
                    .toList();
            int won = 0;
            for (var result : threads.invokeAll(both)) if (result.get()) won++;
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void whoIsInvitedOrOfANamedDomainIsMadeAMember() {
        var by = client(created(fixture.anna, new Rules("Firma", "x", false, true, List.of("new.example"))));
        invited("asked@sot.example");

        var nina = people.person(by, new Shown("n", new EmailAddress("nina@new.example"), "Nina Neu"))
                .orElseThrow();
        assertThat(nina.tenant()).isEqualTo(fixture.anna.tenant());
        assertThat(nina.role()).isEqualTo(User.Role.MEMBER);
        assertThat(nina.displayName()).isEqualTo("Nina Neu");
        assertThat(people.person(by, shown("n", null))).contains(nina);
        var asked = people.person(by, shown("a", new EmailAddress("asked@sot.example")))
                .orElseThrow();
        assertThat(asked.role()).as("as the invitation says").isEqualTo(User.Role.ADMIN);
        assertThat(asked.displayName()).isEqualTo("asked");
        assertThat(fixture.as(
                                fixture.anna,
                                () -> fixture.office.accounts().invites().list())
                        .orThrow())
                .isEmpty();
        for (var nobody : List.of("nora@sot.example", "nora@sub.new.example", "nora@renew.example"))
            assertThat(people.person(by, shown(nobody, new EmailAddress(nobody))))
                    .as(nobody)
                    .isEmpty();
    }

    @Test
    void whomAProviderBringsSendsMailAsTheAddressThatItProved() {
        var by = client(created(fixture.anna, new Rules("Firma", "x", false, true, List.of("new.example"))));
        invited("asked@sot.example");

        for (var address : List.of("nina@new.example", "asked@sot.example")) {
            var joined =
                    people.person(by, shown(address, new EmailAddress(address))).orElseThrow();
            assertThat(senderOfAnInviteOf(joined)).endsWith(" <" + address + ">");
        }
    }

    @Test
    void whoseAddressNobodyHadProvedSendsOnceAProviderHas() {
        var by = client(created(fixture.anna, RULES));
        fixture.unverifyIdentities();
        assertThat(inviteOf(fixture.ben).sendError()).isEqualTo("no-identity");

        people.person(by, shown("b", fixture.ben.email()));

        assertThat(senderOfAnInviteOf(fixture.ben)).isEqualTo("Ben Albrecht <ben@sot.example>");
        assertThat(inviteOf(fixture.anna).sendError()).as("nobody else").isEqualTo("no-identity");
        people.person(client(created(fixture.carla, RULES)), shown("a", fixture.anna.email()));
        assertThat(inviteOf(fixture.anna).sendError())
                .as("another office's provider proves nothing")
                .isEqualTo("no-identity");
    }

    private Invite inviteOf(User host) {
        return inviteTo(callOf(host), host);
    }

    private VideoCallId callOf(User host) {
        return fixture.as(
                        host,
                        () -> fixture.office
                                .videoCalls()
                                .create(new VideoCalls.NewCall("call", Language.DE))
                                .orThrow())
                .id();
    }

    private Invite inviteTo(VideoCallId call, User host) {
        var invites = fixture.office.invites();
        return fixture.as(host, () -> invites.send(call, "marlene@voss.example", "Marlene Voss", Language.DE))
                .orThrow();
    }

    private String senderOfAnInviteOf(User host) {
        var call = callOf(host);
        var invite = inviteTo(call, host);
        assertThat(invite.sendError()).isNull();
        return fixture.as(host, () -> fixture.office.invites().mail(call, invite.id()))
                .orThrow()
                .from();
    }

    private void invited(String email) {
        var invites = fixture.office.accounts().invites();
        fixture.as(fixture.anna, () -> invites.send(email, User.Role.ADMIN, Language.DE))
                .orThrow();
    }

    @Test
    void whereAnotherOfficeIsOnTheInstallationNoAccountIsMade() {
        var by = client(created(fixture.anna, new Rules("Firma", "x", false, true, List.of("new.example"))));
        invited("asked@sot.example");
        var zone = ZoneId.of("Europe/Berlin");
        fixture.office
                .accounts()
                .setUp()
                .add("Third", "theo@third.example", zone, Language.DE)
                .orThrow();

        assertThat(people.person(by, shown("n", new EmailAddress("nina@new.example"))))
                .isEmpty();
        assertThat(people.person(by, shown("a", new EmailAddress("asked@sot.example"))))
                .isEmpty();
        assertThat(people.person(by, shown("b", fixture.ben.email())))
                .as("who has one")
                .contains(fixture.ben);
    }

    @Test
    void aProviderThatIsDeletedForgetsItsPeople() {
        var first = created(fixture.anna, RULES);
        people.person(client(first), shown("b", fixture.ben.email()));
        var gone = client(first);
        fixture.as(fixture.anna, () -> providers.delete(first.id())).orThrow();

        assertThat(people.person(gone, shown("b", fixture.ben.email())))
                .as("deleted at this moment")
                .isEmpty();
        assertThat(providers.find(first.id())).isEmpty();
        var again = client(created(fixture.anna, RULES));
        assertThat(people.person(again, shown("other", fixture.ben.email()))).contains(fixture.ben);
    }
}
