import type { Call } from "@hausruf/api";
import { ownPage, type Access } from "./access.ts";
import { CallClient } from "./callClient.ts";
import { CallRefusal, type LiveCall } from "./calls.ts";
import type { EventName } from "./callEvents.ts";
import { noMedia, type MediaState } from "./mediaLine.ts";
import type { Tone } from "./tones.ts";

export const ben = { userId: "ben", name: "Ben Albrecht" };

/** Of Ben at Anna's. */
export const rings = {
  callId: "c1",
  roomName: "t-c1",
  fromUserId: "ben",
  fromName: "Ben",
  media: "audio",
};
/** The answer to who calls. */
export const made = {
  ok: true,
  callId: "c1",
  roomName: "t-c1",
  token: "jwt",
  serverUrl: "ws://media",
};
/** What has been begun is done. */
export const done = () => new Promise((next) => setTimeout(next));

/** Anna's view of a call. */
export function liveCall(id: string, more: Partial<LiveCall> = {}): LiveCall {
  const direction: Call["direction"] = more.direction ?? "in";
  const incoming = direction === "in";
  return {
    id,
    roomName: `t-${id}`,
    fromUserId: incoming ? "ben" : "anna",
    fromName: incoming ? "Ben Albrecht" : "Anna Berger",
    toUserId: incoming ? "anna" : "ben",
    toName: incoming ? "Anna Berger" : "Ben Albrecht",
    contactId: null,
    media: "audio",
    status: "RINGING",
    endReason: null,
    startedAt: "2026-11-21T12:00:00Z",
    ringUntil: "2026-11-21T12:00:30Z",
    answeredAt: null,
    endedAt: null,
    durationSeconds: null,
    direction,
    serverUrl: "ws://media",
    ...more,
  };
}

const nothing = () => undefined;
const noToken = () => Promise.reject(new CallRefusal("unavailable"));

type Sent = { command: string; payload: Record<string, unknown> };

/** A window of Anna's whose edges are written down instead of used. */
export function annasWindow(access: Access = ownPage) {
  const sent: Sent[] = [];
  const tones: (Tone | null)[] = [];
  const media: string[] = [];
  const answers: Record<string, () => object> = {};
  let hear: (event: EventName, payload: unknown) => void = nothing;
  let lost: (refusal: string | null) => void = nothing;
  let changed: (state: MediaState) => void = nothing;
  let freshToken: () => Promise<string> = noToken;
  let gone: (why: "moved" | "ended") => void = nothing;
  let connected = false;
  const client = new CallClient(access, {
    loadLine: async () => (around) => {
      ({ hear, lost } = around);
      connected = true;
      return {
        send: async (command, payload) => {
          if (!connected) throw new CallRefusal("unavailable");
          sent.push({ command, payload: { ...payload } });
          return answers[command]?.() ?? { ok: true };
        },
        close: () => void (connected = false),
      };
    },
    loadMedia: async () => (around) => {
      ({ changed, gone, freshToken } = around);
      media.push(`open ${around.media}`);
      const answered = new Set<string>();
      const isFirst = (what: string) => answered.size < answered.add(what).size;
      return {
        enter: ({ token }) => {
          if (!isFirst("enter")) return;
          media.push(`enter ${token}`);
          around.changed({ ...noMedia, connection: "connected" });
        },
        talk: () => {
          if (isFirst("talk")) media.push("talk");
        },
        switch: (kind) => void media.push(`switch ${kind}`),
        choose: (kind, id) => void media.push(`choose ${kind} ${id}`),
        playSound: () => void media.push("sound"),
        again: () => void media.push("again"),
        show: () => nothing,
        close: () => void media.push("close"),
      };
    },
    ringer: () => ({
      play: (tone) => {
        if (tones.at(-1) !== tone) tones.push(tone);
      },
      unlock: nothing,
    }),
  });
  return {
    client,
    sent,
    tones,
    media,
    answers,
    tell: (event: EventName, payload: unknown) => hear(event, payload),
    loseLine: () => {
      connected = false;
      lost(null);
    },
    refuseLine: (code: string) => {
      connected = false;
      lost(code);
    },
    findLine: (items: readonly LiveCall[]) => {
      connected = true;
      hear("live", { items });
    },
    freshToken: () => freshToken(),
    mediaIs: (state: Partial<MediaState>) => changed({ ...noMedia, ...state }),
    mediaGone: (why: "moved" | "ended") => gone(why),
    own: () => client.snapshot().state.own,
    incoming: () => client.snapshot().state.incoming.map((one) => one.callId),
  };
}

export function refuse(code: string): () => object {
  return () => {
    throw new CallRefusal(code);
  };
}
