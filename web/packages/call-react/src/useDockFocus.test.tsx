import { annasWindow, ben, done, made, rings } from "@hausruf/call-core/testing";
import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { ActiveCallView } from "./ActiveCallView.tsx";
import { CallButton } from "./CallButton.tsx";
import { CallProvider } from "./CallProvider.tsx";
import { IncomingCallModal } from "./IncomingCallModal.tsx";
import "@hausruf/i18n/calling";

afterEach(() => sessionStorage.clear());

async function annasPage() {
  const anna = annasWindow();
  anna.answers["initiate-call"] = () => made;
  anna.answers["accept-call"] = () => made;
  render(
    <CallProvider userId="anna" client={anna.client} language="en">
      <CallButton party={ben} media="audio" label="Call Ben" />
      <input aria-label="Notes" />
      <ActiveCallView />
      <IncomingCallModal />
    </CallProvider>,
  );
  await act(done);
  await act(async () => anna.findLine([]));
  return anna;
}

const button = (name: string) => screen.getByRole("button", { name });
const focused = () => document.activeElement;
const dock = () => screen.getByRole("region", { name: /^Call with / });
const ended = { callId: "c1", reason: "completed", durationSeconds: 5 };

it("is in the call from dialling on, stays there, and is at the button again afterwards", async () => {
  const anna = await annasPage();
  act(() => button("Call Ben").focus());
  await userEvent.keyboard("{Enter}");
  expect(focused()).toBe(dock());
  await userEvent.tab();
  expect(focused()).toBe(button("Hang up"));
  await act(async () => anna.tell("call-accepted", { callId: "c1", userId: "ben" }));
  expect(focused()).toBe(button("Hang up"));
  act(() => button("Turn microphone off").focus());
  await act(async () => anna.tell("call-ended", ended));
  expect(focused()).toBe(dock());
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  expect(focused()).toBe(button("Call Ben"));
});

it("is in the call after the answer, and then where it was before the ringing", async () => {
  const anna = await annasPage();
  act(() => screen.getByLabelText("Notes").focus());
  await act(async () => anna.tell("incoming-call", rings));
  await userEvent.click(button("Accept"));
  expect(focused()).toBe(dock());
  await act(async () => anna.tell("call-ended", ended));
  await userEvent.click(button("Close"));
  expect(focused()).toBe(screen.getByLabelText("Notes"));
});

it("stays with whoever has gone on elsewhere in the page", async () => {
  const anna = await annasPage();
  await userEvent.click(button("Call Ben"));
  await userEvent.click(screen.getByLabelText("Notes"));
  await act(async () => anna.tell("call-accepted", { callId: "c1", userId: "ben" }));
  await act(async () => anna.tell("call-ended", ended));
  act(() => anna.client.dismiss());
  expect(focused()).toBe(screen.getByLabelText("Notes"));
});
