import {
  statusWords,
  type CallClient,
  type CallNotice,
  type Outcome,
  type ShownCall,
} from "@hausruf/call-core";
import { problemTexts } from "@hausruf/devices/problems";
import type { callTexts } from "@hausruf/i18n/embed";
import { Panel } from "./panel.ts";
import type { Around, Running, Trouble, Wanted } from "./parts.ts";

type NoLine = Extract<CallNotice, { type: "no-line" }>;

/** The server hears of a hang-up before the line is closed. */
const patienceMs = 10_000;

const reasons = new Set(["completed", "declined", "busy", "cancelled", "no-answer", "failed"]);

/** One call from its click to its end; then the line is closed, so that nothing rings at a page that takes no calls. */
export class OneCall implements Running {
  private readonly client: CallClient;
  private readonly t: ReturnType<typeof callTexts>;
  private readonly wanted: Wanted;
  private readonly around: Around;
  private readonly why: (notice: NoLine) => Promise<Trouble>;
  private readonly stop = new AbortController();
  private panel: Panel | null = null;
  private told: ShownCall["phase"] | "asked" | null = null;
  private problem: string | null = null;

  constructor(
    client: CallClient,
    t: ReturnType<typeof callTexts>,
    wanted: Wanted,
    around: Around,
    why: (notice: NoLine) => Promise<Trouble>,
  ) {
    this.client = client;
    this.t = t;
    this.wanted = wanted;
    this.around = around;
    this.why = why;
    const stops = [
      client.subscribe(() => this.look()),
      client.onNotice((notice) => this.hear(notice)),
    ];
    this.stop.signal.addEventListener("abort", () => stops.forEach((one) => one()));
    addEventListener("pagehide", this.hangUp, { signal: this.stop.signal });
    client.signedIn("host page"); // who that is, the token says
  }

  hangUp = () => {
    if (this.panel) this.client.hangUp();
    else this.end(() => this.around.over(""));
  };

  private hear(notice: CallNotice) {
    if (notice.type === "no-line" && !this.panel && !this.stop.signal.aborted)
      void this.why(notice).then((trouble) => this.end(() => this.around.failed(trouble)));
    if (notice.type === "online" && this.told === null) void this.ask();
    if (notice.type === "log-changed" && this.told === "over") this.end();
  }

  /** As soon as there is a line. */
  private async ask() {
    this.told = "asked";
    const { to, name, media, contactId } = this.wanted;
    if (this.client.snapshot().state.own.phase === "elsewhere") return this.refuse("caller-busy");
    const userId = to.includes("@") ? await this.client.find(to).catch(() => null) : to;
    if (this.stop.signal.aborted) return;
    if (!userId) return this.refuse("not-found");
    this.panel = new Panel(this.around.panel, this.client, this.t, this.wanted);
    this.around.began();
    this.client.call({ userId, name }, media, contactId);
    this.look(); // what this page was in before it was loaded again goes on instead
  }

  private look() {
    const snapshot = this.client.snapshot();
    const { own } = snapshot.state;
    if (!this.panel || this.told === "over") return;
    if (own.phase === "idle") return this.told === "elsewhere" ? this.refuse("ended") : undefined;
    this.panel.show(own, snapshot);
    this.tellProblem(problemTexts(snapshot.media.problems));
    if (own.phase === this.told) return;
    const dialled = this.told === "dialling"; // who is quick has answered already
    this.told = own.phase;
    if (own.phase === "ringing" || (dialled && "callId" in own && own.callId !== null))
      this.around.tell("started", { callId: own.callId, to: this.wanted.to });
    if (own.phase === "talking") this.around.tell("answered", { callId: own.callId });
    if (own.phase === "over") this.over(own);
  }

  /** The call goes on without a microphone; the page may want to say more about it than the panel does. */
  private tellProblem([problem]: ReturnType<typeof problemTexts>) {
    const code = problem ? (`${problem.kind}-${problem.problem}` as const) : null;
    if (code !== null && code !== this.problem)
      this.around.tell("error", { code, message: this.t(`devices.${code}`) });
    this.problem = code;
  }

  private refuse(outcome: Outcome) {
    const message = this.t(`calls.over-${outcome}`);
    this.end(() => {
      this.around.over(message);
      this.around.tell("error", { code: outcome, message });
    });
  }

  private over(own: Extract<ShownCall, { phase: "over" }>) {
    const { state, media } = this.client.snapshot();
    const words = statusWords(this.t, { own, presence: state.presence }, media);
    const { callId, outcome, durationSeconds } = own;
    this.panel?.close();
    this.around.over(words);
    if (reasons.has(outcome) || outcome === "ended")
      this.around.tell("ended", { callId, reason: outcome, durationSeconds });
    else this.around.tell("error", { code: outcome, message: words });
    setTimeout(() => this.end(), patienceMs);
  }

  private end(then?: () => void) {
    if (this.stop.signal.aborted) return;
    this.stop.abort();
    this.panel?.close();
    this.client.signedIn(null);
    then?.();
  }
}
