import { problemOf, type Problem } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Notice } from "@hausruf/ui";
import { MailCheck, Send } from "lucide-react";
import { useState } from "react";
import { problemText } from "../../problemText.ts";
import type { JoinClient } from "./joinClient.ts";

type Asking = "not yet" | "sending" | "sent" | "with the host" | Problem;

/** A new link, sent only to the address the old one went to: holding an old link proves nothing more. */
export function NewLink({ client }: { client: JoinClient }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState<Asking>("not yet");
  if (asking === "sent" || asking === "with the host")
    return (
      <p className="new-link" role="status" tabIndex={-1} ref={takeFocus}>
        <MailCheck className="icon" aria-hidden />
        {t(asking === "sent" ? "join.newLinkSent" : "join.newLinkWithHost")}
      </p>
    );
  const ask = () => {
    setAsking("sending");
    client.askForNewLink().then(
      ({ mailInApp }) => setAsking(mailInApp ? "with the host" : "sent"),
      (error: unknown) => setAsking(problemOf(error)),
    );
  };
  return (
    <>
      {typeof asking === "object" && <Notice>{problemText(t, asking)}</Notice>}
      <Button kind="primary" busy={asking === "sending"} onClick={ask}>
        <Send className="icon" aria-hidden />
        {t(asking === "sending" ? "join.newLinkSending" : "join.newLink")}
      </Button>
    </>
  );
}

const takeFocus = (said: HTMLElement | null) => said?.focus();
