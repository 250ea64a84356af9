import type { Party } from "@hausruf/call-core";
import { CallButton } from "@hausruf/call-react";
import { useTexts } from "@hausruf/i18n";

/** By voice or by video. Also somebody who is offline: it becomes a missed call. */
export function CallButtons({ party, contactId }: { party: Party; contactId?: string }) {
  const { t } = useTexts();
  const { name } = party;
  const about = contactId === undefined ? {} : { contactId };
  return (
    <span className="acts">
      <CallButton
        {...about}
        party={party}
        media="audio"
        label={t("contacts.call-audio", { name })}
      />
      <CallButton
        {...about}
        party={party}
        media="video"
        label={t("contacts.call-video", { name })}
      />
    </span>
  );
}
