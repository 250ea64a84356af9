import { useTexts } from "@hausruf/i18n";
import { Button, Notice, usePageTitle } from "@hausruf/ui";
import { useRouter } from "@tanstack/react-router";
import { CalendarPlus, Video } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useSession } from "../session/index.ts";
import { NewCallDialog } from "./NewCallDialog.tsx";
import { NoCalls } from "./NoCalls.tsx";
import { OpenCalls } from "./OpenCalls.tsx";
import { PastCalls } from "./PastCalls.tsx";
import { SkeletonRows } from "./SkeletonRows.tsx";
import { useVideocalls } from "./useVideocalls.ts";
import "./videocalls.css";

const Planning = lazy(() => import("../planning/Planning.tsx"));

/** `/portal/office/videocalls`: one's own calls, and the way into a new one. */
export function VideocallsPage() {
  const { t } = useTexts();
  const router = useRouter();
  const { data: session } = useSession();
  const { open, past, create } = useVideocalls();
  const [asking, setAsking] = useState(false);
  const [planning, setPlanning] = useState(false);
  usePageTitle(t("videocalls.title"), session?.tenant.name);

  const ask = () => {
    setAsking(true);
    void router.preloadRoute(roomOf("new")); // the room's code comes while the title is typed
  };
  const failed = open.isError || past.isError;
  // From top to bottom: nothing that stands already is pushed away by what comes.
  const isEmpty = open.data?.length === 0 && past.data?.length === 0;
  return (
    <>
      <div className="page-head">
        <div>
          <h1 tabIndex={-1}>{t("videocalls.title")}</h1>
          <p>{t("videocalls.intro")}</p>
        </div>
        <div className="page-deeds">
          <Button onClick={() => setPlanning(true)}>
            <CalendarPlus className="icon" aria-hidden />
            {t("videocalls.plan")}
          </Button>
          <Button kind="primary" onClick={ask}>
            <Video className="icon" aria-hidden />
            {t("videocalls.start")}
          </Button>
        </div>
      </div>
      {failed && (
        <Notice
          action={
            <Button
              busy={open.isFetching || past.isFetching}
              onClick={() => void Promise.all([open.refetch(), past.refetch()])}
            >
              {t("frame.retry")}
            </Button>
          }
        >
          {t("videocalls.failed")}
        </Notice>
      )}
      {!failed && open.isPending && <SkeletonRows />}
      {session && (
        <Suspense>
          <Planning host={session} asking={planning} onAsked={() => setPlanning(false)} />
        </Suspense>
      )}
      {isEmpty && <NoCalls />}
      {open.data && <OpenCalls calls={open.data} query={open} />}
      {!failed && open.data && past.isPending && <SkeletonRows />}
      {!open.isPending && past.data && <PastCalls calls={past.data} query={past} />}
      {asking && (
        <NewCallDialog
          create={create}
          onCreated={({ callId }) => void router.navigate(roomOf(callId))}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

function roomOf(callId: string) {
  return { to: "/portal/office/videocalls/$callId", params: { callId } } as const;
}
