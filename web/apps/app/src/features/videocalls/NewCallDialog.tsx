import { limits, problemOf, type HostEntry, type NewVideoCall } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice } from "@hausruf/ui";
import type { UseMutationResult } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";
import { DeviceCheck } from "./DeviceCheck.tsx";

type Props = {
  create: UseMutationResult<HostEntry, Error, NewVideoCall>;
  onCreated: (entry: HostEntry) => void;
  onClose: () => void;
};

/** Nothing needs to be filled in or chosen: Enter starts. */
export function NewCallDialog({ create, onCreated, onClose }: Props) {
  const { t, language } = useTexts();
  const [title, setTitle] = useState("");
  const [lobby, setLobby] = useState(false);
  const id = useId();
  const problem = create.error ? problemOf(create.error) : null;
  const isTitleRefused =
    problem?.code === "invalid" && problem.errors.some(({ field }) => field === "title");
  const close = () => {
    create.reset();
    onClose();
  };

  function submit(event: FormEvent) {
    event.preventDefault();
    if (create.isPending) return;
    const call = { title: title.trim(), locale: language, ...(lobby && { lobby }) };
    create.mutate(call, { onSuccess: onCreated });
  }

  return (
    <Dialog title={t("videocalls.newTitle")} intro={t("videocalls.newIntro")} onClose={close}>
      <form className="grid gap-5" noValidate onSubmit={submit}>
        {problem && !isTitleRefused && <Notice>{problemText(t, problem)}</Notice>}
        <Field
          label={t("videocalls.newField")}
          hint={t("videocalls.newHint")}
          error={isTitleRefused ? t("videocalls.titleRefused", { count: limits.title }) : undefined}
          placeholder={t("videocalls.newPlaceholder")}
          data-autofocus
          autoComplete="off"
          maxLength={limits.title}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <div className="check-row">
          <input
            id={id}
            type="checkbox"
            aria-describedby={`${id}-hint`}
            checked={lobby}
            onChange={(event) => setLobby(event.target.checked)}
          />
          <label htmlFor={id}>{t("videocalls.newLobby")}</label>
          <span id={`${id}-hint`}>{t("videocalls.newLobbyHint")}</span>
        </div>
        <DeviceCheck />
        <div className="dialog-foot">
          <Button onClick={close}>{t("frame.cancel")}</Button>
          <Button kind="primary" type="submit" busy={create.isPending}>
            {t(create.isPending ? "videocalls.newSubmitting" : "videocalls.newSubmit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
