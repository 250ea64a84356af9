import type { NewTokenIssuer, NewVideoCall } from "@hausruf/api";
import { expect } from "@playwright/test";
import type { Language } from "./looks.ts";
import type { Server } from "./server.ts";

export interface Invited {
  id: string;
  link: string;
}

export interface Stay {
  role: "host" | "guest";
  leftAt: string | null;
}

export interface RoomOfCall {
  roomName: string;
  sid: string;
  identities: string[];
}

/** Somebody of the office at the REST interface, to bring a test where its pages begin. */
export class Office {
  private readonly origin: string;
  private readonly bearer: string;

  private constructor(origin: string, bearer: string) {
    this.origin = origin;
    this.bearer = bearer;
  }

  static async signIn(server: Server, email = "anna@sot.example"): Promise<Office> {
    const nobody = new Office(server.origin, "");
    const { accessToken } = await nobody.post("/api/session", { email, password: server.password });
    return new Office(server.origin, accessToken);
  }

  /** The first office of an empty installation, with whoever does it as its admin. */
  static async setUp(server: Server, displayName: string, email: string): Promise<Office> {
    const printed = () => /\/portal\/setup#([0-9a-f]{64})/.exec(server.output)?.[1] ?? "";
    await expect.poll(printed).not.toBe("");
    const office = { token: printed(), officeName: "Büro", displayName, email };
    const nobody = new Office(server.origin, "");
    await nobody.post("/api/setup", { ...office, password: server.password });
    return Office.signIn(server, email);
  }

  /** A colleague, by the link that the app shows where no mail is sent. */
  async hire(server: Server, displayName: string, email: string) {
    const id = await this.askIn(email);
    const { text } = await this.ask("GET", `/api/people/invites/${id}/mail`);
    const token = /#[0-9a-f-]{36}\.([0-9a-f]{64})/.exec(text)?.[1];
    const answer = { token, displayName, password: server.password };
    await this.post(`/api/user-invites/${id}/accept`, answer);
  }

  /** A ringing call by programs alone: no page of the caller's has to wait for it. */
  async ringUp(toUserId: string): Promise<string> {
    return (await this.post("/api/calls", { toUserId })).call.id;
  }

  /** What one of its two does with it. */
  async handle(callId: string, how: "accept" | "decline" | "cancel" | "end") {
    await this.post(`/api/calls/${callId}/${how}`, {});
  }

  /** How a call of one's own has ended. */
  async endOf(callId: string): Promise<string | null> {
    return (await this.ask("GET", `/api/calls/${callId}`)).call.endReason;
  }

  /** As whoever looks at the log does. */
  seeMissed() {
    return this.post("/api/calls/missed/seen", {});
  }

  async ownId(): Promise<string> {
    return (await this.ask("GET", "/api/session")).user.id;
  }

  /** When the newest call of one's log began. */
  async lastCallAt(): Promise<string | null> {
    return (await this.ask("GET", "/api/calls?limit=1")).items[0]?.startedAt ?? null;
  }

  /**
   * @param lobby whether guests wait until they are let in
   * @param schedule for a time to come
   */
  async startCall(
    title: string,
    lobby = false,
    schedule?: NewVideoCall["schedule"],
  ): Promise<string> {
    const call = { title, lobby, ...(schedule && { schedule }) };
    return (await this.post("/api/video-calls", call)).callId;
  }

  async invite(callId: string, inviteeEmail: string, inviteeName?: string): Promise<Invited> {
    const invites = `/api/video-calls/${callId}/invites`;
    const { id } = await this.post(invites, { inviteeEmail, inviteeName, locale: "de" });
    return { id, link: await this.linkIn(`${invites}/${id}/mail`) };
  }

  /** A call for a time to come, with one guest, who gets a mail. @returns its id */
  async planAndInvite(
    startsAt: Date,
    inviteeEmail: string,
    locale: Language = "de",
    title = "Geplant",
  ): Promise<string> {
    const schedule = { startsAt: startsAt.toISOString(), minutes: 30, timeZone: "Europe/Berlin" };
    const { callId } = await this.post("/api/video-calls", { title, locale, schedule });
    await this.inviteByMail(callId, inviteeEmail, locale);
    return callId;
  }

  /** @returns the invite's id */
  async inviteByMail(callId: string, inviteeEmail: string, locale: Language = "de") {
    const invite = { inviteeEmail, inviteeName: "Marlene Voss", locale };
    return (await this.post(`/api/video-calls/${callId}/invites`, invite)).id as string;
  }

