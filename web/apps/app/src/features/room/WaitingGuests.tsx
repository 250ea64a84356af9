import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { useLobby } from "./useLobby.ts";

type Props = { callId: string; isSignedIn: boolean };

/** Who waits to be let in. Newcomers are read out by name; the place stays when it is empty, for the focus to rest on. */
export function WaitingGuests({ callId, isSignedIn }: Props) {
  const { t } = useTexts();
  const { waiting, decide } = useLobby(callId, isSignedIn);
  const [said, setSaid] = useState("");
  const known = useRef<ReadonlySet<string>>(new Set());
  const place = useRef<HTMLElement>(null);
  const buttonHasFocus = useRef(false);
  const headingId = useId();
  useEffect(() => {
    const came = waiting.filter(({ inviteId }) => !known.current.has(inviteId));
    known.current = new Set(waiting.map(({ inviteId }) => inviteId));
    const names = came.map(({ displayName }) => t("invite.lobbyCame", { name: displayName }));
    setSaid(names.join(". ")); // emptied in between, so that who comes again is read out again
  }, [waiting, t]);
  // A button may go while it has the focus, which tells no blur: its guest was let in, declined, or went away.
  useLayoutEffect(() => {
    if (buttonHasFocus.current && !place.current?.contains(document.activeElement))
      place.current?.focus();
  });
  const watched = {
    onFocus: () => void (buttonHasFocus.current = true),
    onBlur: () => void (buttonHasFocus.current = false),
  };
  const answer = (inviteId: string, admit: boolean) => decide.mutate({ inviteId, admit });
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
                {...watched}
                kind="primary"
                busy={decide.isPending}
                aria-label={t("invite.admitNamed", { name: displayName })}
                onClick={() => answer(inviteId, true)}
              >
                {t("invite.admit")}
              </Button>
              <Button
                {...watched}
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
