import { people, type Contact, type ContactEntry } from "@hausruf/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { peopleKey } from "../calls/index.ts";

/** @param contact null: a new one */
export function useSaveContact(contact: Contact | null) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (entry: ContactEntry) =>
      contact ? people.changeContact(contact.id, entry) : people.addContact(entry),
    onSuccess: () => cache.invalidateQueries({ queryKey: peopleKey }),
  });
}

export function useDeleteContact({ id }: Contact) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => people.deleteContact(id),
    onSuccess: () => cache.invalidateQueries({ queryKey: peopleKey }),
  });
}
