import { PublicPage } from "@hausruf/ui";

/** `/portal/office/videocalls/join/{inviteId}?t=TOKEN` */
export function JoinPage() {
  return <PublicPage>{null}</PublicPage>;
}
