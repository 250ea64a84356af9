import type { CallMedia } from "@hausruf/api";
import { IconButton } from "@hausruf/ui";
import { Phone, Video } from "lucide-react";
import { isFree, type Party } from "@hausruf/call-core";
import { useCalls } from "./useCalls.ts";

type Props = {
  party: Party;
  media: CallMedia;
  /** For whom in the address book the call is, where that is more than the user. */
  contactId?: string | null;
  label: string;
};

/** Rings somebody of the office. Does nothing while one is in a call, or cannot call; keeps its place, and gets the focus back. */
export function CallButton({ party, media, contactId = null, label }: Props) {
  const { state, client } = useCalls();
  const ready = state.link === "online" && isFree(state);
  const Icon = media === "video" ? Video : Phone;
  return (
    <IconButton
      ring
      className="hausruf"
      label={label}
      aria-disabled={!ready || undefined}
      onClick={() => ready && client.call(party, media, contactId)}
    >
      <Icon className="icon" aria-hidden />
    </IconButton>
  );
}
