import type { ReactNode } from "react";

export type ToastKind = "info" | "join" | "leave" | "error";

export type Toast = {
  id: number;
  kind: ToastKind;
  text: ReactNode;
  icon?: ReactNode;
  /** The way out of an error. */
  action?: { label: string; run: () => void };
};

/** How long what is no error stays. */
export const shownMs = 5_000;

/** At most three at a time: the oldest that is no error makes room. */
const most = 3;

let shown: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** @returns the toast's id, for {@link dismiss} and {@link replaceToast} */
export function notify(toast: Omit<Toast, "id">): number {
  const added = { ...toast, id: ++lastId };
  publish(withRoomFor(added));
  return added.id;
}

/** Puts new words into a toast that is still shown. @returns false when it has gone */
export function replaceToast(id: number, toast: Omit<Toast, "id">): boolean {
  if (!shown.some((one) => one.id === id)) return false;
  publish(shown.map((one) => (one.id === id ? { ...toast, id } : one)));
  return true;
}

export function dismiss(id: number) {
  publish(shown.filter((toast) => toast.id !== id));
}

export function dismissAll() {
  publish([]);
}

export function shownToasts(): readonly Toast[] {
  return shown;
}

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function withRoomFor(added: Toast): readonly Toast[] {
  if (shown.length < most) return [...shown, added];
  const out = shown.find((toast) => toast.kind !== "error") ?? shown[0];
  return [...shown.filter((toast) => toast !== out), added];
}

function publish(next: readonly Toast[]) {
  shown = next;
  for (const listener of listeners) listener();
}
