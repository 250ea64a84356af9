import { area } from "../areas.ts";

/** One sentence per problem code, for places that have nothing more specific to say. */
export const problem = area({
  de: {
    "not-signed-in": "Sie sind nicht mehr angemeldet.",
    "wrong-credentials": "E-Mail-Adresse oder Passwort stimmt nicht.",
    "code-needed": "Es fehlt noch der Code aus Ihrer App.",
    "wrong-code": "Dieser Code stimmt nicht oder wurde schon verwendet.",
    "sign-in-over": "Diese Anmeldung ist abgelaufen. Beginnen Sie noch einmal.",
    "provider-unreachable":
      "Der Anmeldedienst antwortet nicht so, wie OpenID Connect es verlangt. Prüfen Sie seine Adresse.",
    "provider-mismatch":
      "Der Anmeldedienst nennt sich selbst anders. Übernehmen Sie den Aussteller (issuer) zeichengenau.",
    "second-factor-on": "Die Anmeldung in zwei Schritten ist schon eingeschaltet.",
    csrf: "Die Seite ist veraltet. Laden Sie sie neu.",
    forbidden: "Das darf nur, wer den Videocall gestartet hat.",
    "origin-not-allowed":
      "Unter dieser Adresse nimmt der Server nichts an. Öffnen Sie die Seite unter der Adresse, die für ihn eingerichtet ist.",
    "not-found": "Das gibt es nicht (mehr).",
    invalid: "Bitte prüfen Sie Ihre Eingabe.",
    "too-large": "Das ist zu viel auf einmal.",
    "too-many-requests_one": "Zu viele Versuche. In einer Sekunde geht es weiter.",
    "too-many-requests_other": "Zu viele Versuche. In {{count}} Sekunden geht es weiter.",
    "too-many-minutes_one": "Zu viele Versuche. In einer Minute geht es weiter.",
    "too-many-minutes_other": "Zu viele Versuche. In {{count}} Minuten geht es weiter.",
    "invite-unknown": "Diese Einladung ist ungültig.",
    "invite-expired": "Diese Einladung ist abgelaufen.",
    "invite-used": "Diese Einladung wurde bereits verwendet.",
    "invite-revoked": "Diese Einladung wurde zurückgezogen.",
    "invite-declined": "Sie wurden nicht in den Videocall gelassen.",
    "in-lobby": "Sie warten noch darauf, hineingelassen zu werden.",
    "mail-failed":
      "Die E-Mail konnte nicht gesendet werden. Ihr Gastgeber sieht das; versuchen Sie es später noch einmal.",
    "mail-not-configured":
      "Für diese Installation ist kein Mailserver eingerichtet. Ohne E-Mail lässt sich nicht prüfen, wem eine Adresse gehört.",
    "sender-not-verified": "Diese Absenderadresse ist noch nicht bestätigt.",
    "invite-exists": "Diese Person ist bereits eingeladen.",
    "call-over": "Dieser Videocall ist vorbei.",
    "answered-elsewhere": "Der Anruf wurde schon angenommen.",
    "caller-busy": "Sie sind bereits in einem Anruf.",
    "call-ended": "Dieser Videocall ist beendet.",
    "not-planned": "Dieser Videocall ist nicht geplant.",
    "mail-limit":
      "In der letzten Stunde gab es zu viele E-Mails zu geplanten Videocalls. Versuchen Sie es später noch einmal.",
    "too-many-guests":
      "Zu diesem Videocall sind schon so viele Gäste eingeladen, wie es zugleich sein dürfen. Ziehen Sie zuerst eine Einladung zurück.",
    "link-unknown": "Dieser Link gilt nicht mehr.",
    "account-exists": "Zu dieser Adresse gibt es schon ein Konto.",
    "last-admin": "Ein Büro braucht jemanden, der es verwaltet.",
    "still-active": "Deaktivieren Sie das Konto zuerst.",
    unavailable: "Der Dienst ist gerade nicht erreichbar. Versuchen Sie es gleich noch einmal.",
    "storage-full":
      "Auf dem Server ist kein Platz mehr: Es wurde nichts gespeichert. Sagen Sie Bescheid, wer ihn betreibt, und versuchen Sie es dann noch einmal.",
    "media-server-unreachable":
      "Der Server für Bild und Ton antwortet gerade nicht. Versuchen Sie es gleich noch einmal.",
    "request-timeout": "Die Anfrage kam nicht rechtzeitig an. Versuchen Sie es noch einmal.",
    "upgrade-required":
      "Die Verbindung für Bild und Ton kam nicht zustande. Womöglich hält ein Proxy im Netz sie auf.",
    "headers-too-large":
      "Die Anfrage hat zu lange Kopfzeilen. Löschen Sie die Cookies dieser Seite und laden Sie sie neu.",
    unreachable: "Keine Verbindung. Prüfen Sie Ihr Netz und versuchen Sie es noch einmal.",
    unexpected: "Das hat nicht geklappt. Versuchen Sie es noch einmal.",
  },
  en: {
    "not-signed-in": "You are no longer signed in.",
    "wrong-credentials": "E-mail address or password is wrong.",
    "code-needed": "The code of your app is still missing.",
    "wrong-code": "This code is wrong or was used already.",
    "sign-in-over": "This sign-in has expired. Begin once more.",
    "provider-unreachable":
      "The sign-in service does not answer as OpenID Connect wants. Check its address.",
    "provider-mismatch":
      "The sign-in service names itself otherwise. Take its issuer over to the letter.",
    "second-factor-on": "Signing in with two steps is on already.",
    csrf: "This page is out of date. Reload it.",
    forbidden: "Only the person who started the video call may do that.",
    "origin-not-allowed":
      "The server takes nothing under this address. Open the page under the address that was set up for it.",
    "not-found": "This does not exist (any more).",
    invalid: "Please check what you entered.",
    "too-large": "That is too much at once.",
    "too-many-requests_one": "Too many attempts. You can go on in one second.",
    "too-many-requests_other": "Too many attempts. You can go on in {{count}} seconds.",
    "too-many-minutes_one": "Too many attempts. You can go on in one minute.",
    "too-many-minutes_other": "Too many attempts. You can go on in {{count}} minutes.",
    "invite-unknown": "This invitation is not valid.",
    "invite-expired": "This invitation has expired.",
    "invite-used": "This invitation has already been used.",
    "invite-revoked": "This invitation was withdrawn.",
    "invite-declined": "You were not let into the video call.",
    "in-lobby": "You are still waiting to be let in.",
    "mail-failed": "The e-mail could not be sent. Your host can see that; try again later.",
    "mail-not-configured":
      "This installation has no mail server. Without e-mail nobody can tell whose an address is.",
    "sender-not-verified": "This sender address is not confirmed yet.",
    "invite-exists": "This person is already invited.",
    "call-over": "This video call is over.",
    "answered-elsewhere": "The call has already been answered.",
    "caller-busy": "You are already in a call.",
    "call-ended": "This video call has ended.",
    "not-planned": "This video call is not planned.",
    "mail-limit":
      "Too many e-mails about planned video calls in the last hour. Please try again later.",
    "too-many-guests":
      "This video call already has as many guests as can be invited at a time. Withdraw an invitation first.",
    "link-unknown": "This link no longer works.",
    "account-exists": "This address has an account already.",
    "last-admin": "An office needs somebody who administers it.",
    "still-active": "Deactivate the account first.",
    unavailable: "The service cannot be reached right now. Try again in a moment.",
    "storage-full":
      "There is no room left on the server: nothing was saved. Tell whoever runs it, then try again.",
    "media-server-unreachable":
      "The server for picture and sound does not answer right now. Try again in a moment.",
    "request-timeout": "The request did not arrive in time. Please try again.",
    "upgrade-required":
      "The connection for picture and sound was not made. A proxy in the network may hold it up.",
    "headers-too-large":
      "The request's headers are too long. Delete this page's cookies and reload it.",
    unreachable: "No connection. Check your network and try again.",
    unexpected: "That did not work. Please try again.",
  },
});
