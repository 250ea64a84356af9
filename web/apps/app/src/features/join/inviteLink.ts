/** What this tab knows of its invite. The clear token lives here until it is claimed, and nowhere else. */
export type InviteLink = {
  token?: string | undefined;
  /** Made before the claim and sent with it: whoever holds it may come back although the answer got lost. */
  secret?: string | undefined;
  /** Went out by choice. */
  left?: boolean | undefined;
};

/** What people copy along with a link, such as a full stop or a bracket, is none of it. */
const tokenShape = /[0-9a-f]{64}/;

const storageKey = (inviteId: string) => `hausruf.invite.${inviteId}`;

/** `/portal/office/videocalls/join/{inviteId}` */
export function inviteIdOf(path: string): string {
  return decodeURIComponent(path.split("/").at(-1) ?? "");
}

/** Takes the token out of the address bar, and so out of history, bookmarks and screenshots, into this tab. */
export function takeToken(inviteId: string) {
  const url = new URL(location.href);
  const given = url.searchParams.get("t");
  if (!given) return;
  history.replaceState(null, "", url.pathname);
  remember(inviteId, { token: tokenShape.exec(given)?.[0] ?? given });
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

const renewedKey = (inviteId: string) => `hausruf.renewed.${inviteId}`;

/** So much of a token knows it again and opens nothing. */
const markOf = (token: string) => token.slice(0, 8);

/** The holder of this token has asked for a new one: it is no link any more, in whichever tab it is opened. */
export function rememberRenewed(inviteId: string, token: string) {
  try {
    localStorage.setItem(renewedKey(inviteId), markOf(token));
  } catch {
    // storage is off: the old link will just be said to be invalid
  }
}

export function wasRenewed(inviteId: string, token: string): boolean {
  try {
    return localStorage.getItem(renewedKey(inviteId)) === markOf(token);
  } catch {
    return false;
  }
}

export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function isLink(value: unknown): value is InviteLink {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
