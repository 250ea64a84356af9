import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { useEffect, useId, useRef, useState } from "react";
import { useLobby } from "./useLobby.ts";

type Props = { callId: string; isSignedIn: boolean };

/** Who waits to be let in. Newcomers are read out by name; the place stays when it is empty, for the focus to rest on. */
export function WaitingGuests({ callId, isSignedIn }: Props) {
  const { t } = useTexts();
  const { waiting, decide } = useLobby(callId, isSignedIn);
  const [said, setSaid] = useState("");
  const known = useRef<ReadonlySet<string>>(new Set());
  const place = useRef<HTMLElement>(null);
  const headingId = useId();
  useEffect(() => {
    const came = waiting.filter(({ inviteId }) => !known.current.has(inviteId));
    known.current = new Set(waiting.map(({ inviteId }) => inviteId));
    const names = came.map(({ displayName }) => t("invite.lobbyCame", { name: displayName }));
    if (names.length > 0) setSaid(names.join(". "));
  }, [waiting, t]);
  const answer = (inviteId: string, admit: boolean) =>
    decide.mutate({ inviteId, admit }, { onSuccess: () => place.current?.focus() });
  return (
    <>
      <section
        className={waiting.length > 0 ? "waiting-guests" : "sr-only"}
        aria-labelledby={headingId}
        tabIndex={-1}
        ref={place}
      >
        <h2 id={headingId}>
          {waiting.length > 0
            ? t("invite.lobby", { count: waiting.length })
            : t("invite.lobbyNobody")}
        </h2>
        <ul>
          {waiting.map(({ inviteId, displayName, inviteeEmail }) => (
            <li key={inviteId}>
              <span className="who">
                <strong>{displayName}</strong>
                <small>{inviteeEmail}</small>
              </span>
              <Button
                kind="primary"
                busy={decide.isPending}
                aria-label={t("invite.admitNamed", { name: displayName })}
                onClick={() => answer(inviteId, true)}
              >
                {t("invite.admit")}
              </Button>
              <Button
                kind="quiet"
                busy={decide.isPending}
                aria-label={t("invite.declineNamed", { name: displayName })}
                onClick={() => answer(inviteId, false)}
              >
                {t("invite.decline")}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
    </>
  );
}
