import { useTexts } from "@hausruf/i18n";
import { Field, IconButton } from "@hausruf/ui";
import { Eye, EyeOff } from "lucide-react";
import { useState, type ComponentProps } from "react";

type Props = Omit<ComponentProps<typeof Field>, "label" | "type" | "end">;

export function PasswordField(props: Props) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      {...props}
      label={t("signIn.password")}
      name="password"
      type={shown ? "text" : "password"}
      autoComplete="current-password"
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
