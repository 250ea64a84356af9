import { useCallClient } from "@hausruf/call-react";
import { useTexts } from "@hausruf/i18n";
import { notify } from "@hausruf/ui";
import { useEffect } from "react";
import { pushClient } from "./pushClient.ts";
import { serveWorker } from "./pushWindow.ts";

/**
 * Call notifications of this browser go with who is signed in, and its service worker finds this window.
 *
 * @param userId as for `CallProvider`
 */
export function usePush(userId: string | null | undefined) {
  const client = useCallClient();
  const { t, language } = useTexts();
  useEffect(() => {
    if (userId !== undefined) void pushClient.follow(userId, language);
  }, [userId, language]);
  useEffect(() => {
    if (!userId || !("serviceWorker" in navigator)) return;
    return serveWorker(client, () => void notify({ kind: "info", text: t("push.callOver") }));
  }, [userId, client, t]);
}
