import "./package.css";

export * from "./index.ts";
export * from "./views.ts";
