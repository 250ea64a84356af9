import type { Page } from "@playwright/test";

/** Between one page and the server: what the page would have to wait long for, or be unlucky to see. */
export class Signalling {
  /** The way to the rooms; `silent`: somebody is there, who says nothing. */
  rooms: "open" | "silent" | "closed" = "open";
  /** How the server answers who calls, in its place. */
  refusal: string | null = null;
  /** Answers to calls are never decided. */
  holdAnswers = false;

  /** Call it before the page loads. */
  async stand(page: Page) {
    await page.addInitScript((patienceMs) => {
      const native = window.setTimeout;
      Object.assign(window, {
        setTimeout: (run: () => void, ms?: number) => (ms === patienceMs ? 0 : native(run, ms)),
      });
    }, ackMs);
    await page.routeWebSocket(/\/rtc\b/, (signalling) => {
      if (this.rooms === "open") signalling.connectToServer();
      if (this.rooms === "closed") void signalling.close();
    });
    await page.routeWebSocket(/socket\.io/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((frame) => {
        const asked = /^42\/call,(\d+)\["(initiate|accept)-call"/.exec(String(frame));
        if (this.holdAnswers && asked?.[2] === "accept") return;
        if (this.refusal === null || asked?.[2] !== "initiate") return server.send(frame);
        const error = { code: this.refusal, message: "" };
        socket.send(`43/call,${asked[1]}${JSON.stringify([{ error }])}`);
      });
    });
  }
}

/** How long a page waits for an answer; see `callSocket`. */
const ackMs = 10_000;
