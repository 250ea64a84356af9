import { ownFactor } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Failed } from "../people/Failed.tsx";
import { moment } from "../people/moment.ts";
import { Part } from "../settings/Section.tsx";
import { Waiting } from "../settings/Waiting.tsx";
import { FactorDialog, type Purpose } from "./FactorDialog.tsx";
import { signInsKey } from "./SignInsPart.tsx";

const factorKey = ["second-factor"] as const;

/** The second step of one's own sign-in. */
export function FactorPart() {
  const { t, language } = useTexts();
  const cache = useQueryClient();
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const { data, error, refetch } = useQuery({ queryKey: factorKey, queryFn: ownFactor.state });
  function close() {
    setPurpose(null);
    void cache.invalidateQueries({ queryKey: factorKey });
    void cache.invalidateQueries({ queryKey: signInsKey });
  }
  return (
    <Part title={t("accounts.factor")} intro={t("accounts.factorIntro")}>
      {error && !data && <Failed error={error} retry={() => void refetch()} />}
      {!error && !data && <Waiting />}
      {data?.since && (
        <p>
          {t("accounts.factorOn", { when: moment(data.since, language) })}{" "}
          {t("accounts.codesLeft", { count: data.recoveryCodesLeft })}
        </p>
      )}
      {data && (
        <div className="flex flex-wrap gap-3">
          {data.on ? (
            <>
              <Button onClick={() => setPurpose("codes")}>{t("accounts.codesNew")}</Button>
              <Button onClick={() => setPurpose("off")}>{t("accounts.factorEnd")}</Button>
            </>
          ) : (
            <Button onClick={() => setPurpose("on")}>{t("accounts.factorBegin")}</Button>
          )}
        </div>
      )}
      {purpose && <FactorDialog purpose={purpose} onClose={close} />}
    </Part>
  );
}
