import { annasWindow, ben, done, made } from "@hausruf/call-core/testing";
import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { ActiveCallView } from "./ActiveCallView.tsx";
import { CallProvider } from "./CallProvider.tsx";
import "@hausruf/i18n/calling";

afterEach(() => sessionStorage.clear());

/** Anna talks with Ben. */
async function talks() {
  const anna = annasWindow();
  render(
    <CallProvider userId="anna" client={anna.client} language="en">
      <ActiveCallView />
    </CallProvider>,
  );
  await act(done);
  anna.answers["initiate-call"] = () => made;
  await act(async () => {
    anna.findLine([]);
    anna.client.call(ben, "audio");
    await done();
    anna.tell("call-accepted", { callId: "c1", userId: "ben" });
  });
  return anna;
}

const dock = () => screen.getByRole("region", { name: "Call with Ben Albrecht" });

it("says what is tried again, and leaves the focus in the call", async () => {
  const anna = await talks();
  act(() => anna.mediaIs({ connection: "lost" }));
  const again = screen.getByRole("button", { name: "Reconnect" });
  const hint = document.getElementById(again.getAttribute("aria-describedby") ?? "");
  expect(hint?.textContent).toMatch(/^Connects sound and picture again\./);
  await userEvent.click(again);
  expect(anna.media.at(-1)).toBe("again");
  act(() => anna.mediaIs({ connection: "reconnecting" }));
  expect(screen.queryByRole("button", { name: "Reconnect" })).toBeNull();
  expect(document.activeElement).toBe(dock());
  expect(dock().lang).toBe("en");
});

it("leaves the focus in the call when the sound plays", async () => {
  const anna = await talks();
  act(() => anna.mediaIs({ connection: "connected", soundBlocked: true }));
  await userEvent.click(screen.getByRole("button", { name: "Turn sound on" }));
  act(() => anna.mediaIs({ connection: "connected" }));
  expect(document.activeElement).toBe(dock());
});
