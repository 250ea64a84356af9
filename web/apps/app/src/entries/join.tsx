import "@hausruf/ui/styles.css?join";
import { preferredLanguage, startI18n } from "@hausruf/i18n";
import { guestTexts } from "@hausruf/i18n/guests";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { hideToken, JoinPage } from "../features/join/index.ts";

hideToken();
startI18n(preferredLanguage(), guestTexts);

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <JoinPage />
    </StrictMode>,
  );
