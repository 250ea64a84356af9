import { useCalls } from "@hausruf/call-react";
import { texts } from "./texts.ts";

/** Whether one can call and be called. */
export function Line() {
  const { state } = useCalls();
  return <p role="status">{texts[state.link]}</p>;
}
