import { annasWindow, done, rings } from "@hausruf/call-core/testing";
import { useTexts, type Language } from "@hausruf/i18n";
import { act, render, screen } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it } from "vitest";
import { ActiveCallView } from "./ActiveCallView.tsx";
import { CallProvider } from "./CallProvider.tsx";
import { IncomingCallModal } from "./IncomingCallModal.tsx";
import { useCalls } from "./useCalls.ts";
import "@hausruf/i18n/calling";

afterEach(() => sessionStorage.clear());

const said: string[] = [];

function Probe() {
  const { t, language } = useTexts();
  const { state } = useCalls();
  said.push(`${language} ${t("calls.hangUp")} ${state.link}`);
  return <p>{said.at(-1)}</p>;
}

function page(anna: ReturnType<typeof annasWindow>, language: Language) {
  return (
    <CallProvider userId="anna" client={anna.client} language={language}>
      <Probe />
      <ActiveCallView />
      <IncomingCallModal />
    </CallProvider>
  );
}

it("speaks its language from the first rendering on, and names it where a call is told of", async () => {
  said.length = 0;
  const anna = annasWindow();
  const { rerender } = render(page(anna, "en"));
  expect(said[0]).toMatch(/^en Hang up/);
  await act(done);
  act(() => anna.tell("incoming-call", rings));
  expect(screen.getByRole("alertdialog").lang).toBe("en");
  rerender(page(anna, "de"));
  expect(said.at(-1)).toMatch(/^de Auflegen/);
  expect(screen.getByRole("alertdialog").lang).toBe("de");
});

it("is rendered on a server, as it is before there is a line", () => {
  const html = renderToString(page(annasWindow(), "en"));
  expect(html).toBe("<p>en Hang up connecting</p>");
});
