import { createMemoryHistory } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { App } from "../App.tsx";
import { createOfficeRouter } from "../routes.tsx";

/** The whole office in memory, opened at an address. */
export function openPage(path: string) {
  const router = createOfficeRouter(createMemoryHistory({ initialEntries: [path] }));
  render(<App router={router} />);
  return { address: () => router.history.location.href };
}
