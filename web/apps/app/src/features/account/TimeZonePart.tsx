import { ownAccount, problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Notice, notify } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";
import { timeZoneKey, useTimeZone } from "../planning/useTimeZone.ts";
import { ZoneSelect } from "../planning/ZoneSelect.tsx";
import "../planning/texts.ts";
import { Part } from "../settings/Section.tsx";

/** In which zone one sees and plans calls. */
export function TimeZonePart() {
  const { t } = useTexts();
  const cache = useQueryClient();
  const now = useTimeZone();
  const [chosen, setChosen] = useState<string | null>(null);
  const zone = chosen ?? now;
  const save = useMutation({
    mutationFn: () => ownAccount.setTimeZone(zone),
    onSuccess: ({ timeZone }) => {
      cache.setQueryData(timeZoneKey, timeZone);
      setChosen(null);
      notify({ kind: "info", text: t("planning.zoneSaved") });
    },
  });
  const problem = save.error ? problemOf(save.error) : null;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  }
  return (
    <Part title={t("planning.myZone")} intro={t("planning.myZoneIntro")}>
      <form className="account-form" noValidate onSubmit={submit}>
        {problem && <Notice>{problemText(t, problem)}</Notice>}
        <ZoneSelect label={t("planning.myZone")} zone={zone} choose={setChosen} />
        <div>
          <Button type="submit" busy={save.isPending}>
            {t("planning.zoneSave")}
          </Button>
        </div>
      </form>
    </Part>
  );
}
