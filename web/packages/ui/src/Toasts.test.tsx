import { act, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dismiss, dismissAll, notify, replaceToast, shownToasts } from "./toasts.ts";
import { Toasts } from "./Toasts.tsx";

const texts = () => shownToasts().map((toast) => toast.text);
function say(text: string, kind: "info" | "error" = "info"): number {
  let id = 0;
  act(() => void (id = notify({ kind, text })));
  return id;
}
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

let page: ReturnType<typeof render>;

beforeEach(() => {
  vi.useFakeTimers();
  page = render(<Toasts />);
});
afterEach(() => {
  act(dismissAll);
  vi.useRealTimers();
});

it("goes after five seconds, an error only when closed", () => {
  say("Ben ist beigetreten");
  say("Mikrofon getrennt", "error");
  pass(5_000);
  expect(texts()).toEqual(["Mikrofon getrennt"]);
  expect(screen.getByRole("alert").textContent).toBe("Mikrofon getrennt");
  fireEvent.click(screen.getByRole("button", { name: "Schließen" }));
  expect(texts()).toEqual([]);
});

it("shows at most three and keeps errors longest", () => {
  say("Fehler", "error");
  for (const text of ["eins", "zwei", "drei"]) say(text);
  expect(texts()).toEqual(["Fehler", "zwei", "drei"]);
});

it("waits while somebody reads it", () => {
  say("Ben ist beigetreten");
  fireEvent.mouseEnter(screen.getByRole("region"));
  pass(60_000);
  expect(texts()).toHaveLength(1);
  fireEvent.mouseLeave(screen.getByRole("region"));
  pass(5_000);
  expect(texts()).toEqual([]);
});

it("takes new words only while it is shown", () => {
  const id = say("Ben ist beigetreten");
  act(() => expect(replaceToast(id, { kind: "join", text: "2 Personen" })).toBe(true));
  expect(texts()).toEqual(["2 Personen"]);
  act(() => dismiss(id));
  expect(replaceToast(id, { kind: "join", text: "3 Personen" })).toBe(false);
});

it("does what its button says and goes", () => {
  const run = vi.fn<() => void>();
  act(
    () =>
      void notify({ kind: "error", text: "getrennt", action: { label: "Anderes wählen", run } }),
  );
  fireEvent.click(screen.getByRole("button", { name: "Anderes wählen" }));
  expect(run).toHaveBeenCalledOnce();
  expect(texts()).toEqual([]);
});

it("stays behind when one leaves the page", () => {
  say("Mikrofon getrennt", "error");
  page.unmount();
  expect(texts()).toEqual([]);
});
