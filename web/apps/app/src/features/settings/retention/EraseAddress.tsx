import { erasure, limits } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field } from "@hausruf/ui";
import { useState, type FormEvent } from "react";
import { EraseDialog } from "./EraseDialog.tsx";

/** Enough to ask about it: the server says what an address is. */
const looksLikeOne = (typed: string) => /^\S+@\S+\.\S+$/.test(typed);

/** Has the office forget a guest or contact. */
export function EraseAddress() {
  const { t, language } = useTexts();
  const [email, setEmail] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [asking, setAsking] = useState(false);
  const wanted = email.trim();
  function submit(event: FormEvent) {
    event.preventDefault();
    setWrong(!looksLikeOne(wanted));
    setAsking(looksLikeOne(wanted));
  }
  return (
    <>
      <form className="settings-add" noValidate onSubmit={submit}>
        <Field
          label={t("retention.email")}
          error={isWrong ? t("retention.emailRefused") : undefined}
          type="email"
          autoComplete="off"
          maxLength={limits.email}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button type="submit">{t("retention.erase")}</Button>
      </form>
      {asking && (
        <EraseDialog
          name={wanted}
          word={wanted}
          what="address"
          erase={() => erasure.address(wanted, language)}
          onDone={() => {
            setAsking(false);
            setEmail("");
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
