import {
  ActiveCallView,
  CallButton,
  CallClient,
  CallProvider,
  hostPage,
  IncomingCallModal,
} from "@hausruf/call-react";
import { Line } from "./Line.tsx";
import { language, texts } from "./texts.ts";
import { useColleague } from "./useColleague.ts";

const server = document.querySelector<HTMLMetaElement>('meta[name="hausruf-server"]')?.content;
const client = new CallClient(hostPage(server ?? "", "/hausruf-token"));

/** A customer's file, whose keeper can be called, and at which one can be called oneself. */
export function Page() {
  // Who that is, the token says: any name will do.
  return (
    <CallProvider userId="who sits here" client={client} language={language}>
      <Keeper />
      <ActiveCallView />
      <IncomingCallModal />
    </CallProvider>
  );
}

function Keeper() {
  const anna = useColleague(client, "anna@sot.example", "Anna Berger");
  return (
    <main>
      <h1>{texts.title}</h1>
      <Line />
      {anna && <CallButton party={anna} media="audio" label={texts.call} />}
    </main>
  );
}
