import type { Contact } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { useId } from "react";
import { ContactRow } from "./ContactRow.tsx";
import type { ContactQuery } from "./useContacts.ts";

type Props = { contacts: Contact[]; query: ContactQuery; edit: (contact: Contact) => void };

export function ContactList({ contacts, query, edit }: Props) {
  const { t } = useTexts();
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 className="day" id={id}>
        {t("contacts.others")}
      </h2>
      <ul className="people-list card">
        {contacts.map((contact) => (
          <ContactRow key={contact.id} contact={contact} edit={() => edit(contact)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          className="mt-3"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t("contacts.more")}
        </Button>
      )}
    </section>
  );
}
