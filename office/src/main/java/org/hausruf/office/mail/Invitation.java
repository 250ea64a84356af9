package org.hausruf.office.mail;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/// What an invitation says, and the mail that says it: HTML of tables and inline styles, as mail readers are, and the
/// same in plain text.
///
/// @param from a verified identity of the tenant
/// @param hostEmail where answers go: to the host, unless the office has another address for them
/// @param link holds the clear token
public record Invitation(
        Tenant tenant,
        Mail.@Nullable Picture mark,
        Mail.Person from,
        String hostName,
        EmailAddress hostEmail,
        Mail.Person guest,
        String callTitle,
        Instant startsAt,
        URI link,
        Instant expiresAt,
        Language language) {
    private static final Template PAGE = Template.resource("invitation.html");

    /// Composed in the guest's language.
    public Mail mail() {
        var words = words();
        return new Mail(from, guest, hostEmail, words.headline(), html(words), text(words), mark, expiresAt);
    }

    @Override
    public String toString() {
        return "Invitation[]";
    }

    private record Words(
            String videoCall,
            String article,
            String headline,
            String greeting,
            String howTo,
            String button,
            String validity,
            String personal,
            String fallback,
            String why) {}

    private Words words() {
        return switch (language) {
            case DE ->
                new Words(
                        "Videocall",
                        "Einladung zu einem Videocall",
                        hostName + " lädt Sie zu einem Videocall ein",
                        "Guten Tag" + (guest.name().isEmpty() ? "" : " " + guest.name()) + ",",
                        "mit „Jetzt beitreten“ kommen Sie zum Raum. Ein Browser genügt, Sie müssen nichts installieren.",
                        "Jetzt beitreten",
                        "Ihr Link gilt nur einmal und bis " + time("d. MMMM uuuu, HH:mm 'Uhr' (zzz)", expiresAt) + ".",
                        "Er ist persönlich. Bitte leiten Sie diese E-Mail nicht weiter.",
                        "Der Knopf reagiert nicht? Kopieren Sie diese Adresse in Ihren Browser:",
                        "Sie erhalten diese E-Mail, weil " + hostName + " Sie eingeladen hat. Antworten gehen an "
                                + hostEmail.value() + ".");
            case EN ->
                new Words(
                        "Video call",
                        "Invitation to a video call",
                        hostName + " invites you to a video call",
                        "Hello" + (guest.name().isEmpty() ? "" : " " + guest.name()) + ",",
                        "“Join now” takes you to the room. A browser is enough, there is nothing to install.",
                        "Join now",
                        "Your link works once, until " + time("d MMMM uuuu, HH:mm (zzz)", expiresAt) + ".",
                        "It is personal. Please do not forward this e-mail.",
                        "Button not working? Copy this address into your browser:",
                        "You receive this e-mail because " + hostName + " invited you. Replies go to "
                                + hostEmail.value() + ".");
        };
    }

    private String html(Words words) {
        var accent = new Accent(tenant.accentColor());
        return PAGE.filledWith(Map.ofEntries(
                Map.entry("language", language.tag()),
                Map.entry("videoCall", words.videoCall()),
                Map.entry("article", words.article()),
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
                Map.entry("link", link.toString()),
                Map.entry("accent", accent.onLight()),
                Map.entry("accentOnDark", accent.onDark()),
                Map.entry("textInDark", accent.textInDark())));
    }

    private String text(Words words) {
        return """
               %s

               %s
               %s

               %s: %s
               %s

               %s:
               %s

               %s
               %s

               --\s
               %s
               %s
               %s
               """.formatted(
                        words.headline(),
                        words.greeting(),
                        words.howTo(),
                        words.videoCall(),
                        callTitle,
                        callTime(),
                        words.button(),
                        link,
                        words.validity(),
                        words.personal(),
                        tenant.name(),
                        tenant.sentence().in(language),
                        words.why());
    }

    private String callTime() {
        return switch (language) {
            case DE -> time("EEEE, d. MMMM uuuu, HH:mm 'Uhr' (zzz)", startsAt);
            case EN -> time("EEEE, d MMMM uuuu, HH:mm (zzz)", startsAt);
        };
    }

    private String time(String pattern, Instant instant) {
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(instant.atZone(tenant.zone()));
    }
}
