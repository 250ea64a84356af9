import { area } from "../areas.ts";

export const push = area({
  de: {
    title: "Anrufe melden",
    off: "Dieses Gerät meldet Anrufe nur, solange Hausruf offen ist.",
    on: "Dieses Gerät meldet Anrufe auch, wenn Hausruf nicht offen ist.",
    denied:
      "Benachrichtigungen sind für diese Seite gesperrt. Erlauben Sie sie in den Einstellungen des Browsers, links neben der Adresse.",
    unsupported:
      "Dieser Browser kann Anrufe nur melden, solange Hausruf offen ist. Auf iPhone und iPad geht es, wenn Hausruf auf dem Home-Bildschirm liegt.",
    failed: "Das Einschalten hat nicht geklappt: Der Browser oder der Server war nicht erreichbar.",
    turnOn: "Einschalten",
    turnOff: "Ausschalten",
    again: "Erneut versuchen",
    callOver: "Der Anruf ist schon vorbei.",
  },
  en: {
    title: "Call notifications",
    off: "This device notifies you of calls only while Hausruf is open.",
    on: "This device notifies you of calls even when Hausruf is not open.",
    denied:
      "Notifications are blocked for this page. Allow them in the browser's settings, to the left of the address.",
    unsupported:
      "This browser can notify you of calls only while Hausruf is open. On iPhone and iPad it works once Hausruf is on the home screen.",
    failed: "Turning it on did not work: the browser or the server could not be reached.",
    turnOn: "Turn on",
    turnOff: "Turn off",
    again: "Try again",
    callOver: "The call is over already.",
  },
});
