import type { CallClient } from "@hausruf/call-core";
import { CallProvider } from "@hausruf/call-react";
import type { ReactNode } from "react";
import { useSession } from "../session/index.ts";
import { CallOverlay } from "./CallOverlay.tsx";

/** Ringing calls around every page of the office: a call outlives the page on which it began, and the session. */
export function Calls({ client, children }: { client?: CallClient; children: ReactNode }) {
  const { data: session } = useSession();
  return (
    <CallProvider
      userId={session === undefined ? undefined : (session?.user.id ?? null)}
      {...(client && { client })}
    >
      {children}
      <CallOverlay />
    </CallProvider>
  );
}
