import type { Contact } from "@hausruf/api";
import { useEffect, useRef, useState } from "react";

/** By which a row's button is found again. */
export const editId = (contact: Contact) => `edit-${contact.id}`;

/**
 * Where one goes on when a contact is deleted and its row goes: to the one in its place, else to the one before it, else
 * to the page's heading.
 */
export function useFocusAfter(contacts: Contact[] | undefined) {
  const [deleted, setDeleted] = useState<{ id: string; next: Contact | undefined } | null>(null);
  const left = useRef<string>(null); // once for each, or later changes of the list would take the focus
  useEffect(() => {
    if (!deleted || left.current === deleted.id) return;
    if (!contacts || contacts.some(({ id }) => id === deleted.id)) return;
    left.current = deleted.id;
    const next = deleted.next && document.getElementById(editId(deleted.next));
    (next ?? document.querySelector("h1"))?.focus();
  }, [contacts, deleted]);
  return setDeleted;
}

/** While it is still there itself. */
export function neighbour(contacts: Contact[], contact: Contact): Contact | undefined {
  const at = contacts.findIndex(({ id }) => id === contact.id);
  return contacts[at + 1] ?? contacts[at - 1];
}
