package org.hausruf.office.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import biweekly.property.Attendee;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.mail.CalendarEntry.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What others read of it: biweekly, which shares no line with the writer.
class CalendarEntryTest {
    private static final Instant START = Instant.parse("2027-03-28T00:30:00Z");
    private static final URI LINK = URI.create("https://call.sot.example/portal/office/videocalls/join/7c1e?t=9f2b");

    private static CalendarEntry entry(Method method, String title, String guestName) {
        return new CalendarEntry(
                method,
                new UUID(1, 2),
                3,
                Instant.parse("2026-11-19T12:00:00Z"),
                START,
                START.plus(Duration.ofMinutes(45)),
                title,
                "Jetzt beitreten:\n" + LINK,
                LINK,
                new Mail.Person("Anna Berger", new EmailAddress("office@sot.example")),
                new Mail.Person(guestName, new EmailAddress("marlene@voss.example")));
    }

    /// Read without a single warning.
    private static ICalendar read(String text) {
        var reader = Biweekly.parse(text);
        List<List<ParseWarning>> warnings = new ArrayList<>();
        var calendars = reader.warnings(warnings).all();
        assertThat(warnings).allSatisfy(ofOne -> assertThat(ofOne).isEmpty());
        assertThat(calendars).hasSize(1);
        assertThat(calendars.getFirst().validate(ICalVersion.V2_0)).isEmpty();
        return calendars.getFirst();
    }

    private static VEvent event(String text) {
        var events = read(text).getEvents();
        assertThat(events).hasSize(1);
        return events.getFirst();
    }

    @Test
    void aCalendarReadsWhatWasMeant() {
        var text = entry(Method.REQUEST, "Dachsanierung", "Marlene Voss").text();

        assertThat(read(text).getMethod().getValue()).isEqualTo("REQUEST");
        var event = event(text);
        assertThat(event.getUid().getValue()).isEqualTo(new UUID(1, 2).toString());
        assertThat(event.getSequence().getValue()).isEqualTo(3);
        assertThat(event.getDateTimeStamp().getValue().toInstant()).isEqualTo("2026-11-19T12:00:00Z");
        assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(START);
        assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo("2027-03-28T01:15:00Z");
        assertThat(event.getSummary().getValue()).isEqualTo("Dachsanierung");
        assertThat(event.getDescription().getValue()).isEqualTo("Jetzt beitreten:\n" + LINK);
        assertThat(event.getUrl().getValue()).isEqualTo(LINK.toString());
        assertThat(event.getOrganizer().getEmail()).isEqualTo("office@sot.example");
        assertThat(event.getOrganizer().getCommonName()).isEqualTo("Anna Berger");
        Attendee attendee = event.getAttendees().getFirst();
        assertThat(attendee.getEmail()).isEqualTo("marlene@voss.example");
        assertThat(attendee.getCommonName()).isEqualTo("Marlene Voss");
        assertThat(attendee.getRsvp()).isTrue();
        assertThat(event.getStatus().isConfirmed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodIsOneThatCalendarsTake(Method method) {
        var text = entry(method, "Dach", "").text();

        assertThat(read(text).getMethod().getValue()).isEqualTo(method.name());
        assertThat(event(text).getStatus().isCancelled()).isEqualTo(method == Method.CANCEL);
        assertThat(event(text).getAttendees()).hasSize(method == Method.PUBLISH ? 0 : 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commas, semicolons; colons: and \\ backslashes \\n",
                "\"quoted\" 'quoted'",
                "END:VEVENT",
                "a;b=\"c\":mailto:evil@x.example",
                "{{link}} %s $1 <b>&amp;</b>",
            })
    void whatLooksLikeSyntaxIsText(String title) {
        var text = entry(Method.REQUEST, title, title.replace("\\n", "")).text();

        var event = event(text);
        assertThat(event.getSummary().getValue()).isEqualTo(title);
        assertThat(event.getAttendees()).hasSize(1);
        assertThat(event.getAttendees().getFirst().getEmail()).isEqualTo("marlene@voss.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dach\r\nATTENDEE:mailto:evil@x.example",
                "Dach\nATTENDEE:mailto:evil@x.example",
                "Dach\rATTENDEE:mailto:evil@x.example",
                "Dach\u2028ATTENDEE:mailto:evil@x.example",
                "Dach\u0085ATTENDEE:mailto:evil@x.example",
                "Dach\0\u0007\u001bEND:VEVENT\u007f",
                "Dach\r\n ATTENDEE:mailto:evil@x.example\r\nEND:VCALENDAR",
            })
    void noTitleBeginsALineOfItsOwn(String title) {
        var text = entry(Method.REQUEST, title, "Marlene").text();

        var event = event(text);
        assertThat(event.getAttendees()).hasSize(1);
        assertThat(event.getSummary().getValue()).startsWith("Dach");
        assertThat(text.split("\r\n"))
                .filteredOn(line -> line.startsWith("ATTENDEE"))
                .hasSize(1);
        assertThat(text.replace("\r\n", "").chars()).noneMatch(Character::isISOControl);
    }

    @Test
    void noNameEndsItsQuotes() {
        var event = event(entry(Method.REQUEST, "Dach", "x\":mailto:evil@x.example;CN=\"y")
                .text());

        assertThat(event.getAttendees()).hasSize(1);
        assertThat(event.getAttendees().getFirst().getEmail()).isEqualTo("marlene@voss.example");
    }

    @Test
    void oddAddressesAreStillOneAddress() {
        var odd = "a%3f?b&c#d/e+f'g@voss.example";
        var text = new CalendarEntry(
                        Method.REQUEST,
                        new UUID(1, 2),
                        0,
                        START,
                        START,
                        START.plusSeconds(300),
                        "Dach",
                        "",
                        null,
                        new Mail.Person("", new EmailAddress(odd)),
                        new Mail.Person("", new EmailAddress(odd)))
                .text();

        assertThat(text.replace("\r\n ", "")).contains("RSVP=TRUE:mailto:a%253f%3Fb%26c%23d%2Fe+f'g@voss.example\r\n");
        assertThat(event(text).getUrl()).isNull();
    }

    /// At each offset of a fold, with characters of one to four bytes and of several code points.
    @Test
    void noFoldBreaksACharacterAndNoLineIsTooLong() {
        for (var before = 0; before < 80; before++) {
            for (var letter : new String[] {"a", "ß", "屋", "🏠", "👩‍👩‍👧", "e\u0301"}) {
                var title = "x".repeat(before) + letter.repeat(40);
                var text = entry(Method.REQUEST, title, "Marlène").text();

                for (var line : text.split("\r\n", -1)) {
                    var bytes = line.getBytes(UTF_8);
                    assertThat(bytes.length).isLessThanOrEqualTo(75);
                    assertThat(line).doesNotContain("\ufffd").doesNotContain("\n");
                    assertThat(line.isEmpty() || !Character.isLowSurrogate(line.charAt(0)))
                            .isTrue();
                }
                assertThat(event(text).getSummary().getValue()).isEqualTo(title);
            }
        }
    }

    @Test
    void printsNoLink() {
        var entry = entry(Method.REQUEST, "Dach", "");

        assertThat(entry + " " + entry.forMail()).doesNotContain("9f2b");
    }
}
