import { createElement, type ComponentProps } from "react";
import type { GuestRoom } from "./GuestRoom.tsx";

let loaded: typeof import("./GuestRoom.tsx") | undefined;

/** The room brings the media client, so only those fetch it who may go in. */
export async function loadGuestRoom() {
  loaded ??= await import("./GuestRoom.tsx");
}

/** Once it is loaded. Not by React's `lazy`: that shows a fallback first, and React then waits 300 ms. */
export function LoadedGuestRoom(props: ComponentProps<typeof GuestRoom>) {
  if (!loaded) throw new Error("the room has not been loaded");
  return createElement(loaded.GuestRoom, props);
}
