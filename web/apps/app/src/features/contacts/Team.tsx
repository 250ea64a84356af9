import type { Colleague } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Avatar } from "@hausruf/ui";
import { useId } from "react";
import { CallButtons } from "./CallButtons.tsx";
import { PresenceWord } from "./PresenceWord.tsx";

export function Team({ team }: { team: readonly Colleague[] }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 className="day" id={id}>
        {t("contacts.team")}
      </h2>
      <ul className="people-list card">
        {team.map((one) => (
          <li key={one.id}>
            <Avatar name={one.displayName} />
            <div className="who">
              <strong>{one.displayName}</strong>
              <span>{one.email}</span>
            </div>
            <PresenceWord userId={one.id} first={one.presence} />
            <CallButtons party={{ userId: one.id, name: one.displayName }} />
          </li>
        ))}
      </ul>
    </section>
  );
}
