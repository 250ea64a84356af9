package org.hausruf.office.erasure;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hausruf.office.Guest;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Secret;
import org.hausruf.office.SessionId;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.account.ProviderPeople;
import org.hausruf.office.call.Call;
import org.hausruf.office.call.Calls;
import org.hausruf.office.call.Media;
import org.hausruf.office.contact.Contact;
import org.hausruf.office.contact.ContactBook;
import org.hausruf.office.identity.IssuerKey;
import org.hausruf.office.identity.SignInProvider;
import org.hausruf.office.identity.TokenIssuer;
import org.hausruf.office.push.PushSubscription;
import org.hausruf.office.push.PushSubscriptions;
import org.hausruf.office.user.Sessions;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.Attendance;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls;
import org.hausruf.office.webhook.Deliveries;
import org.jspecify.annotations.Nullable;

/// Somebody whose name, address and everything else is [#WORD], and who has left it wherever people can.
final class Marked {
    static final String WORD = "quastenflosser";
    static final String EMAIL = WORD + "@sot.example";
    static final String PASSWORD = "a password of theirs";

    private static final String NAME = "Xenia Quastenflosser";
    private static final Sessions.From HOME = new Sessions.From("Quastenflosser-Browser", "quastenflosser-net");
    private static final Pattern LINK = Pattern.compile("#([0-9a-f-]{36})\\.([0-9a-f]{64})");

    private final OfficeFixture fixture;

    Marked(OfficeFixture fixture) {
        this.fixture = fixture;
    }

    /// Comes as a colleague, by an invitation.
    User colleague() {
        var invites = fixture.office.accounts().invites();
        var invite = fixture.as(fixture.anna, () -> invites.send(EMAIL, User.Role.MEMBER, Language.DE))
                .orThrow();
        var mail = fixture.as(fixture.anna, () -> invites.mail(invite.id())).orThrow();
        var link = LINK.matcher(mail.text());
        if (!link.find()) throw new AssertionError(mail.text());
        var id = new UserInviteId(UUID.fromString(link.group(1)));
        return invites.accept(id, new Secret(link.group(2)), NAME, PASSWORD).orThrow();
    }

    /// Does everything that somebody with an account can do.
    void doesEverything(User person) {
        signsIn(person);
        var issuer = fixture.as(
                fixture.anna,
                () -> fixture.office
                        .tokenIssuers()
                        .create(
                                new TokenIssuer.Rules("https://id.example", "crm", "email", false, null),
                                new IssuerKey.Shared(new Secret("a shared secret of thirty-two bytes and more")))
                        .orThrow());
        var candidate =
                fixture.office.tokenIssuers().named(issuer.rules().issuer()).getFirst();
        fixture.office.tokenIssuers().person(candidate, "subject-" + WORD, person.email());
        comesByAProvider(person);
        sendsAs();
        rings(person);
        var own = fixture.as(
                person,
                () -> fixture.office
                        .videoCalls()
                        .create(new VideoCalls.NewCall("Sprechstunde Quastenflosser", Language.DE))
                        .orThrow());
        fixture.as(person, () -> fixture.office.invites().send(own.id(), "guest@voss.example", null, Language.DE))
                .orThrow();
        fixture.office.attendance().joined(own.room(), EMAIL, "PA_host", fixture.clock.instant());
        fixture.clock.advance(Duration.ofMinutes(5));
        fixture.office.attendance().left(own.room(), "PA_host", fixture.clock.instant(), null);
        fixture.as(person, () -> fixture.office.videoCalls().end(own.id())).orThrow();
    }

    private void comesByAProvider(User person) {
        var rules = new SignInProvider.Rules("Firma", "hausruf", false, true, List.of());
        var made = fixture.as(
                fixture.anna,
                () -> fixture.office
                        .signInProviders()
                        .create("https://id.example", rules, null)
                        .orThrow());
        var client = fixture.office.signInProviders().find(made.id()).orElseThrow();
        var _ = fixture.office
                .accounts()
                .providerPeople()
                .person(client, new ProviderPeople.Shown("subject-" + WORD, person.email(), ""))
                .orElseThrow();
    }

    /// Their address is one of the office's.
    private void sendsAs() {
        fixture.asOwner("sender_identities", """
                insert into sender_identities (id, tenant_id, email, display_name, reply_to, token_hash, expires_at, created_at)
                values (gen_random_uuid(), '%1$s', '%2$s', '%3$s', '%2$s', sha256('x'), now(), now())""".formatted(fixture.anna.tenant(), EMAIL, NAME));
    }

