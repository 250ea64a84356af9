const key = "hausruf-provider";

/** With whom somebody last went to sign in from this browser; null: nobody, or nothing may be kept. */
export function rememberedProvider(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function rememberProvider(id: string | null) {
  try {
    if (id) localStorage.setItem(key, id);
    else localStorage.removeItem(key);
  } catch {
    // then the office's link is needed each time
  }
}
