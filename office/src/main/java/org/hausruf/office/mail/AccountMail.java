package org.hausruf.office.mail;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.hausruf.office.Language;
import org.hausruf.office.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/// A mail about somebody's own account: come in, or choose a new password. In the look of [Invitation].
///
/// @param from a verified identity of the tenant, where answers go, too
/// @param link holds the clear token
public record AccountMail(
        About about,
        Tenant tenant,
        Mail.@Nullable Picture mark,
        Mail.Person from,
        Mail.Person to,
        URI link,
        Instant expiresAt,
        Language language) {
    private static final Template PAGE = Template.resource("account.html");

    /// What it is about.
    public enum About {
        INVITATION,
        PASSWORD_RESET
    }

    /// Composed in the reader's language.
    public Mail mail() {
        var words = words();
        return new Mail(from, to, from.address(), words.headline(), html(words), text(words), mark, expiresAt);
    }

    @Override
    public String toString() {
        return "AccountMail[]";
    }

    private record Words(
            String headline,
            String greeting,
            String howTo,
            String button,
            String validity,
            String fallback,
            String why) {}

    private Words words() {
        return switch (language) {
            case DE -> german();
            case EN -> english();
        };
    }

    private Words german() {
        var greeting = "Guten Tag" + (to.name().isEmpty() ? "" : " " + to.name()) + ",";
        var validity = "Der Link gilt nur einmal und bis " + time("d. MMMM uuuu, HH:mm 'Uhr' (zzz)") + ".";
        var fallback = "Der Knopf reagiert nicht? Kopieren Sie diese Adresse in Ihren Browser:";
        return switch (about) {
            case INVITATION ->
                new Words(
                        from.name() + " lädt Sie zu " + tenant.name() + " ein",
                        greeting,
                        "mit diesem Link legen Sie Ihr Konto an. Danach telefonieren Sie im Browser mit Ihren"
                                + " Kolleginnen, Kollegen und Gästen.",
                        "Konto anlegen",
                        validity,
                        fallback,
                        "Sie erhalten diese E-Mail, weil " + from.name() + " Sie eingeladen hat. Antworten gehen an "
                                + from.address() + ".");
            case PASSWORD_RESET ->
                new Words(
                        "Neues Passwort für Ihr Konto",
                        greeting,
                        "mit diesem Link wählen Sie ein neues Passwort. Danach sind Sie überall abgemeldet.",
                        "Neues Passwort wählen",
                        validity,
                        fallback,
                        "Sie haben kein neues Passwort verlangt? Dann können Sie diese E-Mail löschen: Ihr Passwort bleibt,"
                                + " wie es ist.");
        };
    }

    private Words english() {
        var greeting = "Hello" + (to.name().isEmpty() ? "" : " " + to.name()) + ",";
        var validity = "The link works once, until " + time("d MMMM uuuu, HH:mm (zzz)") + ".";
        var fallback = "Button not working? Copy this address into your browser:";
        return switch (about) {
            case INVITATION ->
                new Words(
                        from.name() + " invites you to " + tenant.name(),
                        greeting,
                        "With this link you make your account. Then you call colleagues and guests in your browser.",
                        "Make your account",
                        validity,
                        fallback,
                        "You receive this e-mail because " + from.name() + " invited you. Replies go to "
                                + from.address() + ".");
            case PASSWORD_RESET ->
                new Words(
                        "A new password for your account",
                        greeting,
                        "With this link you choose a new password. Then you are signed out everywhere.",
                        "Choose a new password",
                        validity,
                        fallback,
                        "You have not asked for a new password? Then you can delete this e-mail: your password stays as it"
                                + " is.");
        };
    }

    private String html(Words words) {
        var accent = new Accent(tenant.accentColor());
        return PAGE.filledWith(Map.ofEntries(
                Map.entry("language", language.tag()),
                Map.entry("headline", words.headline()),
                Map.entry("greeting", words.greeting()),
                Map.entry("howTo", words.howTo()),
                Map.entry("button", words.button()),
                Map.entry("validity", words.validity()),
                Map.entry("fallback", words.fallback()),
                Map.entry("why", words.why()),
                Map.entry("tenant", tenant.name()),
                Map.entry("initial", tenant.initial()),
                Map.entry("mark", mark == null ? "" : "mark"),
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

               %s:
               %s

               %s

               --\s
               %s
               %s
               """.formatted(
                        words.headline(),
                        words.greeting(),
                        words.howTo(),
                        words.button(),
                        link,
                        words.validity(),
                        tenant.name(),
                        words.why());
    }

    private String time(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(expiresAt.atZone(tenant.zone()));
    }
}
