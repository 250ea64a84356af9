import { callButton } from "@hausruf/i18n/callButton";
import { plainTexts } from "@hausruf/i18n/plainTexts";
import { languageOf } from "./language.ts";
import type { Around, Running, Stage, Trouble, Wanted } from "./parts.ts";
import { buttonStyles } from "./styles.ts";

const shapes = {
  audio:
    "M5 3h3.5l2 5-2.4 1.6a12 12 0 0 0 6.3 6.3l1.6-2.4 5 2V19a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z",
  video: "M3 7a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM16 10.5l5-3v9l-5-3z",
};

/**
 * `<hausruf-call-button server token-url to>`: calls somebody of the office from a page of another origin. Loads all but
 * itself on the first click. What the attributes and events are is told in docs/call-button.md.
 */
export class HausrufCallButton extends HTMLElement {
  static readonly observedAttributes = ["media", "lang", "name"];

  private readonly root = this.attachShadow({ mode: "open", delegatesFocus: true });
  private readonly button = document.createElement("button");
  private readonly label = document.createElement("slot");
  private readonly note = document.createElement("p");
  private readonly panel = document.createElement("section");
  private running: Running | null = null;
  private stage: Stage = "idle";

  constructor() {
    super();
    this.adopt(sheetOf(buttonStyles));
    this.button.type = "button";
    this.button.setAttribute("part", "button");
    this.button.addEventListener("click", () => void this.call());
    this.note.setAttribute("part", "note");
    this.note.setAttribute("role", "status");
    this.panel.setAttribute("part", "panel");
    this.panel.hidden = true;
    this.root.append(this.button, this.panel, this.note);
  }

  connectedCallback() {
    this.render();
  }

  attributeChangedCallback() {
    this.render();
  }

  /** Moved within the page, it goes on; taken out of it, nobody could hang up any more. */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.hangUp();
    });
  }

  /** As if it was clicked. */
  async call() {
    if (this.stage !== "idle") return;
    const wanted = this.wanted();
    if (!wanted) return this.failed("configuration");
    this.show("starting", this.t("callButton.starting"));
    const loaded = await import("./call.ts").catch(() => null);
    if (!loaded) return this.failed("unreachable");
    if (!this.isConnected) return this.show("idle", "");
    this.running = loaded.begin(wanted, this.around());
  }

  /** Also while it rings. */
  hangUp() {
    this.running?.hangUp();
  }

  private around(): Around {
    return {
      panel: this.panel,
      styles: (sheet) => this.adopt(sheet),
      began: () => this.show("calling", ""),
      tell: (event, detail) => this.tell(event, detail),
      over: (words) => {
        this.running = null;
        this.show("idle", words);
      },
      failed: (trouble) => this.failed(trouble),
    };
  }

  private wanted(): Wanted | null {
    const given = (name: string) => this.getAttribute(name)?.trim() ?? "";
    const [server, tokenUrl, to] = [given("server"), given("token-url"), given("to")];
    if (!/^https?:\/\//.test(server) || !tokenUrl || !to) return null;
    const contactId = given("contact") || null;
    const name = given("name") || to;
    return { server, tokenUrl, to, name, contactId, media: this.media, language: languageOf(this) };
  }

  private get media() {
    return this.getAttribute("media") === "video" ? "video" : "audio";
  }

  private get t() {
    return plainTexts({ callButton }, languageOf(this));
  }

  private failed(trouble: Trouble) {
    const message = this.t(`callButton.error-${trouble}`, { origin: location.origin });
    this.running = null;
    this.show("idle", message);
    this.note.classList.add("error");
    this.tell("error", { code: trouble, message });
  }

  private tell(event: string, detail: object) {
    this.dispatchEvent(
      new CustomEvent(`hausruf-call-${event}`, { detail, bubbles: true, composed: true }),
    );
  }

  private show(stage: Stage, note: string) {
    const hadFocus = this.root.activeElement !== null;
    this.stage = stage;
    this.note.textContent = note;
    this.note.classList.remove("error");
    this.panel.hidden = stage !== "calling";
    this.button.hidden = stage === "calling";
    this.button.setAttribute("aria-disabled", String(stage !== "idle"));
    if (hadFocus) (stage === "calling" ? this.panel.querySelector("button") : this.button)?.focus();
  }

  private render() {
    const { media } = this;
    const name = this.getAttribute("name");
    this.label.textContent = name
      ? this.t(`callButton.callNamed-${media}`, { name })
      : this.t(`callButton.call-${media}`);
    this.button.replaceChildren(icon(shapes[media]), this.label);
    this.button.lang = languageOf(this);
    this.note.lang = languageOf(this);
  }

  private adopt(sheet: CSSStyleSheet) {
    this.root.adoptedStyleSheets.push(sheet);
  }
}

function sheetOf(rules: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}

function icon(shape: string): SVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shape);
  svg.append(path);
  return svg;
}

if (!customElements.get("hausruf-call-button"))
  customElements.define("hausruf-call-button", HausrufCallButton);
