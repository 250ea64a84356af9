import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { KeyRound } from "lucide-react";
import { Note } from "./Note.tsx";

/** The host's session has ended, the call has not. */
export function SignedOutNote({ onSignIn }: { onSignIn: () => void }) {
  const { t } = useTexts();
  return (
    <Note
      icon={<KeyRound className="icon" aria-hidden />}
      action={<Button onClick={onSignIn}>{t("room.signIn")}</Button>}
    >
      <strong>{t("room.signedOut")}</strong>
      {t("room.signedOutText")}
    </Note>
  );
}
