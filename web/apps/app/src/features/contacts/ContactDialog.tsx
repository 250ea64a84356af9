import { limits, problemOf, type Contact, type ContactEntry } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Dialog, Field, Notice, notify } from "@hausruf/ui";
import { useState, type FormEvent } from "react";
import { problemText } from "../../problemText.ts";
import { DeleteContact } from "./DeleteContact.tsx";
import { KindField } from "./KindField.tsx";
import { LinkedField } from "./LinkedField.tsx";
import { useSaveContact } from "./useContactBook.ts";

type Props = {
  /** None: a new one. */
  contact: Contact | null;
  onClose: () => void;
  onDeleted?: () => void;
};

const fields = ["name", "company", "phone", "email"] as const;
const inputs = {
  name: { maxLength: limits.name },
  company: { maxLength: limits.name },
  phone: { maxLength: limits.phone, type: "tel" },
  email: { maxLength: limits.email, type: "email", inputMode: "email" },
} as const;

/** Writes somebody down in the office's book, changes that, or takes them out of it. */
export function ContactDialog({ contact, onClose, onDeleted = onClose }: Props) {
  const { t } = useTexts();
  const [entry, setEntry] = useState(entryOf(contact));
  const save = useSaveContact(contact);
  const problem = save.error ? problemOf(save.error) : null;
  const wrong = problem?.code === "invalid" ? problem.errors.map(({ field }) => field) : [];
  const isNamed = wrong.some((field) => [...fields, "linkedUserId"].includes(field));
  const change = (part: Partial<ContactEntry>) => setEntry({ ...entry, ...part });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate(entry, {
      onSuccess: ({ contact: { name } }) => {
        notify({
          kind: "info",
          text: t(contact ? "contacts.saved" : "contacts.added", { name }),
        });
        onClose();
      },
    });
  }

  return (
    <Dialog title={t(contact ? "contacts.editTitle" : "contacts.add")} onClose={onClose}>
      <form className="grid gap-4" noValidate onSubmit={submit}>
        {problem && !isNamed && <Notice>{problemText(t, problem)}</Notice>}
        <KindField value={entry.kind} change={(kind) => change({ kind })} />
        {fields.map((field) => (
          <Field
            key={field}
            {...inputs[field]}
            label={t(`contacts.${field}`)}
            error={wrong.includes(field) ? t(`contacts.wrong-${field}`) : undefined}
            data-autofocus={field === "name" || undefined}
            autoComplete="off"
            value={entry[field]}
            onChange={(event) => change({ [field]: event.target.value })}
          />
        ))}
        <LinkedField
          value={entry.linkedUserId}
          isWrong={wrong.includes("linkedUserId")}
          change={(linkedUserId) => change({ linkedUserId })}
        />
        <div className="dialog-foot">
          {contact && <DeleteContact contact={contact} onDeleted={onDeleted} />}
          <Button onClick={onClose}>{t("frame.cancel")}</Button>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t("contacts.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function entryOf(contact: Contact | null): ContactEntry {
  return {
    kind: contact?.kind ?? "contact",
    name: contact?.name ?? "",
    company: contact?.company ?? "",
    phone: contact?.phone ?? "",
    email: contact?.email ?? "",
    linkedUserId: contact?.linkedUserId ?? "",
  };
}
