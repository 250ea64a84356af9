import { problemOf, type Contact } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, notify } from "@hausruf/ui";
import { useState } from "react";
import { problemText } from "../../problemText.ts";
import { useDeleteContact } from "./useContactBook.ts";

/** Pressed twice: first it asks. */
export function DeleteContact({ contact, onDeleted }: { contact: Contact; onDeleted: () => void }) {
  const { t } = useTexts();
  const [isAsked, setAsked] = useState(false);
  const remove = useDeleteContact(contact);
  const { name } = contact;
  const press = () =>
    isAsked
      ? remove.mutate(undefined, {
          onSuccess: () => {
            notify({ kind: "info", text: t("contacts.deleted", { name }) });
            onDeleted();
          },
          onError: (error) => notify({ kind: "error", text: problemText(t, problemOf(error)) }),
        })
      : setAsked(true);
  return (
    <Button kind={isAsked ? "hangup" : "quiet"} busy={remove.isPending} onClick={press}>
      {t(isAsked ? "contacts.deleteSure" : "contacts.delete")}
    </Button>
  );
}
