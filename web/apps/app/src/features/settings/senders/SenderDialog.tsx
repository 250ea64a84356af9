import { limits, senders } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice, notify } from "@hausruf/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type ChangeEvent, type ComponentProps, type FormEvent } from "react";
import { useRefused } from "../useRefused.ts";
import { sendersKey } from "./sendersKey.ts";

const empty = { email: "", displayName: "", replyTo: "" };
type Name = keyof typeof empty;

/** Adds an address, which is sent its link. */
export function SenderDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const cache = useQueryClient();
  const [values, setValues] = useState(empty);
  const add = useMutation({
    mutationFn: () => {
      const { replyTo, ...sender } = values;
      return senders.add({ ...sender, ...(replyTo.trim() && { replyTo }) });
    },
    onSuccess: async ({ email, sendError }) => {
      const text = sendError ? "mail.notSentTo" : "mail.sentTo";
      notify({ kind: sendError ? "error" : "info", text: t(text, { email }) });
      await cache.invalidateQueries({ queryKey: sendersKey });
      onClose();
    },
  });
  const { field, text } = useRefused(add.error);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!add.isPending) add.mutate();
  }
  const at = (name: Name): Omit<ComponentProps<typeof Field>, "label"> => ({
    error: field === name ? t(`mail.wrong-${name}`) : undefined,
    autoComplete: "off",
    maxLength: name === "displayName" ? limits.name : limits.email,
    value: values[name],
    onChange: (event: ChangeEvent<HTMLInputElement>) =>
      setValues({ ...values, [name]: event.target.value }),
  });
  return (
    <Dialog title={t("mail.add")} intro={t("mail.addIntro")} onClose={onClose}>
      <form className="grid gap-5" noValidate onSubmit={submit}>
        {text && <Notice>{text}</Notice>}
        <Field {...at("email")} data-autofocus type="email" label={t("mail.email")} />
        <Field {...at("displayName")} label={t("mail.name")} hint={t("mail.nameHint")} />
        <Field
          {...at("replyTo")}
          type="email"
          label={
            <>
              {t("mail.replyTo")} <span className="optional">{t("invite.optional")}</span>
            </>
          }
          hint={t("mail.replyToHint")}
        />
        <Button kind="primary" wide type="submit" busy={add.isPending}>
          {t(add.isPending ? "mail.saving" : "mail.save")}
        </Button>
      </form>
    </Dialog>
  );
}
