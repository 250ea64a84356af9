package org.hausruf.office;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    @ParameterizedTest
    @ValueSource(strings = {"<b>Dach & Fach</b>", "Übergabe 🏠", "O'Neil", "שלום"})
    void keepsWhatPeopleWriteMarkupIncluded(String typed) {
        assertThat(Text.line("title", "  " + typed + " ", 40)).isEqualTo(Result.ok(typed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"two\nlines", "two\r\nlines", "a\tb", "a\u0000b", "a\u0085b", "a\u2028b", "a\u202eb", "a\ud800b"
            })
    void refusesWhatIsNotOneLine(String typed) {
        assertThat(Text.line("title", typed, 40))
                .isEqualTo(Result.refused(new Refusal.Invalid(
                        "title", "not one line of text", "one line of text, at most 40 characters")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\u00a0", "\u200b\u200d", "\ufeff", "\u200f", "\u3164", "\u2800 \u2800", "\udb40\udc41"
            })
    void whatNobodyCanSeeIsNothing(String typed) {
        assertThat(Text.line("title", typed, 40)).isEqualTo(Result.ok(""));
    }

    @Test
    void countsCharactersAsPeopleDo() {
        assertThat(Text.line("title", "🏠".repeat(40), 40)).isInstanceOf(Result.Ok.class);
        assertThat(Text.line("title", "a".repeat(41), 40))
                .isEqualTo(Result.refused(
                        new Refusal.Invalid("title", "too long", "one line of text, at most 40 characters")));
    }
}
