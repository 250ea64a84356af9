import { CallClient, hostPage } from "@hausruf/call-core";
import { CallButton, CallProvider } from "@hausruf/call-react";
import { ActiveCallView, IncomingCallModal } from "@hausruf/call-react/views";
import { Line } from "./Line.tsx";
import { useColleague } from "./useColleague.ts";

const server = document.querySelector<HTMLMetaElement>('meta[name="hausruf-server"]')?.content;
const client = new CallClient(hostPage(server ?? "", "/hausruf-token"));

/** A customer's file, whose keeper can be called, and at which one can be called oneself. */
export function Page() {
  // Who that is, the token says: any name will do.
  return (
    <CallProvider userId="who sits here" client={client}>
      <Keeper />
      <ActiveCallView />
      <IncomingCallModal />
    </CallProvider>
  );
}

const title = "Kundenakte";

function Keeper() {
  const anna = useColleague(client, "anna@sot.example", "Anna Berger");
  return (
    <main className="p-4">
      <h1>{title}</h1>
      <Line />
      {anna && <CallButton party={anna} media="audio" label={`${anna.name} anrufen`} />}
    </main>
  );
}
