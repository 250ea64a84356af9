/** What this tab knows of its invite. The clear token lives here until it is claimed, and nowhere else. */
export type InviteLink = {
  token?: string | undefined;
  /** Made before the claim and sent with it: whoever holds it may come back although the answer got lost. */
  secret?: string | undefined;
  /** Went out by choice. */
  left?: boolean | undefined;
};

const storageKey = (inviteId: string) => `hausruf.invite.${inviteId}`;

/** `/portal/office/videocalls/join/{inviteId}` */
export function inviteIdOf(path: string): string {
  return decodeURIComponent(path.split("/").at(-1) ?? "");
}

/** Takes the token out of the address bar, and so out of history, bookmarks and screenshots, into this tab. */
export function takeToken(inviteId: string) {
  const url = new URL(location.href);
  const token = url.searchParams.get("t");
  if (!token) return;
  history.replaceState(null, "", url.pathname);
  remember(inviteId, { token });
}

export function remembered(inviteId: string): InviteLink {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey(inviteId)) ?? "{}");
    return isLink(stored) ? stored : {};
  } catch {
    return {};
  }
}

export function remember(inviteId: string, link: InviteLink) {
  sessionStorage.setItem(storageKey(inviteId), JSON.stringify(link));
}

export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function isLink(value: unknown): value is InviteLink {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
