import type { Page, Route } from "@playwright/test";
import type { Delivery, Sender, SignInProvider, Webhook } from "@hausruf/api";
import { things } from "./places.ts";

/** How an office's pages find its server. */
export type State = "with data" | "empty" | "failing" | "loading";

const since = "2026-11-21T09:00:00Z";

/** What would take a mail server, a provider and a receiver: put into the server's own answers. */
const provider: SignInProvider = {
  id: "019a9f2e-7c00-7000-8000-000000000021",
  name: things.provider,
  issuer: "https://login.synapse.example",
  clientId: "hausruf",
  hasSecret: true,
  emailTrusted: false,
  asksSecondFactor: true,
  joinDomains: [],
  link: "https://office.example/sign-in?provider=019a9f2e",
  createdAt: since,
};
const sender: Sender = {
  id: "019a9f2e-7c00-7000-8000-000000000022",
  email: things.sender,
  displayName: "Kanzlei",
  replyTo: null,
  isDefault: false,
  verifiedAt: since,
  linkExpiresAt: since,
  sendError: null,
  mailState: "delivered",
  createdAt: since,
};
const hook: Webhook = {
  id: "019a9f2e-7c00-7000-8000-000000000023",
  url: things.hook,
  enabled: true,
  disabledReason: null,
  failingSince: since,
  createdAt: since,
};
const delivery: Delivery = {
  id: "019a9f2e-7c00-7000-8000-000000000024",
  callId: null,
  event: "call.ended",
  state: "failed",
  attempts: 8,
  nextAttemptAt: null,
  lastAttemptAt: since,
  lastStatus: 503,
  lastAnswer: "Service Unavailable",
  createdAt: since,
};

type Answer = Record<string, unknown>;
const items = (list: unknown[]) => (answer: Answer) => ({ ...answer, items: list });

const put: Record<string, (answer: Answer) => Answer> = {
  "/api/sign-in-providers": items([provider]),
  "/api/senders": items([sender]),
  "/api/webhooks": items([hook]),
  "/api/people": withTwoSteps,
};
/** Of what the server does not know. */
const made: Record<string, Answer> = {
  [`/api/webhooks/${hook.id}/deliveries`]: { items: [delivery], nextCursor: null },
};

/** A colleague with a second step, and one who has left. */
function withTwoSteps(answer: Answer): Answer {
  const people = answer["people"] as Answer[];
  for (const one of people) one["secondFactor"] = one["role"] === "member";
  const left = { id: "left", email: "ida@synapse.example", displayName: "Ida Fort" };
  const gone = { ...left, role: "member", active: false, secondFactor: false, lastSeenAt: null };
  return { ...answer, people: [...people, gone] };
}

/** Answers the pages' questions, except who is signed in, in the server's place. */
export class Answers {
  state: State = "with data";
  /** What is not answered, as long as it is "loading". */
  private held: Route[] = [];

  static async to(page: Page): Promise<Answers> {
    const answers = new Answers();
    await page.route(/\/api\/(?!session$)/, (route) => answers.answer(route));
    return answers;
  }

  get waiting(): number {
    return this.held.length;
  }

  async be(state: State) {
    this.state = state;
    const held = this.held;
    this.held = [];
    for (const route of held) await route.abort().catch(() => {}); // its page may have been left
  }

  private async answer(route: Route) {
    const { pathname } = new URL(route.request().url());
    if (route.request().method() !== "GET") return route.continue();
    if (this.state === "loading") return void this.held.push(route);
    if (this.state === "failing") return route.fulfill(failure);
    const json = made[pathname];
    if (json) return route.fulfill({ json });
    const change = this.state === "empty" ? emptied : put[pathname];
    if (!change) return route.continue();
    const response = await route.fetch();
    const isJson = response.headers()["content-type"] === "application/json";
    if (!response.ok() || !isJson) return route.fulfill({ response });
    return route.fulfill({ response, json: change(await response.json()) });
  }
}

const failure = {
  status: 500,
  contentType: "application/problem+json",
  body: JSON.stringify({ title: "Internal error", status: 500, code: "internal" }),
};

function emptied(answer: Answer): Answer {
  const parts = Object.entries(answer).map(([name, value]) => [
    name,
    Array.isArray(value) ? [] : value,
  ]);
  return { ...Object.fromEntries(parts), ...("nextCursor" in answer && { nextCursor: null }) };
}
