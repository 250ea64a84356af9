import { createMemoryHistory } from "@tanstack/react-router";
import { expect, it } from "vitest";
import { places, redirects } from "../../../e2e/support/places.ts";
import { createOfficeRouter } from "./routes.tsx";

it("has no page that is not walked through by keyboard and looked at in every state", () => {
  const { routesByPath } = createOfficeRouter(createMemoryHistory());
  const walked = new Set([...places, ...redirects].map(({ route }) => route));
  expect([...walked].toSorted()).toEqual(Object.keys(routesByPath).toSorted());
});
