import { videoCalls } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Badge, IconButton } from "@hausruf/ui";
import { Link } from "@tanstack/react-router";
import { CalendarPlus, CalendarX, Pencil, UserPlus } from "lucide-react";
import type { PlannedCall } from "./days.ts";

/** What one may want of a planned call, beside going in. */
export type Deed = "invite" | "change" | "cancel";

type Props = { call: PlannedCall; times: string; onDeed: (deed: Deed) => void };

export function PlannedRow({ call, times, onDeed }: Props) {
  const { t } = useTexts();
  const { id, title, schedule, status } = call;
  return (
    <li>
      <time className="num" dateTime={schedule.startsAt}>
        {times}
      </time>
      <div className="what">
        <strong>{title}</strong>
        <span>
          {status === "active"
            ? t("videocalls.present", { count: call.presentCount })
            : t("videocalls.invited", { count: call.inviteCount })}
        </span>
      </div>
      {status === "active" && <Badge status={status}>{t("videocalls.active")}</Badge>}
      <div className="deeds">
        <IconButton label={t("planning.inviteNamed", { title })} onClick={() => onDeed("invite")}>
          <UserPlus className="icon" aria-hidden />
        </IconButton>
        <IconButton label={t("planning.changeNamed", { title })} onClick={() => onDeed("change")}>
          <Pencil className="icon" aria-hidden />
        </IconButton>
        <a
          className="icon-btn"
          href={videoCalls.calendarPath(id)}
          download="videocall.ics"
          aria-label={t("planning.fileNamed", { title })}
          title={t("planning.fileNamed", { title })}
        >
          <CalendarPlus className="icon" aria-hidden />
        </a>
        <IconButton label={t("planning.cancelNamed", { title })} onClick={() => onDeed("cancel")}>
          <CalendarX className="icon" aria-hidden />
        </IconButton>
        <Link
          className="btn secondary"
          to="/portal/office/videocalls/$callId"
          params={{ callId: id }}
          aria-label={t("planning.enterNamed", { title })}
        >
          {t("planning.enter")}
        </Link>
      </div>
    </li>
  );
}
