package org.hausruf.office.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.junit.jupiter.api.Test;

class InvitationTest {
    @Test
    void speaksGermanWithDateTimeAndZone() {
        var mail = MailFixture.invitation(Language.DE, "Marlene Voss", "Dachsanierung Lindenhof")
                .mail();

        assertThat(mail.subject()).isEqualTo("Anna Berger lädt Sie zu einem Videocall ein");
        assertThat(mail.html())
                .contains("lang=\"de\"")
                .contains("Guten Tag Marlene Voss,<br>mit „Jetzt beitreten“")
                .contains("Dachsanierung Lindenhof")
                .contains("Donnerstag, 19. November 2026, 14:05 Uhr (MEZ)")
                .contains("Ihr Link gilt nur einmal und bis 19. November 2026, 16:05 Uhr (MEZ).")
                .contains("Antworten gehen an anna@sot.example.")
                .contains("<v:roundrect")
                .contains("src=\"cid:mark\"")
                .doesNotContain("{{");
        assertThat(mail.text())
                .doesNotContain("Knopf")
                .contains("Jetzt beitreten:\nhttps://call.sot.example/")
                .contains(MailFixture.TOKEN);
    }

    @Test
    void speaksEnglishAndGreetsTheNameless() {
        var mail = MailFixture.invitation(Language.EN, "", "Roof").mail();

        assertThat(mail.subject()).isEqualTo("Anna Berger invites you to a video call");
        assertThat(mail.html())
                .contains("lang=\"en\"")
                .contains("Hello,<br>“Join now”")
                .contains("Thursday, 19 November 2026, 14:05 (CET)")
                .contains("Your link works once, until 19 November 2026, 16:05 (CET).");
        assertThat(mail.text()).contains("Join now:").contains("Video call: Roof");
    }

    @Test
    void welcomesGuestsWhoCome() {
        var it = MailFixture.invitation(Language.DE, "", "Dach");
        var host = toHost(it, Language.DE, Occasion.INVITED, Invitation.Reader.HOST)
                .mail();
        var calledOff = withoutLink(it, Language.DE, Occasion.CANCELLED, Invitation.Reader.GUEST)
                .mail();

        assertThat(it.mail().html()).contains(">Willkommen im Büro</p>");
        assertThat(it.mail().text()).startsWith("Willkommen im Büro\n\nAnna Berger lädt Sie");
        for (var mail : List.of(host, calledOff)) {
            assertThat(mail.html()).doesNotContain("Willkommen", "{{");
            assertThat(mail.text()).doesNotContain("Willkommen");
        }
    }

    @Test
    void anOfficeWithoutAMarkShowsItsInitial() {
        var mail = MailFixture.invitation(Language.DE, "", "Dach", null).mail();

        assertThat(mail.html()).doesNotContain("cid:mark", "{{").contains(">S</td>");
        assertThat(MailFixture.invitation(Language.DE, "", "Dach").mail().html())
                .doesNotContain(">S</td>");
    }

    @Test
    void markupInNamesAndTitlesIsText() {
        var mail = MailFixture.invitation(
                        Language.DE, "\"><img src=x onerror=alert(1)>", "<script>alert('&amp;')</script>{{link}} $1 \\")
                .mail();

        assertThat(mail.html())
                .doesNotContain("<script>")
                .doesNotContain("<img src=x")
                .contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;")
                .contains("&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;{{link}} $1 \\");
    }

    @Test
    void loadsNothingFromAnywhere() {
        var html = MailFixture.invitation(Language.DE, "", "Dach").mail().html();

        assertThat(html.replace("https://call.sot.example/", "")).doesNotContain("http:", "https:", "url(");
    }

    @Test
    void headersHoldNoSecondLine() {
        assertThatThrownBy(() -> new Mail.Person("Anna\r\nBcc: x@y.example", new EmailAddress("a@b.example")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Template("{{missing}}").filledWith(Map.of()))
                .hasMessageContaining("missing");
    }

    /// A host has no invite, and would read that their call is off.
    @Test
    void hostsAreNeverTakenBack() {
        var it = MailFixture.invitation(Language.DE, "", "Dach");

        for (var language : Language.values())
            assertThatThrownBy(toHost(it, language, Occasion.WITHDRAWN, Invitation.Reader.HOST)::mail)
                    .isInstanceOf(IllegalStateException.class);
    }

    private static Invitation toHost(Invitation it, Language language, Occasion occasion, Invitation.Reader host) {
        return withoutLink(it, language, occasion, host);
    }

    private static Invitation withoutLink(
            Invitation it, Language language, Occasion occasion, Invitation.Reader reader) {
        return new Invitation(
                it.tenant(),
                it.mark(),
                it.from(),
                it.hostName(),
                it.hostEmail(),
                it.guest(),
                it.callTitle(),
                it.startsAt(),
                null,
                it.expiresAt(),
                language,
                occasion,
                reader,
                null);
    }

    @Test
    void aHostReadsOfGuestsOnlyIfTheyHearOfItToo() {
        var it = MailFixture.invitation(Language.DE, "", "Dach");

        for (var language : Language.values())
            for (var occasion : List.of(Occasion.CHANGED, Occasion.CANCELLED, Occasion.REMINDER)) {
                var alone = toHost(it, language, occasion, Invitation.Reader.HOST_ALONE);
                var together = toHost(it, language, occasion, Invitation.Reader.HOST);
                var guests = language == Language.DE ? "Gäste" : "guests";

                assertThat(together.mail().text()).contains(guests);
                assertThat(together.mail().html()).contains(guests);
                assertThat(alone.mail().text()).doesNotContainIgnoringCase(guests);
                assertThat(alone.mail().html()).doesNotContainIgnoringCase(guests);
                assertThat(alone.mail().subject()).isEqualTo(together.mail().subject());
            }
    }

    @Test
    void printsNoToken() {
        var invitation = MailFixture.invitation(Language.DE, "", "Dach");

        assertThat(invitation + " " + invitation.mail()).doesNotContain(MailFixture.TOKEN);
    }
}
