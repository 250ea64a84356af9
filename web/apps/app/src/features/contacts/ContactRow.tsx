import type { Contact } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Avatar, IconButton } from "@hausruf/ui";
import { Pencil } from "lucide-react";
import { useSession } from "../session/index.ts";
import { CallButtons } from "./CallButtons.tsx";
import { InviteButton } from "./InviteButton.tsx";
import { PresenceWord } from "./PresenceWord.tsx";
import { editId } from "./useFocusAfter.ts";

/** Who is also a user of the office is rung; the others are invited to a video call. */
export function ContactRow({ contact, edit }: { contact: Contact; edit: () => void }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const { name, company, email, phone, linkedUserId } = contact;
  const facts = [t(`contacts.kind-${contact.kind}`), company, email ?? phone].filter(Boolean);
  const isOther = linkedUserId !== null && linkedUserId !== session?.user.id;
  return (
    <li>
      <Avatar name={name} />
      <div className="who">
        <strong>{name}</strong>
        <span>{facts.join(", ")}</span>
      </div>
      {isOther && <PresenceWord userId={linkedUserId} first={contact.presence ?? "offline"} />}
      {isOther && <CallButtons party={{ userId: linkedUserId, name }} contactId={contact.id} />}
      {linkedUserId === null && email && <InviteButton contact={contact} />}
      <IconButton id={editId(contact)} label={t("contacts.edit", { name })} onClick={edit}>
        <Pencil className="icon" aria-hidden />
      </IconButton>
    </li>
  );
}
