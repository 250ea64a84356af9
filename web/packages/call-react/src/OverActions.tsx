import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { useEffect } from "react";
import type { OwnCall, Outcome } from "@hausruf/call-core";
import { useCallClient } from "./useCalls.ts";

const readMs = 8_000;

/** These are as the user wanted them, and need no more than a moment. */
const expected = new Set<Outcome>(["completed", "cancelled", "ended"]);

/** How it ended stays to be read; what did not go as it should stays until it is closed. */
export function OverActions({ own }: { own: Extract<OwnCall, { phase: "over" }> }) {
  const { t } = useTexts();
  const client = useCallClient();
  const isExpected = expected.has(own.outcome);
  useEffect(() => {
    if (!isExpected) return undefined;
    const timer = setTimeout(client.dismiss, readMs);
    return () => clearTimeout(timer);
  }, [client, isExpected]);
  return (
    <div className="dock-controls">
      {!isExpected && (
        <Button onClick={() => client.call(own.party, own.media)}>{t("calls.again")}</Button>
      )}
      <Button kind="quiet" onClick={client.dismiss}>
        {t("frame.close")}
      </Button>
    </div>
  );
}
