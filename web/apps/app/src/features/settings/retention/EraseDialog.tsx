import { problemOf } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice, notify } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { settingsProblem } from "../settingsProblem.ts";
import "./retention.css";

type Props = {
  /** Whom, as the question says it. */
  name: string;
  /** What has to be typed: the address. */
  word: string;
  /** An account, or an address alone. */
  what: "account" | "address";
  erase: () => Promise<void>;
  onDone: () => void;
  onClose: () => void;
};

/** Says what goes and what stays, and does it once the address was typed. */
export function EraseDialog({ name, word, what, erase, onDone, onClose }: Props) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  const deed = useMutation({
    mutationFn: erase,
    onSuccess: async () => {
      notify({ kind: "info", text: t("retention.erased") });
      await cache.invalidateQueries(); // the name may stand anywhere
      onDone();
    },
  });
  const problem = deed.error ? problemOf(deed.error) : null;
  const isAccount = problem?.code === "account-exists";
  function submit(event: FormEvent) {
    event.preventDefault();
    const fits = typed.trim().toLowerCase() === word.toLowerCase();
    setWrong(!fits);
    if (fits && !deed.isPending) deed.mutate();
  }
  const goes = [
    t(what === "account" ? "retention.goesAccount" : "retention.goesAddress"),
    t("retention.goesNames"),
    ...(what === "address" ? [t("retention.goesOut")] : []),
  ];
  const stays = [t("retention.staysCalls"), t("retention.staysTyped"), t("retention.staysCopies")];
  return (
    <Dialog
      role="alertdialog"
      title={t("retention.eraseTitle", { name })}
      intro={t("retention.eraseText")}
      onClose={onClose}
    >
      <form className="erase" noValidate onSubmit={submit}>
        {problem && (
          <Notice>{isAccount ? t("retention.isAccount") : settingsProblem(t, problem)}</Notice>
        )}
        <Listed title={t("retention.goes")} items={goes} />
        <Listed title={t("retention.stays")} items={stays} />
        <Field
          label={t("retention.typed", { word })}
          error={isWrong ? t("retention.typedWrong") : undefined}
          data-autofocus
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="dialog-foot">
          <Button onClick={onClose}>{t("retention.cancel")}</Button>
          <Button kind="hangup" type="submit" busy={deed.isPending}>
            {t("retention.erase")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Listed({ title, items }: { title: string; items: string[] }) {
  const id = useId();
  return (
    <div>
      <h3 id={id}>{title}</h3>
      <ul aria-labelledby={id}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </div>
  );
}
