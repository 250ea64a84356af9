import { ownAccount, problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, notify } from "@hausruf/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { problemText } from "../../problemText.ts";
import { Failed } from "../people/Failed.tsx";
import { moment } from "../people/moment.ts";
import "../people/people.css";
import { Part } from "../settings/Section.tsx";
import { Waiting } from "../settings/Waiting.tsx";
import { deviceOf } from "./deviceOf.ts";

export const signInsKey = ["sign-ins"] as const;

/** Where one is signed in, and how to end that. */
export function SignInsPart() {
  const { t, language } = useTexts();
  const cache = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: signInsKey, queryFn: ownAccount.signIns });
  const end = useMutation({
    mutationFn: (id: string | null) => (id === null ? ownAccount.endOthers() : ownAccount.end(id)),
    onSuccess: () => notify({ kind: "info", text: t("accounts.ended") }),
    onError: (reason) => notify({ kind: "error", text: problemText(t, problemOf(reason)) }),
    onSettled: () => cache.invalidateQueries({ queryKey: signInsKey }),
  });
  const words = (client: string) => {
    const { browser, system } = deviceOf(client);
    if (!browser) return t("accounts.unknownBrowser");
    return t("accounts.browserOn", { browser, system: system ?? t("accounts.unknownSystem") });
  };
  return (
    <Part title={t("accounts.signIns")} intro={t("accounts.signInsIntro")}>
      {error && !data && <Failed error={error} retry={() => void refetch()} />}
      {!error && !data && <Waiting />}
      <ul className="people">
        {data?.items.map(({ id, client, network, lastUsedAt, current }) => (
          <li key={id}>
            <MonitorSmartphone className="icon" aria-hidden />
            <div className="who">
              <strong>
                {words(client)}
                {current && <span className="tag">{t("accounts.thisOne")}</span>}
              </strong>
              <span>{t("accounts.lastUsed", { when: moment(lastUsedAt, language), network })}</span>
            </div>
            {!current && (
              <Button
                aria-label={t("accounts.endNamed", { device: words(client) })}
                busy={end.isPending}
                onClick={() => end.mutate(id)}
              >
                {t("accounts.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {data && data.items.length > 1 && (
        <div>
          <Button busy={end.isPending} onClick={() => end.mutate(null)}>
            {t("accounts.endOthers")}
          </Button>
        </div>
      )}
    </Part>
  );
}
