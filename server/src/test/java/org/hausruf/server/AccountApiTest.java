package org.hausruf.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hausruf.office.Language;
import org.hausruf.office.account.AccountServices;
import org.hausruf.office.db.Database;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.user.Passwords;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An installation that begins empty: its first office, colleagues who come and go, forgotten passwords.
class AccountApiTest {
    private static final String PASSWORD = "a password of one's own";
    private static final String OTHER_PASSWORD = "another one altogether";
    private static final String GUESS = "0".repeat(64);

    private static GreenMail mailServer;
    private static TestServer server;
    private static Link setUp;
    private static Client ada;

    /// @param path the page's
    private record Link(String path, String id, String token) {
        static Link of(URI link) {
            var secret = link.getFragment();
            var dot = secret.indexOf('.');
            return new Link(link.getPath(), secret.substring(0, Math.max(0, dot)), secret.substring(dot + 1));
        }
    }

    @BeforeAll
    static void start() {
        mailServer = MailServer.at(0);
        mailServer.start();
        server = TestServer.start(Map.of(
                "HAUSRUF_SAMPLE",
                "off",
                "HAUSRUF_SMTP_URL",
                "smtp://127.0.0.1:" + mailServer.getSmtp().getPort()));
        setUp = Link.of(server.setUpLink());
        ada = server.visitor();
        assertThat(setUp(ada, setUp.token(), "Mars/Base").field()).isEqualTo("timeZone");
        assertThat(setUp(ada, setUp.token(), "+02:00").field()).isEqualTo("timeZone");
        assertThat(setUp(ada, setUp.token()).status()).isEqualTo(200);
        ada = signedIn("ada@first.example", PASSWORD);
    }

    @AfterAll
    static void stop() {
        server.close();
        mailServer.stop();
    }

