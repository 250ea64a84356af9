import { Button, Field } from "@hausruf/ui";
import { useState, type ComponentProps, type FormEvent } from "react";

type Props = Pick<
  ComponentProps<typeof Field>,
  "label" | "hint" | "error" | "maxLength" | "type" | "inputMode"
> & {
  submit: string;
  busy: boolean;
  /** Empties the field by calling `done`. */
  onAdd: (value: string, done: () => void) => void;
};

/** One field and its button: adds to a list. */
export function AddForm({ submit, busy, onAdd, ...field }: Props) {
  const [value, setValue] = useState("");
  function add(event: FormEvent) {
    event.preventDefault();
    if (!busy) onAdd(value.trim(), () => setValue(""));
  }
  return (
    <form className="settings-add" noValidate onSubmit={add}>
      <Field
        {...field}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" busy={busy}>
        {submit}
      </Button>
    </form>
  );
}
