package org.hausruf.office.mail;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/// What a mail about a video call says, and the mail that says it: HTML of tables and inline styles, as mail readers
/// are, and the same in plain text. Of a planned call it carries the calendar entry, but for a reminder, which changes
/// none.
///
/// @param from a verified identity of the tenant
/// @param hostEmail where answers go: to the host, unless the office has another address for them
/// @param guest who reads it, be it the host
/// @param link a guest's holds the clear token; null: nothing is open any more
/// @param planned null: not for a time to come
public record Invitation(
        Tenant tenant,
        Mail.@Nullable Picture mark,
        Mail.Person from,
        String hostName,
        EmailAddress hostEmail,
        Mail.Person guest,
        String callTitle,
        Instant startsAt,
        @Nullable URI link,
        Instant expiresAt,
        Language language,
        Occasion occasion,
        Reader reader,
        @Nullable Planned planned) {
    private static final Template PAGE = Template.resource("invitation.html");

    /// Whom it is for.
    public enum Reader {
        GUEST,
        /// While guests get mail of the same, too.
        HOST,
        /// While no guest does.
        HOST_ALONE
    }

    /// Composed in the reader's language.
    public Mail mail() {
        var words = InvitationWords.of(this);
        var subject = planned == null ? words.headline() : words.headline() + ": " + callTitle;
        return new Mail(from, guest, hostEmail, subject, html(words), text(words), mark, calendar(words), expiresAt);
    }

    private Mail.@Nullable Calendar calendar(InvitationWords words) {
        if (planned == null || occasion == Occasion.REMINDER) return null;
        var isOff = occasion == Occasion.CANCELLED || occasion == Occasion.WITHDRAWN;
        return entry(isOff ? CalendarEntry.Method.CANCEL : CalendarEntry.Method.REQUEST, planned, description(words))
                .forMail();
    }

    /// To be fetched instead of mailed.
    public CalendarEntry published() {
        if (planned == null) throw new IllegalStateException("a call that begins now is no entry of a calendar");
        return entry(CalendarEntry.Method.PUBLISH, planned, description(InvitationWords.of(this)));
    }

    private CalendarEntry entry(CalendarEntry.Method method, Planned when, String description) {
        return new CalendarEntry(
                method,
                when.call(),
                when.sequence(),
                when.stampedAt(),
                when.startsAt(),
                when.endsAt(),
                callTitle,
                description,
                link,
                from,
                guest);
    }

    private String description(InvitationWords words) {
        if (link == null) return words.howTo();
        var description = words.button() + ":\n" + link;
        return words.personal().isEmpty() ? description : description + "\n\n" + words.validity();
    }

    @Override
    public String toString() {
        return "Invitation[]";
    }

    private String html(InvitationWords words) {
        var accent = new Accent(tenant.accentColor());
        return PAGE.filledWith(Map.ofEntries(
                Map.entry("language", language.tag()),
                Map.entry("videoCall", words.videoCall()),
                Map.entry("article", words.article()),
                Map.entry("welcome", welcome()),
                Map.entry("headline", words.headline()),
                Map.entry("greeting", words.greeting()),
                Map.entry("howTo", words.howTo()),
                Map.entry("button", words.button()),
                Map.entry("validity", words.validity()),
                Map.entry("personal", words.personal()),
                Map.entry("fallback", words.fallback()),
                Map.entry("why", words.why()),
                Map.entry("tenant", tenant.name()),
                Map.entry("initial", tenant.initial()),
                Map.entry("mark", mark == null ? "" : "mark"),
                Map.entry("sentence", tenant.sentence().in(language)),
                Map.entry("callTitle", callTitle),
                Map.entry("callTime", callTime()),
                Map.entry("link", link == null ? "" : link.toString()),
                Map.entry("accent", accent.onLight()),
                Map.entry("accentOnDark", accent.onDark()),
                Map.entry("textInDark", accent.textInDark())));
    }

    private String text(InvitationWords words) {
        return """
               %s%s

               %s
               %s

               %s: %s
               %s

               %s--\s
               %s
               %s
               %s
               """.formatted(
                        welcome().isEmpty() ? "" : welcome() + "\n\n",
                        words.headline(),
                        words.greeting(),
                        words.howTo(),
                        words.videoCall(),
                        callTitle,
                        callTime(),
                        wayIn(words),
                        tenant.name(),
                        tenant.sentence().in(language),
                        words.why());
    }

    /// For guests who come; the host is at home, and who does not come reads nothing of it.
    private String welcome() {
        return reader == Reader.GUEST && link != null ? tenant.welcome().in(language) : "";
    }

    private String wayIn(InvitationWords words) {
        if (link == null) return "";
        var button = words.button() + ":\n" + link + "\n\n";
        return words.validity().isEmpty() ? button : button + words.validity() + "\n" + words.personal() + "\n\n";
    }

    private String callTime() {
        if (planned != null) return planned.inWords(language);
        return switch (language) {
            case DE -> time("EEEE, d. MMMM uuuu, HH:mm 'Uhr' (zzz)", startsAt);
            case EN -> time("EEEE, d MMMM uuuu, HH:mm (zzz)", startsAt);
        };
    }

    String validUntil() {
        if (planned != null) return Planned.until(expiresAt, planned.zone(), language);
        return switch (language) {
            case DE -> time("d. MMMM uuuu, HH:mm 'Uhr' (zzz)", expiresAt);
            case EN -> time("d MMMM uuuu, HH:mm (zzz)", expiresAt);
        };
    }

    private String time(String pattern, Instant instant) {
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(instant.atZone(tenant.zone()));
    }
}