    private void signsIn(User person) {
        var shown = new Sessions.Credentials(EMAIL, PASSWORD, null);
        fixture.office.sessions().signIn(shown, HOME).orThrow();
        fixture.office.sessions().noteFailure(EMAIL, HOME, new Refusal.WrongCredentials());
        var session =
                fixture.as(person, fixture.office.sessions()::list).getFirst().id();
        fixture.as(person, () -> fixture.office.accounts().own().rename("Xenia Quastenflosser-Neu"))
                .orThrow();
        fixture.as(person, () -> fixture.office.accounts().own().rename(NAME)).orThrow();
        fixture.as(person, () -> fixture.office.ownFactor().begin(PASSWORD)).orThrow();
        fixture.as(person, () -> subscribed(session));
        fixture.office.accounts().resets().request(person.email(), Language.DE);
        fixture.as(person, () -> {
            fixture.office.presence().setDoNotDisturb(false);
            return person;
        });
    }

    private PushSubscription subscribed(SessionId session) {
        var target = new PushSubscription.Target(
                "https://push.example/" + WORD,
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                "BTBZMqHH6r4Tts7J_aSIgg");
        var wanted = new PushSubscriptions.NewSubscription(target, "Xenia Quastenflosser's browser", Language.DE);
        return fixture.office.pushSubscriptions().save(session, wanted).orThrow();
    }

    /// Once to Anna; and Anna back, from the book. A program is told of both, and answers.
    private void rings(User person) {
        fixture.as(fixture.anna, () -> fixture.office.webhooks().create("https://crm.example/hook"))
                .orThrow();
        var contact = contact(person);
        talk(person, fixture.anna, new Calls.NewCall(fixture.anna.id(), Media.AUDIO, null));
        var call = talk(fixture.anna, person, new Calls.NewCall(person.id(), Media.AUDIO, contact.id()));
        fixture.asOwner("call_log", """
                update call_log set recording_url = 'https://files.example/%s.ogg' where id = '%s'""".formatted(WORD, call.id()));
        var deliveries = fixture.office.deliveries();
        var now = fixture.clock.instant();
        for (var webhook : deliveries.webhooks(now)) {
            for (var due : deliveries.due(webhook, now, Set.of(), 100)) {
                var answer = new Deliveries.Attempt(200, "thanks for telling of " + NAME, null);
                deliveries.attempted(due, answer, now);
            }
        }
    }

    private Call talk(User from, User to, Calls.NewCall wanted) {
        var calls = fixture.office.calls();
        var call = fixture.as(from, () -> calls.initiate(wanted)).orThrow();
        fixture.as(to, () -> calls.accept(call.id())).orThrow();
        fixture.clock.advance(Duration.ofSeconds(42));
        return fixture.as(from, () -> calls.end(call.id())).orThrow();
    }

    Contact contact(User linked) {
        return fixture.as(fixture.ben, () -> fixture.office.contactBook().add(entry(linked, "")))
                .orThrow();
    }

    /// In the book, by address.
    Contact contact() {
        return fixture.as(fixture.ben, () -> fixture.office.contactBook().add(entry(null, EMAIL)))
                .orThrow();
    }

    private static ContactBook.Entry entry(@Nullable User linked, String email) {
        return new ContactBook.Entry(
                Contact.Kind.LEAD,
                NAME,
                "Quastenflosser GmbH",
                "0800 " + WORD,
                email,
                linked == null ? null : linked.id());
    }

    /// Is a guest in a call of Anna's, by an invite that named them, under a name of their own.
    VideoCall guest(String sid) {
        var call = fixture.draft("Planung mit Xenia Quastenflosser");
        var invite = fixture.as(
                fixture.anna,
                () -> fixture.office
                        .invites()
                        .send(call.id(), EMAIL, NAME, Language.DE)
                        .orThrow());
        var guest = new Guest(fixture, call, invite, Guest.tokenInMail(fixture, call, invite), Secret.random());
        fixture.office
                .admissions()
                .claim(invite.id(), guest.token(), guest.rejoinSecret(), "Quastenflosser, Xenia")
                .orThrow();
        var joined = fixture.office.attendance().joined(call.room(), EMAIL, sid, fixture.clock.instant());
        if (joined != Attendance.Arrival.RECORDED) throw new AssertionError(joined);
        return call;
    }

    /// Asked to be a colleague, and never came.
    void uncalled() {
        fixture.as(fixture.anna, () -> fixture.office.accounts().invites().send(EMAIL, User.Role.MEMBER, Language.DE))
                .orThrow();
    }
}
