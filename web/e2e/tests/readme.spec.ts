import { dirname, join as path } from "node:path";
import { fileURLToPath } from "node:url";
import { expectSeesAndHears } from "../support/media.ts";
import { invite, join, linkFromApp, signIn, startCall } from "../support/people.ts";
import { test } from "../support/test.ts";

const here = dirname(fileURLToPath(import.meta.url));
/** `README_IMAGES=on ./hausruf test e2e readme` renews the README's picture; otherwise it is only looked at. */
const folder = path(here, process.env.README_IMAGES ? "../../../docs/images" : "../test-results");

test("the README shows the room as it is", async ({ visitors, server }) => {
  const anna = await visitors.page({ viewport: { width: 1280, height: 800 } });
  await signIn(anna, server);
  const callId = await startCall(anna, "Angebotsbesprechung Dachsanierung");
  await invite(anna, { email: "marlene@gast.example", name: "Marlene Voss" });
  const marlene = await visitors.page();
  await join(marlene, await linkFromApp(anna, callId, "marlene@gast.example"));
  await anna.keyboard.press("Escape");
  await expectSeesAndHears(anna);
  await anna.screenshot({ path: path(folder, "room.png") });
});
