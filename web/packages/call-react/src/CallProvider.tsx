import { useEffect, useState, type ReactNode } from "react";
import { CallClient, ownPage } from "@hausruf/call-core";
import { LanguageContext, type Language } from "@hausruf/i18n";
import { CallContext } from "./useCalls.ts";

type Props = {
  /** Who is signed in: `null` for nobody, `undefined` while that is not known. */
  userId: string | null | undefined;
  /** Another than that of the server's own pages. */
  client?: CallClient;
  /** What calls are told of in; without, the language of the page that has chosen one, or German. */
  language?: Language;
  children: ReactNode;
};

/** Holds the socket and the state of ringing calls for everything below, from page to page. */
export function CallProvider({ userId, client: given, language, children }: Props) {
  const [client] = useState(() => given ?? new CallClient(ownPage));
  useEffect(() => {
    if (userId !== undefined) client.signedIn(userId);
  }, [client, userId]);
  useEffect(() => () => client.signedIn(null), [client]);
  return (
    <LanguageContext value={language ?? null}>
      <CallContext value={client}>{children}</CallContext>
    </LanguageContext>
  );
}
