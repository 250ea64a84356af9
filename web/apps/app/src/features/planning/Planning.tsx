import type { Session } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { notify } from "@hausruf/ui";
import { lazy, Suspense, useState } from "react";
import "./texts.ts";
import "../room/room.css"; // of the dialog that guests are invited in
import { CancelDialog } from "./CancelDialog.tsx";
import type { PlannedCall } from "./days.ts";
import { PlanDialog } from "./PlanDialog.tsx";
import { PlannedCalls } from "./PlannedCalls.tsx";
import type { Deed } from "./PlannedRow.tsx";
import { usePlannedCalls } from "./usePlannedCalls.ts";
import { useTimeZone } from "./useTimeZone.ts";
import "./planning.css";

const InviteDialog = lazy(async () => ({
  default: (await import("../room/InviteDialog.tsx")).InviteDialog,
}));

type Props = { host: Session; asking: boolean; onAsked: () => void };

/** Planned calls with all that one does about them. */
export default function Planning({ host, asking, onAsked }: Props) {
  const { t } = useTexts();
  const timeZone = useTimeZone();
  const query = usePlannedCalls();
  const [open, setOpen] = useState<{ deed: Deed; call: PlannedCall } | null>(null);
  const [inviting, setInviting] = useState<string | null>(null);
  const close = () => {
    setOpen(null);
    onAsked();
  };
  const tell = (text: string) => {
    notify({ kind: "info", text });
    close();
  };
  return (
    <>
      <PlannedCalls
        query={query}
        timeZone={timeZone}
        onDeed={(deed, call) =>
          deed === "invite" ? setInviting(call.id) : setOpen({ deed, call })
        }
      />
      {(asking || open?.deed === "change") && (
        <PlanDialog
          key={timeZone}
          call={open?.call ?? null}
          timeZone={timeZone}
          onPlanned={({ callId }) => {
            close();
            setInviting(callId);
          }}
          onChanged={({ title }) => tell(t("planning.changed", { title }))}
          onClose={close}
        />
      )}
      {open?.deed === "cancel" && (
        <CancelDialog
          call={open.call}
          onCancelled={() => tell(t("planning.cancelled", { title: open.call.title }))}
          onClose={close}
        />
      )}
      {inviting && (
        <Suspense>
          <InviteDialog
            callId={inviting}
            ownEmail={host.user.email}
            isPlanned
            isModal
            onClose={() => {
              setInviting(null);
              void query.refetch();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
