/** A dialog or menu of a page. */
export interface Opened {
  name: string;
  /** The buttons that lead to it, one after the other; it belongs to the last. */
  by: string[];
  /** What is typed before, by the names of the fields. */
  typed?: Record<string, string>;
  /** What is in it once it has everything, if that comes after it. */
  shows?: string;
  /** No dialog: something that unfolds where it is. */
  unfolds?: boolean;
}

/** A page of the office, in German. */
export interface Place {
  /** As the router declares it. */
  route: string;
  /** Where one goes, if the route has parts to be filled in or there is something behind it; `$callId` is one's own. */
  at?: string;
  /** An admin, where nothing is said. */
  as?: "member" | "nobody";
  /** What is there once the page has everything. */
  shows: string | RegExp;
  /** What it says when there is nothing; none: there always is. */
  empty?: string | RegExp;
  /** It asks nobody for anything, so it neither waits nor fails. */
  asksNothing?: boolean;
  opens?: Opened[];
}

/** What leads elsewhere at once. */
export const redirects: { route: string; to: string }[] = [
  { route: "/", to: "/portal/office/videocalls" },
  { route: "/portal/office/settings", to: "/portal/office/settings/account" },
];

const secret = "0".repeat(64);
const link = `01a1fd8d-0d25-74da-a4b3-134172823a4f.${secret}`;
const settings = "/portal/office/settings";

/** What is in the office that they are looked at in; {@link furnish} puts it there. */
export const things = {
  planned: "Aufmaß",
  past: "Erstgespräch",
  running: "Angebot",
  guest: "gil@gast.example",
  invited: "nora@synapse.example",
  key: "CRM",
  issuer: "https://id.synapse.example",
  provider: "Firma",
  hook: "https://crm.example/hooks",
  sender: "kanzlei@synapse.example",
  contact: "Marlene Voss",
} as const;

/** Every page that the router knows: a new one is a line here. */
export const places: Place[] = [
  { route: "/sign-in", as: "nobody", shows: "Passwort vergessen?", asksNothing: true },
  {
    route: "/portal/setup",
    at: `/portal/setup#${secret}`,
    as: "nobody",
    shows: "Büro einrichten",
  },
  {
    route: "/portal/welcome",
    at: `/portal/welcome#${link}`,
    as: "nobody",
    shows: "Konto anlegen",
  },
  { route: "/portal/forgotten", as: "nobody", shows: "E-Mail-Adresse", asksNothing: true },
  { route: "/portal/reset", at: `/portal/reset#${link}`, as: "nobody", shows: "Neues Passwort" },
  {
    route: "/portal/sender",
    at: `/portal/sender#${link}`,
    as: "nobody",
    shows: "kanzlei@sot.example",
  },
  {
    route: "/portal/office/videocalls",
    shows: things.planned,
    empty: "Noch kein Videocall",
    opens: [
      { name: "the account menu", by: ["Konto: Carla Moretti"] },
      { name: "starting a call", by: ["Neuen Videocall starten"] },
      {
        name: "devices before a call",
        by: ["Neuen Videocall starten", "Kamera und Mikrofon prüfen"],
        unfolds: true,
      },
      { name: "planning a call", by: ["Videocall planen"] },
      { name: "changing a plan", by: [`Ändern: ${things.planned}`] },
      { name: "calling a plan off", by: [`Absagen: ${things.planned}`] },
      {
        name: "inviting to a plan",
        by: [`Gäste einladen: ${things.planned}`],
        shows: things.guest,
      },
      {
        name: "a guest's mail",
        by: [`Gäste einladen: ${things.planned}`, `E-Mail an ${things.guest} zeigen`],
        shows: "Link kopieren",
      },
    ],
  },
  {
    route: "/portal/office/videocalls/$callId",
    shows: "Sie sind allein im Raum.",
    opens: [
      { name: "inviting from the room", by: ["Gast einladen"] },
      { name: "devices in the room", by: ["Mikrofon, Kamera und Lautsprecher wählen"] },
      { name: "ending a call", by: ["Videocall für alle beenden"] },
    ],
  },
  { route: "/portal/office/calls", shows: "Ausgehend", empty: "Noch keine Anrufe" },
  {
    route: "/portal/office/calls",
    at: "/portal/office/calls?show=out&length=hour&period=today",
    shows: "Kein Anruf passt zu diesen Filtern",
  },
  {
    route: "/portal/office/contacts",
    shows: things.contact,
    empty: "Noch keine Kontakte",
    opens: [
      { name: "a new contact", by: ["Kontakt anlegen"] },
      { name: "a contact", by: [`${things.contact} bearbeiten`] },
    ],
  },
  { route: `${settings}/account`, as: "member", shows: "Dieses Gerät" },
  {
    route: `${settings}/account`,
    shows: "Dieses Gerät",
    opens: [{ name: "the second step", by: ["Einschalten …"] }],
  },
  {
    route: `${settings}/people`,
    shows: things.invited,
    empty: "Niemand ist eingeladen.",
    opens: [
      { name: "inviting a colleague", by: ["Person einladen"] },
      {
        name: "a colleague's mail",
        by: [`E-Mail an ${things.invited} anzeigen`],
        shows: "Link kopieren",
      },
      { name: "deactivating somebody", by: ["Deniz Yılmaz deaktivieren"] },
      { name: "somebody's second step", by: ["Deniz Yılmaz: zweiten Schritt ausschalten"] },
      { name: "erasing somebody", by: ["Ida Fort löschen"] },
    ],
  },
  {
    route: `${settings}/people`,
    as: "member",
    shows: "Das verwaltet die Administration",
    asksNothing: true,
  },
  { route: `${settings}/branding`, shows: "Drei Kacheln" },
  { route: `${settings}/calls`, shows: "Klingeldauer in Sekunden" },
  {
    route: `${settings}/senders`,
    shows: things.sender,
    empty: "Noch keine.",
    opens: [
      { name: "a new sender", by: ["Adresse hinzufügen"] },
      { name: "removing a sender", by: [`${things.sender} entfernen`] },
    ],
  },
  {
    route: `${settings}/integrations`,
    shows: things.hook,
    empty: "Noch kein Webhook.",
    opens: [
      { name: "revoking a key", by: [`Schlüssel „${things.key}“ widerrufen`] },
      {
        name: "a webhook's deliveries",
        by: ["Zustellungen"],
        shows: "call.ended",
        unfolds: true,
      },
      { name: "a webhook's new secret", by: ["Neues Secret"] },
      { name: "deleting a webhook", by: ["Löschen"] },
    ],
  },
  {
    route: `${settings}/identity`,
    shows: things.provider,
    empty: "Noch kein Anmeldedienst.",
    opens: [
      { name: "a new provider", by: ["Anmeldedienst hinzufügen"] },
      { name: "a provider", by: [`${things.provider} ändern`] },
      { name: "removing a provider", by: [`${things.provider} entfernen`] },
      { name: "a new issuer", by: ["Aussteller hinzufügen"] },
      { name: "an issuer", by: [`${things.issuer} ändern`] },
      { name: "removing an issuer", by: [`${things.issuer} entfernen`] },
    ],
  },
  {
    route: `${settings}/retention`,
    shows: "Wie lange etwas bleibt",
    opens: [
      { name: "keeping it for less long", typed: { Videocalls: "180" }, by: ["Speichern"] },
      { name: "erasing a guest", typed: { "E-Mail-Adresse": things.guest }, by: ["Löschen"] },
    ],
  },
  { route: `${settings}/audit`, shows: things.invited, empty: "Keine Einträge." },
];
