package org.hausruf.office.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.mail.AccountMail.About;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccountMailTest {
    private static final EmailAddress ANNA = new EmailAddress("anna@sot.example");
    private static final String LINK = "https://call.sot.example/portal/account?t=" + MailFixture.TOKEN;
    private static final Mail.Picture MARK = new Mail.Picture("image/png", new byte[] {1, 2, 3});

    private static AccountMail about(About about, Language language) {
        return about(about, language, "Marlene Voss", "Anna Berger", MARK);
    }

    private static AccountMail about(
            About about, Language language, String reader, String writer, Mail.@Nullable Picture mark) {
        return new AccountMail(
                about,
                MailFixture.invitation(language, reader, "Dach").tenant(),
                mark,
                new Mail.Person("System of a Town", new EmailAddress("office@sot.example")),
                new AccountMail.Writer(writer, ANNA),
                new Mail.Person(reader, new EmailAddress("marlene@voss.example")),
                about == About.SENDER ? new AccountMail.Asked("Kanzlei Voss", Optional.empty()) : null,
                URI.create(LINK),
                Instant.parse("2026-11-19T15:05:00Z"),
                language);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVITATION | Anna Berger lädt Sie zu System of a Town ein | mit diesem Link legen Sie Ihr Konto an."
                        + " | Konto anlegen | weil Anna Berger Sie eingeladen hat. Antworten gehen an anna@sot.example.",
                "PASSWORD_RESET | Neues Passwort für Ihr Konto | mit diesem Link wählen Sie ein neues Passwort."
                        + " | Neues Passwort wählen | Sie haben kein neues Passwort verlangt?",
                "SENDER | Diese Adresse als Absender bestätigen | System of a Town möchte E-Mails mit"
                        + " marlene@voss.example als Absender verschicken, unter dem Namen „Kanzlei Voss“. Antworten"
                        + " gehen an die Person, die einlädt. | Adresse bestätigen | Sie wissen nichts davon?"
            })
    void speaksGerman(About about, String headline, String howTo, String button, String why) {
        var mail = about(about, Language.DE).mail();

        assertThat(mail.html()).contains("lang=\"de\"");
        assertSaid(mail, headline, "Guten Tag Marlene Voss,", howTo, button, why);
        assertSaid(mail, headline, "Der Link gilt nur einmal und bis 19. November 2026, 16:05 Uhr (MEZ).");
        assertThat(mail.html()).contains("Der Knopf reagiert nicht?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVITATION | Anna Berger invites you to System of a Town | With this link you make your account."
                        + " | Make your account | because Anna Berger invited you. Replies go to anna@sot.example.",
                "PASSWORD_RESET | A new password for your account | With this link you choose a new password."
                        + " | Choose a new password | You have not asked for a new password?",
                "SENDER | Confirm this address as a sender | System of a Town wants to send e-mails from"
                        + " marlene@voss.example, under the name “Kanzlei Voss”. Replies go to whoever sends the"
                        + " invitation. | Confirm address | You know nothing of this?"
            })
    void speaksEnglish(About about, String headline, String howTo, String button, String why) {
        var mail = about(about, Language.EN).mail();

        assertThat(mail.html()).contains("lang=\"en\"");
        assertSaid(mail, headline, "Hello Marlene Voss,", howTo, button, why);
        assertSaid(mail, headline, "The link works once, until 19 November 2026, 16:05 (CET).");
        assertThat(mail.html()).contains("Button not working?");
    }

    /// In both of its forms, each with the link.
    private static void assertSaid(Mail mail, String headline, String... sentences) {
        assertThat(mail.subject()).isEqualTo(headline);
        assertThat(mail.html()).contains(sentences).contains(headline, "href=\"" + LINK + "\"", "src=\"cid:mark\"");
        assertThat(mail.text()).contains(sentences).contains(headline, ":\n" + LINK);
        assertThat(mail.html() + mail.text()).doesNotContain("{{");
        assertThat(mail.replyTo()).isEqualTo(ANNA);
        assertThat(mail.calendar()).isNull();
    }

    @ParameterizedTest
    @EnumSource(About.class)
    void greetsTheNamelessAndShowsAnInitialForAMark(About about) {
        var mail = about(about, Language.EN, "", "Anna Berger", null).mail();

        assertThat(mail.html())
                .contains("Hello,")
                .doesNotContain("cid:mark", "{{")
                .contains(">S</td>");
        assertThat(mail.text()).contains("Hello,\n");
    }

    @ParameterizedTest
    @EnumSource(About.class)
    void markupInNamesIsText(About about) {
        for (var language : Language.values()) {
            var mail = about(about, language, "\"><img src=x onerror=alert(1)>", "<script>{{link}} $1 \\", MARK)
                    .mail();

            assertThat(mail.html())
                    .doesNotContain("<script>", "<img src=x")
                    .contains("&quot;&gt;&lt;img src=x onerror=alert(1)&gt;");
            if (about == About.INVITATION) assertThat(mail.html()).contains("&lt;script&gt;{{link}} $1 \\");
        }
    }

    @ParameterizedTest
    @EnumSource(About.class)
    void loadsNothingFromAnywhere(About about) {
        for (var language : Language.values()) {
            var html = about(about, language).mail().html();

            assertThat(html.replace("https://call.sot.example/", ""))
                    .doesNotContain("http:", "https:", "url(", "src=\"/");
        }
    }

    @Test
    void answersToASenderGoWhereTheOfficeSays() {
        var asked = new AccountMail.Asked("Kanzlei Voss", Optional.of(new EmailAddress("answers@voss.example")));
        var mail = about(About.SENDER, Language.EN);

        assertThat(new AccountMail(
                                mail.about(),
                                mail.tenant(),
                                mail.mark(),
                                mail.from(),
                                mail.writer(),
                                mail.to(),
                                asked,
                                mail.link(),
                                mail.expiresAt(),
                                mail.language())
                        .mail()
                        .text())
                .contains("Replies go to answers@voss.example.");
    }

    @Test
    void printsNoToken() {
        var mail = about(About.PASSWORD_RESET, Language.DE);

        assertThat(mail + " " + mail.mail()).doesNotContain(MailFixture.TOKEN);
    }
}
