import type { CallNotice } from "@hausruf/call-core";
import { useCallNotices, useCalls } from "@hausruf/call-react";
import { useTexts } from "@hausruf/i18n";
import { notify } from "@hausruf/ui";
import { useQueryClient } from "@tanstack/react-query";
import { PhoneMissed } from "lucide-react";
import { lazy, Suspense, useCallback } from "react";
import { sessionKey } from "../../queryClient.ts";
import { usePush } from "../push/index.ts";
import { useSession } from "../session/index.ts";
import { callsKey, peopleKey } from "./useCallLog.ts";

const views = () => import("@hausruf/call-react/views");
const IncomingCallModal = lazy(async () => ({ default: (await views()).IncomingCallModal }));
const ActiveCallView = lazy(async () => ({ default: (await views()).ActiveCallView }));

/** What rings and what is talked, over whatever page; fetched once there is a line over which somebody could call. */
export function CallOverlay() {
  const { state } = useCalls();
  useNotices();
  const { data: session } = useSession();
  usePush(session === undefined ? undefined : (session?.user.id ?? null));
  const needed = state.link === "online" || state.own.phase !== "idle";
  if (!needed && state.incoming.length === 0) return null;
  return (
    <Suspense>
      <ActiveCallView />
      <IncomingCallModal />
    </Suspense>
  );
}

function useNotices() {
  const { t } = useTexts();
  const { client } = useCalls();
  const cache = useQueryClient();
  const hear = useCallback(
    (notice: CallNotice) => {
      switch (notice.type) {
        case "missed":
          return void notify({
            kind: "info",
            text: t("calls.missedFrom", { name: notice.from.name }),
            icon: <PhoneMissed className="icon sm" aria-hidden />,
            action: {
              label: t("calls.back"),
              run: () => client.call(notice.from, notice.media),
            },
          });
        case "answered-elsewhere":
          return void notify({ kind: "info", text: t("calls.answeredElsewhere") });
        case "log-changed":
          return void cache.invalidateQueries({ queryKey: callsKey });
        case "online":
          void cache.invalidateQueries({ queryKey: callsKey });
          return void cache.invalidateQueries({ queryKey: peopleKey });
        case "signed-out":
          return void cache.invalidateQueries({ queryKey: sessionKey });
      }
    },
    [t, client, cache],
  );
  useCallNotices(hear);
}
