import type { Presence } from "@hausruf/api";
import { useCalls } from "@hausruf/call-react";
import { useTexts } from "@hausruf/i18n";

/** Dot and word; what the server told last goes before what it answered first. */
export function PresenceWord({ userId, first }: { userId: string; first: Presence }) {
  const { t } = useTexts();
  const { state } = useCalls();
  const presence = state.presence[userId] ?? first;
  return <span className={`presence ${presence}`}>{t(`contacts.presence-${presence}`)}</span>;
}
