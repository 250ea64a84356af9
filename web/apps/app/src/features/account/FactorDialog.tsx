import { ownFactor } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { notify } from "@hausruf/ui";
import { useState } from "react";
import { ConfirmStep } from "./ConfirmStep.tsx";
import { PasswordStep } from "./PasswordStep.tsx";
import { RecoveryCodes } from "./RecoveryCodes.tsx";

export type Purpose = "on" | "off" | "codes";

type Step =
  | { step: "password" }
  | { step: "confirm"; secret: string; uri: string }
  | { step: "codes"; codes: string[] };

type Props = { purpose: Purpose; onClose: () => void };

/** Password, then the app and its first code, then the recovery codes; or what of it is needed. */
export function FactorDialog({ purpose, onClose }: Props) {
  const { t } = useTexts();
  const [step, setStep] = useState<Step>({ step: "password" });
  const showCodes = (codes: string[]) => setStep({ step: "codes", codes });

  const afterPassword = {
    on: async (password: string) => {
      const begun = await ownFactor.begin(password);
      setStep({ step: "confirm", ...begun });
    },
    codes: async (password: string) =>
      showCodes((await ownFactor.newCodes(password)).recoveryCodes),
    off: async (password: string) => {
      await ownFactor.off(password);
      notify({ kind: "info", text: t("accounts.factorEnded") });
      onClose();
    },
  };
  switch (step.step) {
    case "password":
      return (
        <PasswordStep purpose={purpose} onPassword={afterPassword[purpose]} onClose={onClose} />
      );
    case "confirm":
      return (
        <ConfirmStep secret={step.secret} uri={step.uri} onCodes={showCodes} onClose={onClose} />
      );
    case "codes":
      return <RecoveryCodes codes={step.codes} onClose={onClose} />;
  }
}
