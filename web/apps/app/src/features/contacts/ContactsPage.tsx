import type { Contact } from "@hausruf/api";
import { useCalls } from "@hausruf/call-react";
import { useTexts } from "@hausruf/i18n";
import { Button, Notice, usePageTitle } from "@hausruf/ui";
import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import { useColleagues } from "../calls/index.ts";
import { PushSwitch } from "../push/index.ts";
import { useSession } from "../session/index.ts";
import { ContactDialog } from "./ContactDialog.tsx";
import { ContactList } from "./ContactList.tsx";
import { Nobody } from "./Nobody.tsx";
import { NoContacts } from "./NoContacts.tsx";
import { SearchField } from "./SearchField.tsx";
import { Team } from "./Team.tsx";
import { matches } from "./matches.ts";
import { useContacts } from "./useContacts.ts";
import { neighbour, useFocusAfter } from "./useFocusAfter.ts";
import { useSettled } from "./useSettled.ts";
import "../calls/calls.css";

/** No contact: a new one. */
type Edited = { contact: Contact | null; next?: Contact | undefined };

/** `/portal/office/contacts`: the team, and the contacts and leads of the address book; whom one can call, one calls from here. */
export function ContactsPage() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const { state } = useCalls();
  const [search, setSearch] = useState("");
  const [edited, setEdited] = useState<Edited | null>(null);
  const colleagues = useColleagues();
  const asked = useSettled(search.trim());
  const contacts = useContacts(asked);
  const focusAfter = useFocusAfter(contacts.data);
  usePageTitle(t("contacts.title"), session?.tenant.name);
  const team = colleagues.data?.filter((one) => matches(search, [one.displayName, one.email]));
  const failed = colleagues.isError || contacts.isError;
  const isBare = team?.length === 0 && contacts.data?.length === 0;
  const isNobody = search !== "" && isBare;
  const isNone = search === "" && asked === "" && isBare && !contacts.isPlaceholderData;
  return (
    <>
      <div className="page-head">
        <h1 tabIndex={-1}>{t("contacts.title")}</h1>
        <Button kind="primary" onClick={() => setEdited({ contact: null })}>
          <UserRoundPlus className="icon" aria-hidden />
          {t("contacts.add")}
        </Button>
      </div>
      <PushSwitch />
      <SearchField value={search} change={setSearch} />
      {state.link === "offline" && <p className="line-down">{t("contacts.lineDown")}</p>}
      {failed && (
        <Notice
          action={
            <Button
              busy={colleagues.isFetching || contacts.isFetching}
              onClick={() => void Promise.all([colleagues.refetch(), contacts.refetch()])}
            >
              {t("frame.retry")}
            </Button>
          }
        >
          {t("contacts.failed")}
        </Notice>
      )}
      {!failed && (colleagues.isPending || contacts.isPending) && (
        <p className="sr-only" role="status">
          {t("contacts.loading")}
        </p>
      )}
      {isNone && <NoContacts />}
      {isNobody && <Nobody search={search} clear={() => setSearch("")} />}
      {team && team.length > 0 && <Team team={team} />}
      {contacts.data && contacts.data.length > 0 && (
        <ContactList
          contacts={contacts.data}
          query={contacts}
          edit={(contact) => setEdited({ contact, next: neighbour(contacts.data, contact) })}
        />
      )}
      {edited && (
        <ContactDialog
          contact={edited.contact}
          onClose={() => setEdited(null)}
          onDeleted={() => {
            if (edited.contact) focusAfter({ id: edited.contact.id, next: edited.next });
            setEdited(null);
          }}
        />
      )}
    </>
  );
}
