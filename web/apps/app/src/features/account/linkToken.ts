/** What stands behind `#` in a link to an account: whose it is, and the secret. */
export type AccountLink = { id: string; token: string };

const shape = /^#(?:([0-9a-f-]{36})\.)?([0-9a-f]{64})/;

const key = (path: string) => `hausruf.link.${path}`;

/**
 * Takes the secret out of the address bar, and so out of history, bookmarks and screenshots, into this tab. A reload of
 * the page finds it there.
 */
export function takeLink(): AccountLink | null {
  const path = location.pathname;
  if (location.hash) {
    sessionStorage.setItem(key(path), location.hash);
    history.replaceState(history.state, "", path);
  }
  const found = shape.exec(sessionStorage.getItem(key(path)) ?? "");
  return found ? { id: found[1] ?? "", token: found[2] ?? "" } : null;
}

/** It was used up. */
export function forgetLink() {
  sessionStorage.removeItem(key(location.pathname));
}
