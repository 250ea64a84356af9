import { ownAccount, problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Notice, notify } from "@hausruf/ui";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { problemText } from "../../problemText.ts";
import { Part } from "../settings/Section.tsx";

/** All that the office keeps of oneself, as a file. */
export function OwnDataPart() {
  const { t } = useTexts();
  const fetched = useMutation({
    mutationFn: ownAccount.data,
    gcTime: 0,
    onSuccess: (data) => {
      save(data, t("accounts.dataFile"));
      notify({ kind: "info", text: t("accounts.dataSaved") });
    },
  });
  const problem = fetched.error ? problemOf(fetched.error) : null;
  return (
    <Part title={t("accounts.data")} intro={t("accounts.dataIntro")}>
      {problem && <Notice>{problemText(t, problem)}</Notice>}
      <div>
        <Button busy={fetched.isPending} onClick={() => fetched.mutate()}>
          <Download className="icon" aria-hidden />
          {t("accounts.dataGet")}
        </Button>
      </div>
    </Part>
  );
}

/** A browser may begin to read a file only once the press is over, or somebody has said where it goes. */
const keptMs = 60_000;

/** Into the browser's own downloads; nothing of it stays in the page for good. */
function save(data: unknown, name: string) {
  const file = new Blob([JSON.stringify(data, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), keptMs);
}
