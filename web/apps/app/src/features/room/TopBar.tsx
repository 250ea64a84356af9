import type { Tenant } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Badge, Initial, Logo } from "@hausruf/ui";
import { Users } from "lucide-react";
import { useEffect, useRef } from "react";
import type { RoomCall } from "./Room.tsx";
import type { Person } from "./roomState.ts";
import { Timer } from "./Timer.tsx";

type Props = {
  call: RoomCall;
  tenant: Tenant;
  people: readonly Person[];
  /** A dialog lies over it. */
  covered: boolean;
};

export function TopBar({ call, tenant, people, covered }: Props) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Coming in says where one is; a focus somebody has put elsewhere stays there.
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  const { name, markLightUrl, markDarkUrl } = tenant;
  const startedAt = call.startedAt ? Date.parse(call.startedAt) : hostArrival(people);
  const status = startedAt === null ? call.status : "active";
  return (
    <header className="topbar" inert={covered}>
      <span className="full">
        <Logo tenant={tenant} />
      </span>
      <span className="mark">
        {markLightUrl ? (
          <Logo tenant={{ name, logoLightUrl: markLightUrl, logoDarkUrl: markDarkUrl }} />
        ) : (
          <Initial name={name} />
        )}
      </span>
      <span className="rule" aria-hidden />
      <h1 tabIndex={-1} ref={heading} title={call.title}>
        {call.title}
      </h1>
      <Badge status={status}>{t(`room.status-${status}`)}</Badge>
      <div className="right">
        {people.length > 0 && (
          <span className="people">
            <Users className="icon sm" aria-hidden />
            {t("room.people", { count: people.length })}
          </span>
        )}
        {startedAt !== null && <Timer since={startedAt} />}
      </div>
    </header>
  );
}

/** A guest who came first is told of the start by the host's arrival. */
function hostArrival(people: readonly Person[]): number | null {
  const host = people.find((person) => !person.isLocal && person.isHost);
  return host?.joinedAt ?? null;
}