    @Test
    void theFirstOfficeHasZoneAndLanguageOfWhoeverSetItUp() {
        assertThat(ada.get("/api/branding").text("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(ada.get("/api/branding").text("language")).isEqualTo("en");
    }

    @Test
    void whoNamesNoLanguageIsWrittenToInThatOfTheOffice() throws Exception {
        for (var language : List.of("de", "en")) { // the last is the one that set-up chose
            var look = ada.get("/api/branding").body();
            var wanted = new HashMap<String, Object>();
            for (var name : List.of("name", "accentColor", "welcome", "sentence", "tiles"))
                wanted.put(name, look.path(name));
            wanted.put("language", language);
            assertThat(ada.put("/api/branding", wanted).text("language")).isEqualTo(language);
            var isEnglish = language.equals("en");
            var at = "-" + language + "@first.example";

            assertThat(ada.post("/api/people/invites", Map.of("email", "colleague" + at, "role", "member"))
                            .status())
                    .isEqualTo(201);
            assertThat(subjectTo("colleague" + at)).contains(isEnglish ? "invites you" : "lädt Sie");
            assertThat(ada.post("/api/senders", Map.of("email", "sender" + at, "displayName", "Office"))
                            .status())
                    .isEqualTo(201);
            assertThat(MailDeliveryTest.text(lastTo("sender" + at))).contains(isEnglish ? "Hello" : "Guten Tag");
            var call = ada.post("/api/video-calls", Map.of("title", "Roof")).text("callId");
            ada.post("/api/video-calls/" + call + "/invites", Map.of("inviteeEmail", "guest" + at));
            assertThat(MailDeliveryTest.text(lastTo("guest" + at))).contains(isEnglish ? "Hello" : "Guten Tag");
        }
    }

    private static String subjectTo(String address) throws Exception {
        return lastTo(address).getSubject();
    }

    private static MimeMessage lastTo(String address) {
        return Arrays.stream(mailServer.getReceivedMessagesForDomain(address))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private static Client.Answer setUp(Client who, String token) {
        return setUp(who, token, "Europe/Berlin");
    }

    private static Client.Answer setUp(Client who, String token, String timeZone) {
        return who.post(
                "/api/setup",
                Map.of(
                        "token",
                        token,
                        "officeName",
                        "Erstes Büro",
                        "displayName",
                        "Ada Amt",
                        "email",
                        "ada@first.example",
                        "password",
                        PASSWORD,
                        "timeZone",
                        timeZone,
                        "language",
                        "en"));
    }

    private static Client signedIn(String email, String password) {
        var client = server.visitor();
        assertThat(client.signIn(email, password).status()).isEqualTo(200);
        return client;
    }

    private static Client.Answer invite(Client admin, String email) {
        return admin.post("/api/people/invites", Map.of("email", email, "role", "member", "locale", "en"));
    }

    private static Link mailed() throws Exception {
        var mails = mailServer.getReceivedMessages();
        var text = MailDeliveryTest.text(mails[mails.length - 1]);
        var link = text.lines()
                .filter(line -> line.startsWith("http") && line.contains("#"))
                .findFirst()
                .orElseThrow(() -> new IOException("no link"));
        return Link.of(URI.create(link.strip()));
    }

    private static Client.Answer accept(Link link) {
        return accept(server.visitor(), link);
    }

    private static Client.Answer accept(Client who, Link link) {
        return who.post(
                "/api/user-invites/" + link.id() + "/accept",
                Map.of("token", link.token(), "displayName", "Nora", "password", PASSWORD));
    }

    /// Somebody new, signed in.
    private static Client colleague(String email) throws Exception {
        assertThat(invite(ada, email).status()).isEqualTo(201);
        assertThat(accept(mailed()).status()).isEqualTo(200);
        return signedIn(email, PASSWORD);
    }

    private static String idOf(Client who) {
        return who.get("/api/session").body().at("/user/id").asString();
    }

    @Test
    void theSetUpLinkMadeAWholeOfficeAndOpensNothingAnyMore() {
        var session = ada.get("/api/session");
        assertThat(session.body().at("/user/role").asString()).isEqualTo("admin");
        assertThat(session.body().at("/tenant/name").asString()).isEqualTo("Erstes Büro");
        assertThat(session.body().at("/tenant/logoLightUrl").isNull()).isTrue();

        assertThat(setUp(server.visitor(), setUp.token()).code()).isEqualTo("link-unknown");
        assertThat(setUp(server.visitor(), GUESS).code()).isEqualTo("link-unknown");
        assertThat(server.visitor()
                        .post("/api/setup/preview", Map.of("token", setUp.token()))
                        .code())
                .isEqualTo("link-unknown");
        server.restart();
        assertThat(server.visitor()
                        .post("/api/setup/preview", Map.of("token", setUp.token()))
                        .code())
                .isEqualTo("link-unknown");
    }

    @Test
    void aColleagueComesByTheMailedLinkOnce() throws Exception {
        var sent = invite(ada, "Nora@First.example");
        assertThat(sent.text("email")).isEqualTo("nora@first.example");
        assertThat(sent.text("sentAt")).isNotEmpty();
        assertThat(sent.members()).doesNotContain("token", "link");
        var link = mailed();
        assertThat(link.path()).isEqualTo("/portal/welcome");
        var preview =
                server.visitor().post("/api/user-invites/" + link.id() + "/preview", Map.of("token", link.token()));
        assertThat(preview.text("email")).isEqualTo("nora@first.example");

        var fixed = server.visitor().withCookie("hausruf_session", GUESS);
        var accepted = fixed.post(
                "/api/user-invites/" + link.id() + "/accept",
                Map.of("token", link.token(), "displayName", "Nora", "password", PASSWORD));

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(fixed.cookie("hausruf_session")).as("a session of its own").isNotEqualTo(GUESS);
        assertThat(accept(link).code()).isEqualTo("link-unknown");
        assertThat(invite(ada, "nora@first.example").code()).isEqualTo("account-exists");
        assertThat(invite(ada, "not an address").field()).isEqualTo("email");
    }

    @Test
    void membersStrangersAndVisitorsGetNowhere() throws Exception {
        var member = colleague("mia@first.example");
        var waiting = invite(ada, "later@first.example").text("id");
        var stranger = adminOfAnotherOffice();
        var mia = idOf(member);

        for (var path :
                List.of("/" + mia + "/deactivate", "/" + mia + "/activate", "/invites/" + waiting + "/resend")) {
            assertThat(member.post("/api/people" + path).code()).as(path).isEqualTo("forbidden");
            assertThat(stranger.post("/api/people" + path).code()).as(path).isEqualTo("not-found");
            assertThat(server.visitor().post("/api/people" + path).code())
                    .as(path)
                    .isEqualTo("not-signed-in");
        }
        assertThat(member.get("/api/people").code()).isEqualTo("forbidden");
        assertThat(invite(member, "x@first.example").code()).isEqualTo("forbidden");
        assertThat(member.put("/api/people/" + mia + "/role", Map.of("role", "admin"))
                        .code())
                .isEqualTo("forbidden");
        assertThat(stranger.put("/api/people/" + mia + "/role", Map.of("role", "admin"))
                        .code())
                .isEqualTo("not-found");
        assertThat(stranger.delete("/api/people/invites/" + waiting).code()).isEqualTo("not-found");
        assertThat(member.delete("/api/people/invites/" + waiting).code()).isEqualTo("forbidden");
        assertThat(stranger.get("/api/people/invites/" + waiting + "/mail").code())
                .isEqualTo("not-found");
        assertThat(stranger.get("/api/people").body().path("people")).hasSize(1);
        var anothers = ada.get("/api/account/sessions").items().getFirst().path("id");
        assertThat(member.delete("/api/account/sessions/" + anothers.asString()).code())
                .isEqualTo("not-found");
        assertThat(ada.get("/api/session").status()).isEqualTo(200);
    }

    private static Client adminOfAnotherOffice() {
        var app = server.database().app();
        var login = new org.hausruf.office.db.Login(app.jdbcUrl(), app.user(), app.password());
        try (var database = Database.connect(login)) {
            var clock = Clock.systemUTC();
            var added = AccountServices.setUp(database, Outbox.inApp(clock), server.origin(), new Passwords(), clock)
                    .add("Zweites", "zoe@second.example", ZoneOffset.UTC, Language.DE)
                    .orThrow();
            assertThat(accept(Link.of(added.link())).status()).isEqualTo(200);
        }
        return signedIn("zoe@second.example", PASSWORD);
    }

    @Test
    void whoIsDeactivatedIsOutAtOnceAndTheirRingingStops() throws Exception {
        var leo = colleague("leo@first.example");
        var program = leo.asProgram();
        var call = leo.post("/api/calls", Map.of("toUserId", idOf(ada))).body().at("/call/id");
        var meeting = leo.post("/api/video-calls", Map.of("title", "Plan")).text("callId");
        var id = idOf(leo);
        assertThat(ada.get("/api/calls/live").items()).hasSize(1);

        var gone = ada.post("/api/people/" + id + "/deactivate");

        assertThat(gone.body().path("active").asBoolean(true)).isFalse();
        assertThat(leo.get("/api/session").status()).isEqualTo(401);
        assertThat(program.get("/api/session").status()).isEqualTo(401);
        assertThat(ada.get("/api/calls/live").items()).isEmpty();
        assertThat(ada.get("/api/calls/" + call.asString()).body().toString()).contains("MISSED");
        assertThat(server.visitor().signIn("leo@first.example", PASSWORD).code())
                .isEqualTo("wrong-credentials");
        assertThat(ada.post("/api/calls", Map.of("toUserId", id)).code()).isEqualTo("not-found");
        assertThat(ada.post("/api/people/" + idOf(ada) + "/deactivate").code()).isEqualTo("last-admin");
        assertThat(ada.put("/api/people/" + idOf(ada) + "/role", Map.of("role", "member"))
                        .code())
                .isEqualTo("last-admin");
        assertThat(ada.post("/api/people/" + id + "/activate").status()).isEqualTo(200);
        var back = signedIn("leo@first.example", PASSWORD);
        assertThat(back.get("/api/session").status()).isEqualTo(200);
        assertThat(back.get("/api/video-calls/" + meeting).text("status")).isEqualTo("ended");
    }

    @Test
    void aForgottenPasswordIsAnsweredAlikeAndReplacedByTheMailedLink() throws Exception {
        var pia = colleague("pia@first.example");
        var before = mailServer.getReceivedMessages().length;
        var unknown = server.visitor().post("/api/password-resets", Map.of("email", "nobody@first.example"));
        var known = server.visitor().post("/api/password-resets", Map.of("email", "pia@first.example", "locale", "en"));
        assertThat(known.status()).isEqualTo(202);
        assertThat(known.body()).isEqualTo(unknown.body());
        assertThat(mailServer.waitForIncomingEmail(60_000, before + 1)).isTrue();
        var link = mailed();
        assertThat(link.path()).isEqualTo("/portal/reset");
        var reset = "/api/password-resets/" + link.id();
        var wanted = Map.of("token", link.token(), "password", OTHER_PASSWORD);

        assertThat(server.visitor()
                        .post(reset, Map.of("token", GUESS, "password", OTHER_PASSWORD))
                        .code())
                .isEqualTo("link-unknown");
        assertThat(server.visitor()
                        .post(reset, Map.of("token", link.token(), "password", "short"))
                        .field())
                .isEqualTo("password");
        assertThat(server.visitor()
                        .post(reset + "/preview", Map.of("token", link.token()))
                        .status())
                .isEqualTo(200);
        assertThat(server.visitor().post(reset, wanted).status()).isEqualTo(204);

        assertThat(pia.get("/api/session").status()).isEqualTo(401);
        assertThat(server.visitor().post(reset, wanted).code()).isEqualTo("link-unknown");
        assertThat(server.visitor().signIn("pia@first.example", PASSWORD).code())
                .isEqualTo("wrong-credentials");
        signedIn("pia@first.example", OTHER_PASSWORD);
    }

    /// Session fixation: see [SessionApiTest].
    @Test
    void aCookieThatIsThereBeforehandIsNotWhatAnInvitationSignsIn() throws Exception {
        var planted = "f".repeat(64);
        var invited = server.visitor().withCookie("hausruf_session", planted);
        assertThat(invite(ada, "fix@first.example").status()).isEqualTo(201);

        assertThat(accept(invited, mailed()).status()).isEqualTo(200);

        assertThat(invited.cookie("hausruf_session")).isNotEqualTo(planted);
        assertThat(invited.get("/api/session").body().at("/user/email").asString())
                .isEqualTo("fix@first.example");
        assertThat(server.visitor()
                        .withCookie("hausruf_session", planted)
                        .get("/api/session")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void onesOwnAccountIsChangedByOneself() throws Exception {
        var here = colleague("uli@first.example");
        var elsewhere = signedIn("uli@first.example", PASSWORD).with("User-Agent", "Firefox");

        assertThat(here.put("/api/account", Map.of("displayName", " Uli ")).text("displayName"))
                .isEqualTo("Uli");
        assertThat(here.put("/api/account", Map.of("displayName", "")).field()).isEqualTo("displayName");
        var signIns = here.get("/api/account/sessions").items();
        assertThat(signIns).hasSize(3);
        assertThat(signIns).filteredOn(it -> it.path("current").asBoolean()).hasSize(1);
        assertThat(signIns.getFirst().path("network").asString()).isEqualTo("127.0.0.0/24");
        assertThat(here.post(
                                "/api/account/password",
                                Map.of("currentPassword", "a guess", "newPassword", OTHER_PASSWORD))
                        .field())
                .isEqualTo("currentPassword");
        assertThat(here.post(
                                "/api/account/password",
                                Map.of("currentPassword", PASSWORD, "newPassword", OTHER_PASSWORD))
                        .status())
                .isEqualTo(204);
        assertThat(elsewhere.get("/api/session").status()).isEqualTo(401);
        var again = signedIn("uli@first.example", OTHER_PASSWORD);
        assertThat(here.delete("/api/account/sessions").status()).isEqualTo(204);
        assertThat(again.get("/api/session").status()).isEqualTo(401);
        assertThat(here.get("/api/account/sessions").items()).hasSize(1);
    }
}
