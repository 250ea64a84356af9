const german = {
  title: "Kundenakte",
  call: "Anna Berger anrufen",
  connecting: "Wird verbunden …",
  online: "Erreichbar",
  offline: "Wird verbunden …",
  "signed-out": "Nicht angemeldet",
};

const english: typeof german = {
  title: "Customer file",
  call: "Call Anna Berger",
  connecting: "Connecting …",
  online: "Available",
  offline: "Connecting …",
  "signed-out": "Not signed in",
};

/** As the browser speaks; a page that knows its user better says so to the `CallProvider`. */
export const language = /^de\b/i.test(navigator.language) ? "de" : "en";
export const texts = language === "de" ? german : english;
