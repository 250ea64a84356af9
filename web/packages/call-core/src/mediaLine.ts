import type { CallMedia } from "@hausruf/api";
import type { CapturedKind, DeviceKind, DeviceProblems } from "@hausruf/devices";
import type { Entry } from "./callState.ts";

/** What is heard and seen in one's own call. Pictures are named by their tracks; `null` when off. */
export type MediaState = {
  /** `off`: not in the room yet; `lost`: every attempt to get into it, or back, has failed. */
  connection: "off" | "connecting" | "connected" | "reconnecting" | "lost";
  muted: boolean;
  camera: string | null;
  /** `left`: they were here, and their line broke, or they load their page again. */
  other: { here: boolean; left: boolean; muted: boolean; camera: string | null };
  soundBlocked: boolean;
  /** Of one's own devices, the last time something was asked of them. */
  problems: DeviceProblems;
};

export const noMedia: MediaState = {
  connection: "off",
  muted: false,
  camera: null,
  other: { here: false, left: false, muted: false, camera: null },
  soundBlocked: false,
  problems: {},
};

export type MediaLine = {
  /**
   * Into the room, the first time it is asked for. The devices are asked for from the beginning; nothing of them leaves
   * the machine before `talk`.
   */
  enter: (entry: Entry) => void;
  /** The call is answered. */
  talk: () => void;
  /** On or off. Nothing before `talk`. */
  switch: (kind: CapturedKind) => void;
  /** From now on; a microphone or camera before `talk`: from the next call on. */
  choose: (kind: DeviceKind, id: string) => void;
  playSound: () => void;
  /** Into the room once more, after it was given up. */
  again: () => void;
  /** @returns how to stop */
  show: (who: "me" | "other", element: HTMLVideoElement) => () => void;
  close: () => void;
};

/** `moved`: the same person is in the room from elsewhere; `ended`: there is no such room any more. */
export type Gone = "moved" | "ended";

export type OpenMedia = (around: {
  callId: string;
  media: CallMedia;
  freshToken: () => Promise<string>;
  changed: (state: MediaState) => void;
  gone: (why: Gone) => void;
}) => MediaLine;
