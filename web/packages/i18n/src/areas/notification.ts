import { area } from "../areas.ts";

/** What notifications say; the service worker has these texts and no others. */
export const notification = area({
  de: {
    audio: "Eingehender Anruf",
    video: "Eingehender Videoanruf",
    accept: "Annehmen",
    decline: "Ablehnen",
    missed: "Verpasster Anruf",
    over: "Der Anruf ist vorbei",
  },
  en: {
    audio: "Incoming call",
    video: "Incoming video call",
    accept: "Accept",
    decline: "Decline",
    missed: "Missed call",
    over: "The call is over",
  },
});
