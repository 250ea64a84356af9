import { problemTexts } from "@hausruf/devices";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { useId, type MouseEvent } from "react";
import type { MediaState } from "@hausruf/call-core";
import { useCallClient } from "./useCalls.ts";

/** What is in the way of hearing and being heard, and the way out of it. */
export function CallNotes({ media }: { media: MediaState }) {
  const { t } = useTexts();
  const client = useCallClient();
  const hint = useId();
  const problems = problemTexts(media.problems);
  const isAway = media.connection === "connected" && !media.other.here;
  return (
    <div className="dock-notes" aria-live="polite">
      {media.connection === "lost" && (
        <p>
          <span id={hint}>{t("calls.mediaAgainHint")}</span>
          <Button
            kind="quiet"
            aria-describedby={hint}
            onClick={(event) => {
              focusDock(event);
              client.media.again();
            }}
          >
            {t("calls.mediaAgain")}
          </Button>
        </p>
      )}
      {isAway && <p>{t(media.other.left ? "calls.otherLeft" : "calls.away")}</p>}
      {media.other.muted && <p>{t("calls.otherMuted")}</p>}
      {media.soundBlocked && (
        <p>
          <span>{t("room.soundBlocked")}</span>
          <Button
            kind="quiet"
            onClick={(event) => {
              focusDock(event);
              client.media.playSound();
            }}
          >
            {t("room.soundOn")}
          </Button>
        </p>
      )}
      {problems.map(({ kind, problem }) => (
        <p key={kind}>
          {t(`devices.${kind}-${problem}`)} {t(`devices.hint-${problem}`)}
        </p>
      ))}
    </div>
  );
}

/** The button goes away with what it mends, and would take the focus with it. */
function focusDock({ currentTarget }: MouseEvent<HTMLElement>) {
  currentTarget.closest<HTMLElement>(".call-dock")?.focus();
}
