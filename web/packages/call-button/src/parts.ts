/** How far a button is: whatever is more than `idle` keeps it from starting another call. */
export type Stage = "idle" | "starting" | "calling";

/** What went wrong before or instead of a call. */
export type Trouble =
  | "configuration"
  | "not-signed-in"
  | "token-refused"
  | "origin-not-allowed"
  | "unreachable";

/** What a button wants of the call that it starts. */
export type Wanted = {
  server: string;
  tokenUrl: string;
  /** A user's id, or their address. */
  to: string;
  name: string;
  contactId: string | null;
  media: "audio" | "video";
  language: "de" | "en";
};

/** What a call may do with its button. */
export type Around = {
  /** Where the call is shown. */
  panel: HTMLElement;
  styles: (sheet: CSSStyleSheet) => void;
  /** There is something to be seen in the panel. */
  began: () => void;
  tell: (event: "started" | "answered" | "ended" | "error", detail: object) => void;
  /** @param words stay to be read beside the button */
  over: (words: string) => void;
  failed: (trouble: Trouble) => void;
};

/** A call that goes on. */
export type Running = { hangUp: () => void };

export type Begin = (wanted: Wanted, around: Around) => Running;
