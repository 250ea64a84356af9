package org.hausruf.office.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One meeting as a calendar takes it: an iCalendar object (RFC 5545) with one event, for one person (RFC 5546). Times
/// are UTC, which each calendar shows in its own zone. Immutable.
///
/// Written by hand, as it is fifteen lines of text: whatever a person typed is escaped, lines are folded between
/// characters, and no value can begin a line of its own.
///
/// @param uid the same for all that is ever said about the meeting
/// @param sequence goes up with each change
/// @param stampedAt when this was said
/// @param link where the person comes in; null: nowhere any more
public record CalendarEntry(
        Method method,
        UUID uid,
        int sequence,
        Instant stampedAt,
        Instant startsAt,
        Instant endsAt,
        String summary,
        String description,
        @Nullable URI link,
        Mail.Person organizer,
        Mail.Person attendee) {
    private static final int MAX_LINE_BYTES = 75;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /// What is said of the meeting.
    public enum Method {
        /// That one is asked to come, or that it is otherwise now.
        REQUEST,
        /// That it does not take place.
        CANCEL,
        /// That there is one, to whoever fetches it for their own calendar.
        PUBLISH
    }

    /// For a mail.
    public Mail.Calendar forMail() {
        return new Mail.Calendar(method.name(), text());
    }

    /// The whole object, with CRLF after each line.
    public String text() {
        var out = new StringBuilder();
        line(out, "BEGIN:VCALENDAR");
        line(out, "VERSION:2.0");
        line(out, "PRODID:-//Hausruf//Hausruf//EN");
        line(out, "METHOD:" + method);
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + uid);
        line(out, "SEQUENCE:" + sequence);
        line(out, "DTSTAMP:" + UTC.format(stampedAt));
        line(out, "DTSTART:" + UTC.format(startsAt));
        line(out, "DTEND:" + UTC.format(endsAt));
        line(out, "SUMMARY:" + escaped(summary));
        line(out, "DESCRIPTION:" + escaped(description));
        if (link != null) line(out, "URL:" + link.toASCIIString());
        line(out, "ORGANIZER" + named(organizer) + ":" + uri(organizer));
        if (method != Method.PUBLISH) line(out, attendeeLine());
        line(out, "STATUS:" + (method == Method.CANCEL ? "CANCELLED" : "CONFIRMED"));
        line(out, "CLASS:PRIVATE"); // the link is one person's: whoever else sees the calendar sees that they are busy
        line(out, "END:VEVENT");
        line(out, "END:VCALENDAR");
        return out.toString();
    }

    private String attendeeLine() {
        return "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE" + named(attendee) + ":"
                + uri(attendee);
    }

    /// RFC 6068: what an address may hold and a URI may not.
    private static String uri(Mail.Person person) {
        var uri = new StringBuilder("mailto:");
        for (var c : person.address().value().toCharArray()) {
            var isPlain = Character.isLetterOrDigit(c) || "@.-_+~!$'*".indexOf(c) >= 0;
            uri.append(isPlain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return uri.toString();
    }

    /// As a parameter, between quotes, which the name may not hold; there is no way to escape them that all know.
    private static String named(Mail.Person person) {
        var name = withoutControls(person.name()).replace('"', '\'').replace('\n', ' ');
        return name.isEmpty() ? "" : ";CN=\"" + name + "\"";
    }

    /// RFC 5545, 3.3.11.
    private static String escaped(String text) {
        return withoutControls(text.replace("\r\n", "\n").replace('\r', '\n'))
                .replace("\\", "\\\\")
                .replace(";", "\\;")
                .replace(",", "\\,")
                .replace("\n", "\\n");
    }

    /// Other than line breaks, which are the caller's. U+2028 and the like are a line's end to some.
    private static String withoutControls(String text) {
        return text.codePoints()
                .filter(it -> it == '\n' || !isControl(it))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isControl(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    /// Folded after 75 bytes at most (RFC 5545, 3.1), never within a character.
    private static void line(StringBuilder out, String content) {
        var bytes = 0;
        for (var i = 0; i < content.length(); ) {
            var codePoint = content.codePointAt(i);
            var size = Character.toString(codePoint).getBytes(UTF_8).length;
            if (bytes + size > MAX_LINE_BYTES) {
                out.append("\r\n ");
                bytes = 1;
            }
            out.appendCodePoint(codePoint);
            bytes += size;
            i += Character.charCount(codePoint);
        }
        out.append("\r\n");
    }

    @Override
    public String toString() {
        return "CalendarEntry[" + method + " " + uid + "]";
    }
}
