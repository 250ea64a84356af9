import "@hausruf/ui/styles.css";
import { startI18n } from "@hausruf/i18n";
import { officeTexts } from "@hausruf/i18n/office";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Page } from "./Page.tsx";

startI18n("de", officeTexts);

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