  /** The link of somebody who has been invited at a page. */
  async linkFor(callId: string, inviteeEmail: string): Promise<string> {
    const invites = `/api/video-calls/${callId}/invites`;
    const { items } = await this.ask("GET", invites);
    const { id } = items.find((one: { inviteeEmail: string }) => one.inviteeEmail === inviteeEmail);
    return this.linkIn(`${invites}/${id}/mail`);
  }

  private async linkIn(mail: string): Promise<string> {
    const { text } = await this.ask("GET", mail);
    const link = /https?:\/\/\S+\/join\/\S+\?t=[0-9a-f]{64}/.exec(text)?.[0];
    expect(link).toBeDefined();
    return link ?? "";
  }

  revoke(callId: string, inviteId: string) {
    return this.post(`/api/video-calls/${callId}/invites/${inviteId}/revoke`, {});
  }

  end(callId: string) {
    return this.post(`/api/video-calls/${callId}/end`, {});
  }

  async participants(callId: string): Promise<Stay[]> {
    return (await this.ask("GET", `/api/video-calls/${callId}/participants`)).items;
  }

  /** Goes in with a link as a page would. */
  async claim(link: string, displayName: string): Promise<{ serverUrl: string; token: string }> {
    const { pathname, searchParams } = new URL(link);
    const { serverUrl, guestToken } = await this.post(
      `/api/invites/${pathname.split("/").at(-1)}/claim`,
      { token: searchParams.get("t"), rejoinSecret: "0123456789abcdef".repeat(4), displayName },
    );
    return { serverUrl, token: guestToken };
  }

  /** From now on that person may not sign in. */
  deactivate(userId: string) {
    return this.post(`/api/people/${userId}/deactivate`, {});
  }

  /** For a program of the office. */
  async makeKey(name = "e2e"): Promise<string> {
    return (await this.post("/api/keys", { name })).secret;
  }

  /** Tokens of another's from now on: for admins. */
  trust(issuer: NewTokenIssuer) {
    return this.post("/api/token-issuers", issuer);
  }

  /** @returns the invite's id */
  async askIn(email: string, locale: Language = "de"): Promise<string> {
    const invite = { email, role: "member", locale };
    return (await this.post("/api/people/invites", invite)).id;
  }

  /** A contact of the office's book. */
  writeDown(name: string) {
    return this.post("/api/contacts", { kind: "contact", name });
  }

  async revokeKeys() {
    for (const { id } of (await this.ask("GET", "/api/keys")).items)
      await this.ask("DELETE", `/api/keys/${id}`);
  }

  /** In the place of all. */
  allowOrigins(origins: string[]) {
    return this.ask("PUT", "/api/allowed-origins", { origins });
  }

  /** How the whole office rings: for admins. */
  ring(ringSeconds: number, ringWhenBusy: boolean) {
    return this.ask("PUT", "/api/call-settings", { ringSeconds, ringWhenBusy });
  }

  async roomsOfCalls(): Promise<string[]> {
    const { items } = await this.ask("GET", "/api/livekit/rooms/active");
    return items.map(({ roomName }: { roomName: string }) => roomName);
  }

  /** The only one of them, with whoever is inside, as the media server tells it. */
  async roomOfCall(): Promise<RoomOfCall> {
    const [{ roomName, sid }] = (await this.ask("GET", "/api/livekit/rooms/active")).items;
    const { items } = await this.ask("GET", `/api/livekit/rooms/${roomName}/participants`);
    const identities = items.map(({ identity }: { identity: string }) => identity);
    return { roomName, sid, identities };
  }

  /** The newest line of one's log, with all that it says. */
  async lastCall(): Promise<object> {
    const [{ id }] = (await this.ask("GET", "/api/calls?limit=1")).items;
    return (await this.ask("GET", `/api/calls/${id}`)).call;
  }

  /** How many people are inside the only one of them. */
  async peopleInCall(): Promise<number> {
    const [room] = await this.roomsOfCalls();
    if (!room) return 0;
    const { items } = await this.ask("GET", `/api/livekit/rooms/${room}/participants`);
    return items.length;
  }

  doNotDisturb(doNotDisturb: boolean) {
    return this.ask("PUT", "/api/presence", { doNotDisturb });
  }

  private post(path: string, body: object) {
    return this.ask("POST", path, body);
  }

  /** What has no name of its own here. */
  async ask(method: string, path: string, body?: object) {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (this.bearer) headers["authorization"] = `Bearer ${this.bearer}`;
    const answer = await fetch(this.origin + path, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${text}`).toBe(true);
    return text ? JSON.parse(text) : undefined;
  }
}
