import type { InLobby } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Hourglass } from "lucide-react";

/** Instead of the form, once the link is used and until the host has let one in. */
export function Waiting({ lobby, isLost }: { lobby: InLobby; isLost: boolean }) {
  const { t } = useTexts();
  const { hostName, hostPresent, displayName } = lobby;
  return (
    <section className="waiting" aria-labelledby="waiting">
      <h2 id="waiting" tabIndex={-1} ref={takeFocus}>
        <Hourglass className="icon" aria-hidden />
        {t("join.lobby")}
      </h2>
      <p role="status">
        {isLost
          ? t("join.lobbyLost")
          : t(hostPresent ? "join.lobbyText" : "join.lobbyHostMissing", { name: hostName })}
      </p>
      <p className="fine">{t("join.lobbyFine", { name: displayName })}</p>
    </section>
  );
}

/** The button that was pressed is gone. */
const takeFocus = (heading: HTMLElement | null) => heading?.focus();
