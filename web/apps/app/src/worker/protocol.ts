/** What the service worker and the office's windows say to each other; each question has a port for its answer. */

export type Question =
  /** Of a window: whether that call rings there. */
  | { type: "does-it-ring"; callId: string }
  /** Of a window: to show the call, and to answer it if that is wanted. */
  | { type: "show-call"; callId: string; answer: boolean }
  /** Of the worker, by a window that has just opened: which call it was opened to answer. */
  | { type: "what-is-wanted" };

export type Ringing = {
  rings: boolean;
  /** It can be heard, so that the notification need not sound as well. */
  aloud: boolean;
  /** Somebody looks at that window. */
  inFront: boolean;
};

export type Wanted = { callId: string | null };

/** @returns null when no answer comes in time: the other side is older, asleep or gone */
export function ask<Answer>(
  to: { postMessage: (message: unknown, transfer: Transferable[]) => void },
  question: Question,
  patienceMs: number,
): Promise<Answer | null> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => done(null), patienceMs);
    port1.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      clearTimeout(timer);
      port1.close();
      done(data);
    });
    port1.start();
    to.postMessage(question, [port2]);
  });
}
