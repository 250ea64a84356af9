import { annasWindow } from "@hausruf/call-core/testing";
import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { App } from "../App.tsx";
import { createOfficeRouter } from "../routes.tsx";

/** The whole office in memory, opened at an address; `line` plays the server's side of ringing calls. */
export function openPage(path: string) {
  const router = createOfficeRouter(createMemoryHistory({ initialEntries: [path] }));
  const line = annasWindow();
  render(<App router={router} calls={line.client} />);
  return {
    line,
    address: () => router.history.location.href,
  };
}
