package org.hausruf.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"marlene@voss.example", " Marlene.Voss+call@Mail.Voss-Bau.example ", "o'neil@x.yz", "1@2.de"})
    void takesWhatPeopleHave(String typed) {
        assertThat(EmailAddress.parse(typed).orElseThrow().value())
                .isEqualTo(typed.strip().toLowerCase(java.util.Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "marlene",
                "@voss.example",
                "marlene@",
                "marlene@voss",
                "a@b@voss.example",
                "a b@voss.example",
                "a@voss.example\r\nBcc: x@y.example",
                "a@voss.example\nx@y.example",
                "\na@voss.example",
                "a@voss.example\n",
                "a@voss.example, b@voss.example",
                "a@voss.example;b@voss.example",
                "Marlene <a@voss.example>",
                "\"a b\"@voss.example",
                "a@[127.0.0.1]",
                ".a@voss.example",
                "a..b@voss.example",
                "a@-voss.example",
                "a@voss..example",
                "a@voss.example.",
                "märlene@voss.example",
                "a@vöss.example",
                "a\u0000@voss.example",
                "a\u202e@voss.example",
                "<script>@voss.example",
                "mar\u212aus@voss.example", // the Kelvin sign
                "marlene@voss.e\u212aample",
                "\u0130na@voss.example", // I with a dot
            })
    void refusesEverythingElse(String typed) {
        assertThat(EmailAddress.parse(typed)).isEmpty();
    }

    @Test
    void refusesOverlongAddressesAndLocalParts() {
        var domain = "@" + "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(60) + ".example";

        assertThat(EmailAddress.parse("x".repeat(254 - domain.length()) + domain))
                .isPresent();
        assertThat(EmailAddress.parse("x".repeat(255 - domain.length()) + domain))
                .isEmpty();
        assertThat(EmailAddress.parse("x".repeat(64) + "@voss.example")).isPresent();
        assertThat(EmailAddress.parse("x".repeat(65) + "@voss.example")).isEmpty();
        assertThat(EmailAddress.parse("x".repeat(100_000) + "@voss.example")).isEmpty();
    }

    @Test
    void cannotBeMadeFromAnythingElse() {
        assertThatThrownBy(() -> new EmailAddress("a\r\n@voss.example")).isInstanceOf(IllegalArgumentException.class);
    }
}
