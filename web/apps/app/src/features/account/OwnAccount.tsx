import "@hausruf/i18n/accounts";
import "./account.css";
import { FactorPart } from "./FactorPart.tsx";
import { NamePart } from "./NamePart.tsx";
import { OwnDataPart } from "./OwnDataPart.tsx";
import { PasswordPart } from "./PasswordPart.tsx";
import { SignInsPart } from "./SignInsPart.tsx";
import { TimeZonePart } from "./TimeZonePart.tsx";

/** What one changes of one's own account. */
export function OwnAccount({ name }: { name: string }) {
  return (
    <>
      <NamePart name={name} />
      <TimeZonePart />
      <PasswordPart />
      <FactorPart />
      <SignInsPart />
      <OwnDataPart />
    </>
  );
}
