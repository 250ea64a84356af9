import { limits } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field, Notice } from "@hausruf/ui";
import { TicketCheck } from "lucide-react";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";
import { loadGuestRoom } from "../room/index.ts";
import type { JoinClient } from "./joinClient.ts";
import type { JoinState } from "./joinState.ts";
import { useWhen } from "./useWhen.ts";

type Props = { state: Extract<JoinState, { phase: "invited" }>; client: JoinClient };

/** The name and the one click that claims the link. */
export function JoinForm({ state: { preview, joining, problem }, client }: Props) {
  const { t } = useTexts();
  const when = useWhen();
  const [name, setName] = useState(preview.inviteeName ?? "");
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const isNameRefused = problem?.code === "invalid";
  useEffect(() => {
    loadGuestRoom().catch(() => {}); // while the name is being read; joining loads it again and tells what is wrong
  }, []);
  return (
    <form noValidate onSubmit={submit}>
      <Field
        label={t("join.name")}
        error={wrong()}
        ref={field}
        autoComplete="name"
        maxLength={limits.name}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      {problem && !isNameRefused && (
        <Notice>
          {t("join.failed")} {problemText(t, problem)}
        </Notice>
      )}
      <Button kind="primary" size="big" wide type="submit" busy={joining}>
        {t(joining ? "join.joining" : "join.join")}
      </Button>
      <p className="fine">
        <TicketCheck className="icon sm" aria-hidden />
        <span>{t("join.fine", { when: when(preview.expiresAt) })}</span>
      </p>
    </form>
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    if (joining) return;
    setMissing(name.trim() === "");
    if (name.trim() === "") field.current?.focus();
    else void client.join(name.trim());
  }

  function wrong(): string | undefined {
    if (missing) return t("join.nameMissing");
    return isNameRefused ? t("join.nameInvalid", { count: limits.name }) : undefined;
  }
}
