import "@hausruf/call-react/styles.css";
import "./page.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Page } from "./Page.tsx";
import { language, texts } from "./texts.ts";

document.documentElement.lang = language;
document.title = texts.title;

const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <Page />
    </StrictMode>,
  );
