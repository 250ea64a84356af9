import { useId, type InputHTMLAttributes, type ReactNode, type Ref } from "react";
import { FieldError } from "./FieldError.tsx";

type Props = InputHTMLAttributes<HTMLInputElement> & {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and what is allowed; marks the field. */
  error?: string | undefined;
  icon?: ReactNode;
  /** A button inside the field, at its end. */
  end?: ReactNode;
  ref?: Ref<HTMLInputElement>;
};

export function Field({ label, hint, error, icon, end, ...input }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="input-wrap">
        {icon}
        <input
          {...input}
          id={id}
          className="input"
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
        />
        {end}
      </div>
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <FieldError id={id} error={error} />
    </div>
  );
}
