import { area } from "../areas.ts";

/** What a call button in another page says before it has loaded anything, and why it could not. */
export const callButton = area({
  de: {
    "call-audio": "Anrufen",
    "call-video": "Mit Video anrufen",
    "callNamed-audio": "{{name}} anrufen",
    "callNamed-video": "{{name}} mit Video anrufen",
    starting: "Verbinden …",
    "error-configuration": "Dieser Anrufknopf ist nicht fertig eingerichtet.",
    "error-not-signed-in": "Sie sind nicht mehr angemeldet. Bitte laden Sie die Seite neu.",
    "error-token-refused": "Diese Webseite konnte Sie zum Anrufen nicht anmelden.",
    "error-origin-not-allowed":
      "Von dieser Webseite aus kann nicht angerufen werden: Die Verwaltung Ihres Büros hat {{origin}} nicht erlaubt.",
    "error-unreachable":
      "Der Server für Anrufe ist nicht zu erreichen. Bitte versuchen Sie es später noch einmal.",
  },
  en: {
    "call-audio": "Call",
    "call-video": "Call with video",
    "callNamed-audio": "Call {{name}}",
    "callNamed-video": "Call {{name}} with video",
    starting: "Connecting …",
    "error-configuration": "This call button is not set up completely.",
    "error-not-signed-in": "You are not signed in any more. Please reload the page.",
    "error-token-refused": "This website could not sign you in for calls.",
    "error-origin-not-allowed":
      "Calls cannot be made from this website: your office's administrators have not allowed {{origin}}.",
    "error-unreachable": "The server for calls cannot be reached. Please try again later.",
  },
});
