import "@hausruf/ui/styles.css";
import { preferredLanguage, startI18n } from "@hausruf/i18n";
import { officeTexts } from "@hausruf/i18n/office";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../App.tsx";
import { createOfficeRouter } from "../routes.tsx";

startI18n(preferredLanguage(), officeTexts);
const router = createOfficeRouter();

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App router={router} />
    </StrictMode>,
  );
