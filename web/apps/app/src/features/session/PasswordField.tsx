import { useTexts } from "@hausruf/i18n";
import { Field, IconButton } from "@hausruf/ui";
import { Eye, EyeOff } from "lucide-react";
import { useState, type ComponentProps } from "react";

type Props = Omit<ComponentProps<typeof Field>, "label" | "type" | "end"> & {
  /** Where it is not the password one signs in with. */
  label?: string;
};

export function PasswordField({ label, ...props }: Props) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      name="password"
      autoComplete="current-password"
      {...props}
      label={label ?? t("signIn.password")}
      type={shown ? "text" : "password"}
      end={
        <IconButton
          label={t(shown ? "signIn.hidePassword" : "signIn.showPassword")}
          onClick={() => setShown(!shown)}
        >
          <Icon className="icon" aria-hidden />
        </IconButton>
      }
    />
  );
}
