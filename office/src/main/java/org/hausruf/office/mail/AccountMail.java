package org.hausruf.office.mail;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/// A mail about somebody's own account: come in, or choose a new password. In the look of [Invitation].
///
/// @param from a verified identity of the tenant
/// @param writer on whose behalf it goes
/// @param asked what a confirmation of a sender allows; null: it is about something else
/// @param link holds the clear token
public record AccountMail(
        About about,
        Tenant tenant,
        Mail.@Nullable Picture mark,
        Mail.Person from,
        Writer writer,
        Mail.Person to,
        @Nullable Asked asked,
        URI link,
        Instant expiresAt,
        Language language) {
    private static final Template PAGE = Template.resource("account.html");

    /// As whom an office wants to send.
    ///
    /// @param name under which
    /// @param replyTo nothing: answers go to whoever invites
    public record Asked(String name, Optional<EmailAddress> replyTo) {}

    /// What it is about.
    public enum About {
        INVITATION,
        PASSWORD_RESET,
        /// Whether mail may go out as the address that this one goes to.
        SENDER
    }

    /// @param name of who invites
    /// @param replyTo where answers go
    public record Writer(String name, EmailAddress replyTo) {
        /// Nobody but the sender.
        public static Writer of(Mail.Person from, Optional<EmailAddress> replyTo) {
            return new Writer(from.name(), replyTo.orElse(from.address()));
        }
    }

    /// Composed in the reader's language.
    public Mail mail() {
        var words = words();
        return new Mail(from, to, writer.replyTo(), words.headline(), html(words), text(words), mark, null, expiresAt);
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
                        writer.name() + " lädt Sie zu " + tenant.name() + " ein",
                        greeting,
                        "mit diesem Link legen Sie Ihr Konto an. Danach telefonieren Sie im Browser mit Ihren"
                                + " Kolleginnen, Kollegen und Gästen.",
                        "Konto anlegen",
                        validity,
                        fallback,
                        "Sie erhalten diese E-Mail, weil " + writer.name() + " Sie eingeladen hat. Antworten gehen an "
                                + writer.replyTo() + ".");
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
            case SENDER ->
                new Words(
                        "Diese Adresse als Absender bestätigen",
                        greeting,
                        tenant.name() + " möchte E-Mails mit " + to.address() + " als Absender verschicken, unter dem"
                                + " Namen „" + wanted().name() + "“. Antworten gehen an "
                                + replies("die Person, die einlädt") + ". Wenn das in Ordnung ist, bestätigen Sie es"
                                + " mit diesem Link.",
                        "Adresse bestätigen",
                        validity,
                        fallback,
                        "Sie wissen nichts davon? Dann löschen Sie diese E-Mail: ohne Bestätigung wird die Adresse nicht"
                                + " verwendet.");
        };
    }

    private Words english() {
        var greeting = "Hello" + (to.name().isEmpty() ? "" : " " + to.name()) + ",";
        var validity = "The link works once, until " + time("d MMMM uuuu, HH:mm (zzz)") + ".";
        var fallback = "Button not working? Copy this address into your browser:";
        return switch (about) {
            case INVITATION ->
                new Words(
                        writer.name() + " invites you to " + tenant.name(),
                        greeting,
                        "With this link you make your account. Then you call colleagues and guests in your browser.",
                        "Make your account",
                        validity,
                        fallback,
                        "You receive this e-mail because " + writer.name() + " invited you. Replies go to "
                                + writer.replyTo() + ".");
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
            case SENDER ->
                new Words(
                        "Confirm this address as a sender",
                        greeting,
                        tenant.name() + " wants to send e-mails from " + to.address() + ", under the name “"
                                + wanted().name() + "”. Replies go to " + replies("whoever sends the invitation")
                                + ". If that is all right, confirm it with this link.",
                        "Confirm address",
                        validity,
                        fallback,
                        "You know nothing of this? Then delete this e-mail: without a confirmation the address is not"
                                + " used.");
        };
    }

    private Asked wanted() {
        return Objects.requireNonNull(asked, "of a sender it says as whom");
    }

    private String replies(String toWhoeverInvites) {
        return wanted().replyTo().map(EmailAddress::value).orElse(toWhoeverInvites);
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
