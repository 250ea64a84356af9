package org.hausruf.office.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.hausruf.office.mail.SmtpServer.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpServerTest {
    @Test
    void readsHostPortAndLogin() {
        assertThat(SmtpServer.parse("smtp://mail.sot.example"))
                .contains(new SmtpServer(Security.OFFERED, "mail.sot.example", 25, null, null));
        assertThat(SmtpServer.parse("smtps://mail.sot.example/"))
                .contains(new SmtpServer(Security.TLS, "mail.sot.example", 465, null, null));
        assertThat(SmtpServer.parse("smtp+starttls://anna%40sot.example:p+%3A%2Fw@mail.sot.example:2525"))
                .contains(new SmtpServer(Security.STARTTLS, "mail.sot.example", 2525, "anna@sot.example", "p+:/w"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mail.sot.example",
                "http://mail.sot.example",
                "smtp://",
                "smtp://secret@mail.sot.example",
                "smtp://mail.sot.example/secret",
                "smtp://a:secret@mail sot",
                "smtp://mail.sot.example:99999",
                "smtp://mail.sot.example?x",
                "smtp://a:%zz@mail.sot.example"
            })
    void refusesTheRest(String url) {
        assertThat(SmtpServer.parse(url)).isEmpty();
    }

    @Test
    void printsNoPassword() {
        assertThat(SmtpServer.parse("smtp://anna:secret@mail.sot.example").orElseThrow())
                .hasToString("OFFERED mail.sot.example:25");
    }
}
