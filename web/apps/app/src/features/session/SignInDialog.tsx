import { useTexts } from "@hausruf/i18n";
import { Dialog } from "@hausruf/ui";
import { SignInForm } from "./SignInForm.tsx";

type Props = {
  /** Whose session has ended. */
  email: string;
  /** The room it belongs to is still on the screen. */
  beside: boolean;
  onSignedIn: () => void;
  onClose: () => void;
};

/** Signing in again without leaving the page, because a call goes on there. */
export function SignInDialog({ email, beside, onSignedIn, onClose }: Props) {
  const { t } = useTexts();
  return (
    <Dialog
      beside={beside}
      title={t("signIn.againTitle")}
      intro={t("signIn.againIntro")}
      onClose={onClose}
    >
      <SignInForm email={email} onSignedIn={onSignedIn} />
    </Dialog>
  );
}
