package org.hausruf.office.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.hausruf.office.Language;

/// For when a call is planned, as its mails and calendar entries say it. Immutable.
///
/// @param call its calendar entry is known by that
/// @param sequence how often it was changed
/// @param stampedAt when this is said
public record Planned(UUID call, Instant startsAt, Instant endsAt, ZoneId zone, int sequence, Instant stampedAt) {
    /// Day, both times and the zone with what it differs from UTC that day.
    String inWords(Language language) {
        var start = startsAt.atZone(zone);
        var end = endsAt.atZone(zone);
        var isOneDay = start.toLocalDate().equals(end.toLocalDate());
        return switch (language) {
            case DE ->
                format("EEEE, d. MMMM uuuu, HH:mm", language, start) + " bis "
                        + format(isOneDay ? "HH:mm" : "EEEE, d. MMMM uuuu, HH:mm", language, end) + " Uhr ("
                        + zone(start) + ")";
            case EN ->
                format("EEEE, d MMMM uuuu, HH:mm", language, start) + " to "
                        + format(isOneDay ? "HH:mm" : "EEEE, d MMMM uuuu, HH:mm", language, end) + " (" + zone(start)
                        + ")";
        };
    }

    /// Until when links open it.
    static String until(Instant time, ZoneId zone, Language language) {
        var local = time.atZone(zone);
        return switch (language) {
            case DE -> format("d. MMMM uuuu, HH:mm 'Uhr'", language, local) + " (" + zone(local) + ")";
            case EN -> format("d MMMM uuuu, HH:mm", language, local) + " (" + zone(local) + ")";
        };
    }

    private static String zone(ZonedDateTime time) {
        return time.getZone().getId() + ", UTC"
                + DateTimeFormatter.ofPattern("xxx").format(time);
    }

    private static String format(String pattern, Language language, ZonedDateTime time) {
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(time);
    }
}
