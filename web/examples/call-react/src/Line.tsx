import { useCalls } from "@hausruf/call-react";

const words = {
  connecting: "Wird verbunden …",
  online: "Erreichbar",
  offline: "Wird verbunden …",
  "signed-out": "Nicht angemeldet",
};

/** Whether one can call and be called. */
export function Line() {
  const { state } = useCalls();
  return <p role="status">{words[state.link]}</p>;
}
