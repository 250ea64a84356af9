package org.hausruf.office.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hausruf.office.mail.SmtpServer.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpServerTest {
    @Test
    void readsHostPortAndLogin() {
        assertThat(SmtpServer.parse("smtp://mail.sot.example"))
                .isEqualTo(new SmtpServer(Security.OFFERED, "mail.sot.example", 25, null, null));
        assertThat(SmtpServer.parse("smtps://mail.sot.example/"))
                .isEqualTo(new SmtpServer(Security.TLS, "mail.sot.example", 465, null, null));
        assertThat(SmtpServer.parse("smtp+starttls://anna%40sot.example:p+%3A%2Fw@mail.sot.example:2525"))
                .isEqualTo(new SmtpServer(Security.STARTTLS, "mail.sot.example", 2525, "anna@sot.example", "p+:/w"));
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
                "smtp://a:secret@mail sot"
            })
    void refusesTheRestWithoutQuotingIt(String url) {
        assertThatThrownBy(() -> SmtpServer.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(SmtpServer.ALLOWED);
    }

    @Test
    void printsNoPassword() {
        assertThat(SmtpServer.parse("smtp://anna:secret@mail.sot.example")).hasToString("OFFERED mail.sot.example:25");
    }
}
