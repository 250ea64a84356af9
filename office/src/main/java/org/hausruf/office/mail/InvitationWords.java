package org.hausruf.office.mail;

/// The sentences of an [Invitation].
///
/// @param validity empty where there is no link, or one that does not run out
/// @param personal the same
record InvitationWords(
        String videoCall,
        String article,
        String headline,
        String greeting,
        String howTo,
        String button,
        String validity,
        String personal,
        String fallback,
        String why) {
    static InvitationWords of(Invitation it) {
        var isForGuest = it.reader() == Invitation.Reader.GUEST;
        return switch (it.language()) {
            case DE -> isForGuest ? germanGuest(it) : germanHost(it);
            case EN -> isForGuest ? englishGuest(it) : englishHost(it);
        };
    }

    private static InvitationWords germanGuest(Invitation it) {
        var host = it.hostName();
        return german(
                it,
                switch (it.occasion()) {
                    case INVITED -> host + " lädt Sie zu einem Videocall ein";
                    case CHANGED -> host + " hat den Videocall geändert";
                    case CANCELLED -> host + " hat den Videocall abgesagt";
                    case WITHDRAWN -> host + " hat Ihre Einladung zurückgezogen";
                    case REMINDER -> "Erinnerung: Videocall mit " + host;
                },
                switch (it.occasion()) {
                    case INVITED ->
                        "mit „Jetzt beitreten“ kommen Sie zum Raum. Ein Browser genügt, Sie müssen nichts installieren.";
                    case CHANGED ->
                        "hier steht, was jetzt gilt. Die Datei invite.ics bringt auch Ihren Kalender auf diesen Stand.";
                    case CANCELLED -> "der Videocall findet nicht statt. Ihr Link öffnet nichts mehr.";
                    case WITHDRAWN ->
                        "Sie sind zu diesem Videocall nicht mehr eingeladen, und Ihr Link öffnet nichts mehr. Die Datei"
                                + " invite.ics nimmt ihn aus Ihrem Kalender.";
                    case REMINDER -> "der Videocall beginnt bald. Mit „Jetzt beitreten“ kommen Sie zum Raum.";
                },
                "Jetzt beitreten",
                "Sie erhalten diese E-Mail, weil " + host + " Sie eingeladen hat. Antworten gehen an "
                        + it.hostEmail().value() + ".");
    }

    private static InvitationWords germanHost(Invitation it) {
        var isAlone = it.reader() == Invitation.Reader.HOST_ALONE;
        return german(
                it,
                switch (it.occasion()) {
                    case INVITED -> "Ihr Videocall ist geplant";
                    case CHANGED -> "Ihr Videocall ist geändert";
                    case CANCELLED -> "Ihr Videocall ist abgesagt";
                    case WITHDRAWN -> throw guestsAlone();
                    case REMINDER -> "Erinnerung: Ihr Videocall beginnt bald";
                },
                switch (it.occasion()) {
                    case INVITED -> "die Datei invite.ics trägt ihn in Ihren Kalender ein.";
                    case CHANGED ->
                        isAlone
                                ? "hier steht, was jetzt gilt. Die Datei invite.ics bringt auch Ihren Kalender auf"
                                        + " diesen Stand."
                                : "Ihre Gäste bekommen die Änderung auch per E-Mail, mit einem neuen Link.";
                    case CANCELLED ->
                        isAlone
                                ? "die Datei invite.ics nimmt ihn aus Ihrem Kalender."
                                : "Ihre Gäste bekommen die Absage auch per E-Mail.";
                    case WITHDRAWN -> throw guestsAlone();
                    case REMINDER ->
                        isAlone ? "mit „Zum Raum“ kommen Sie hinein." : "Ihre Gäste bekommen diese Erinnerung auch.";
                },
                "Zum Raum",
                "Sie erhalten diese E-Mail, weil Sie diesen Videocall geplant haben.");
    }

    /// Hosts have no invite that could be taken back: so there are no words for it, and no mail.
    private static IllegalStateException guestsAlone() {
        return new IllegalStateException("only a guest's invite is taken back");
    }

    private static InvitationWords german(Invitation it, String headline, String howTo, String button, String why) {
        var isTicket = it.link() != null && it.reader() == Invitation.Reader.GUEST;
        return new InvitationWords(
                "Videocall",
                switch (it.occasion()) {
                    case INVITED -> "Einladung zu einem Videocall";
                    case CHANGED -> "Änderung eines Videocalls";
                    case CANCELLED -> "Absage eines Videocalls";
                    case WITHDRAWN -> "Zurückgezogene Einladung";
                    case REMINDER -> "Erinnerung an einen Videocall";
                },
                headline,
                "Guten Tag"
                        + (it.guest().name().isEmpty() ? "" : " " + it.guest().name()) + ",",
                howTo,
                button,
                isTicket ? "Ihr Link gilt nur einmal und bis " + it.validUntil() + "." : "",
                isTicket ? "Er ist persönlich. Bitte leiten Sie diese E-Mail nicht weiter." : "",
                "Der Knopf reagiert nicht? Kopieren Sie diese Adresse in Ihren Browser:",
                why);
    }

    private static InvitationWords englishGuest(Invitation it) {
        var host = it.hostName();
        return english(
                it,
                switch (it.occasion()) {
                    case INVITED -> host + " invites you to a video call";
                    case CHANGED -> host + " has changed the video call";
                    case CANCELLED -> host + " has cancelled the video call";
                    case WITHDRAWN -> host + " has withdrawn your invitation";
                    case REMINDER -> "Reminder: video call with " + host;
                },
                switch (it.occasion()) {
                    case INVITED ->
                        "“Join now” takes you to the room. A browser is enough, there is nothing to install.";
                    case CHANGED -> "This is what holds now. The file invite.ics brings your calendar up to date, too.";
                    case CANCELLED -> "The video call does not take place. Your link opens nothing any more.";
                    case WITHDRAWN ->
                        "You are no longer invited to this video call, and your link opens nothing any more. The file"
                                + " invite.ics takes it out of your calendar.";
                    case REMINDER -> "The video call begins soon. “Join now” takes you to the room.";
                },
                "Join now",
                "You receive this e-mail because " + host + " invited you. Replies go to "
                        + it.hostEmail().value() + ".");
    }

    private static InvitationWords englishHost(Invitation it) {
        var isAlone = it.reader() == Invitation.Reader.HOST_ALONE;
        return english(
                it,
                switch (it.occasion()) {
                    case INVITED -> "Your video call is planned";
                    case CHANGED -> "Your video call is changed";
                    case CANCELLED -> "Your video call is cancelled";
                    case WITHDRAWN -> throw guestsAlone();
                    case REMINDER -> "Reminder: your video call begins soon";
                },
                switch (it.occasion()) {
                    case INVITED -> "The file invite.ics puts it into your calendar.";
                    case CHANGED ->
                        isAlone
                                ? "This is what holds now. The file invite.ics brings your calendar up to date, too."
                                : "Your guests are told by e-mail, too, with a new link.";
                    case CANCELLED ->
                        isAlone
                                ? "The file invite.ics takes it out of your calendar."
                                : "Your guests are told by e-mail, too.";
                    case WITHDRAWN -> throw guestsAlone();
                    case REMINDER -> isAlone ? "“To the room” takes you inside." : "Your guests are reminded, too.";
                },
                "To the room",
                "You receive this e-mail because you planned this video call.");
    }

    private static InvitationWords english(Invitation it, String headline, String howTo, String button, String why) {
        var isTicket = it.link() != null && it.reader() == Invitation.Reader.GUEST;
        return new InvitationWords(
                "Video call",
                switch (it.occasion()) {
                    case INVITED -> "Invitation to a video call";
                    case CHANGED -> "Change of a video call";
                    case CANCELLED -> "Cancellation of a video call";
                    case WITHDRAWN -> "Withdrawn invitation";
                    case REMINDER -> "Reminder of a video call";
                },
                headline,
                "Hello" + (it.guest().name().isEmpty() ? "" : " " + it.guest().name()) + ",",
                howTo,
                button,
                isTicket ? "Your link works once, until " + it.validUntil() + "." : "",
                isTicket ? "It is personal. Please do not forward this e-mail." : "",
                "Button not working? Copy this address into your browser:",
                why);
    }
}
