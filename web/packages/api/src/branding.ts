import { request } from "./request.ts";
import type { Localized, Tile } from "./types.ts";

export type BrandingWords = {
  name: string;
  /** `#rrggbb` */
  accentColor: string;
  /** Of the IANA's database: where mails and untitled calls tell the time. */
  timeZone: string;
  /** Of mails to people of whom nobody knows theirs. */
  language: "de" | "en";
  welcome: Localized;
  sentence: Localized;
  /** At most three. */
  tiles: Tile[];
};

/** Where a picture stands; a mark is the short, square form. */
export type LogoPlace = "light" | "dark" | "mark-light" | "mark-dark";

export type Branding = BrandingWords & {
  /** Addresses of the pictures that there are. */
  logos: {
    light: string | null;
    dark: string | null;
    markLight: string | null;
    markDark: string | null;
  };
};

const root = "/api/branding";

export const branding = {
  read: () => request<Branding>("GET", root),
  /** All words at once; pictures are apart. */
  write: (words: BrandingWords) => request<Branding>("PUT", root, words),
  setLogo: (place: LogoPlace, picture: Blob) =>
    request<Branding>("PUT", `${root}/logos/${place}`, picture),
  removeLogo: (place: LogoPlace) => request<Branding>("DELETE", `${root}/logos/${place}`),
};
