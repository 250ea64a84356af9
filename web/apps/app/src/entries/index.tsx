import "@hausruf/ui/styles.css";
import { startI18n } from "@hausruf/i18n";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "../App.tsx";
import { createOfficeRouter } from "../routes.tsx";

startI18n();
const router = createOfficeRouter();

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App router={router} />
    </StrictMode>,
  );
