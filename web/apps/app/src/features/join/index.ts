import { inviteIdOf, takeToken } from "./inviteLink.ts";

export { JoinPage } from "./JoinPage.tsx";

/** Before anything else happens on the page, and before anything can be seen. */
export function hideToken() {
  takeToken(inviteIdOf(location.pathname));
}
