import "@hausruf/ui/styles.css?office";
import { preferredLanguage, startI18n } from "@hausruf/i18n";
import { officeTexts } from "@hausruf/i18n/office";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../App.tsx";
import { learnSession } from "../features/session/index.ts";
import { createQueryClient } from "../queryClient.ts";
import { createOfficeRouter } from "../routes.tsx";

startI18n(preferredLanguage(), officeTexts);
const cache = createQueryClient();
const router = createOfficeRouter();

/** Longer than most answers take; who waits longer is to see that something comes. */
const patienceMs = 2000;

/** Draws once, when it is known who looks, and in pieces: a slow phone answers a finger in between. */
async function start() {
  const patience = new Promise((over) => setTimeout(over, patienceMs));
  await Promise.race([Promise.all([learnSession(cache), router.load()]), patience]);
  const root = document.getElementById("root");
  if (!root) return;
  startTransition(() =>
    createRoot(root).render(
      <StrictMode>
        <App router={router} cache={cache} />
      </StrictMode>,
    ),
  );
}

void start();
