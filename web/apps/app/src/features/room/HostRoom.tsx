import { videoCalls, type Session, type VideoCall } from "@hausruf/api";
import { useCalls } from "@hausruf/call-react";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { SignInDialog } from "../session/index.ts";
import { EndDialog } from "./EndDialog.tsx";
import { HostOver } from "./HostOver.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { Room } from "./Room.tsx";
import { SignedOutNote } from "./SignedOutNote.tsx";
import { WaitingGuests } from "./WaitingGuests.tsx";
import type { WayIn } from "./wayIn.ts";

type Props = { call: VideoCall; host: Session; isSignedIn: boolean };

/** The room with what its host may do in it, and what is there once the host is out of it. */
export function HostRoom({ call, host, isSignedIn }: Props) {
  const cache = useQueryClient();
  const refresh = useCallback(
    () => void cache.invalidateQueries({ queryKey: ["video-calls"] }),
    [cache],
  );
  const way = useMemo(() => hostWay(call.id), [call.id]);
  const { own } = useCalls().state;
  const [signingIn, setSigningIn] = useState<{ after?: () => void } | null>(null);
  const over = {
    call,
    tenant: host.tenant,
    onSignIn: (after: () => void) => setSigningIn({ after }),
    onToOverview: refresh,
  };
  if (isOver(call)) return <HostOver reason={call.status} {...over} />;
  return (
    <Room
      call={call}
      tenant={host.tenant}
      way={way}
      host={{
        telephones: own.phase === "ringing" || own.phase === "talking",
        dialog: signInDialog(true),
        lobby: call.lobby && <WaitingGuests callId={call.id} isSignedIn={isSignedIn} />,
        note: !isSignedIn && <SignedOutNote onSignIn={() => setSigningIn({})} />,
        renderInvite: (close) => (
          <InviteDialog
            callId={call.id}
            ownEmail={host.user.email}
            isPlanned={call.schedule !== null}
            onClose={close}
          />
        ),
        renderEnd: (ending, ended) => (
          <EndDialog
            {...ending}
            callId={call.id}
            isPlanned={call.schedule !== null}
            onEnded={() => [ended(), refresh()]}
          />
        ),
      }}
      renderOver={(reason, enterAgain) => (
        <>
          <HostOver reason={reason} onEnter={enterAgain} {...over} />
          {signInDialog(false)}
        </>
      )}
    />
  );

  function signInDialog(beside: boolean) {
    if (!signingIn) return null;
    return (
      <SignInDialog
        email={host.user.email}
        beside={beside}
        onSignedIn={() => {
          setSigningIn(null);
          signingIn.after?.();
        }}
        onClose={() => setSigningIn(null)}
      />
    );
  }
}

function isOver(call: VideoCall): call is VideoCall & { status: "ended" | "expired" } {
  return call.status === "ended" || call.status === "expired";
}

function hostWay(callId: string): WayIn {
  return {
    fresh: async () => {
      const { serverUrl, hostToken } = await videoCalls.token(callId);
      return { serverUrl, token: hostToken };
    },
  };
}
