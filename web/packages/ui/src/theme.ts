/** Light, dark, or what the system says. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const storageKey = "hausruf.theme"; // also read by public/early.js, before the first paint

export function currentTheme(): Theme {
  const chosen = localStorage.getItem(storageKey);
  return themes.find((theme) => theme === chosen) ?? "system";
}

export function switchTheme(theme: Theme) {
  if (theme === "system") {
    localStorage.removeItem(storageKey);
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem(storageKey, theme);
    document.documentElement.dataset.theme = theme;
  }
}

/** The one colour a tenant chooses; `null` goes back to Hausruf's own. */
export function showAccent(color: string | null) {
  const style = document.documentElement.style;
  if (color && /^#[0-9a-f]{6}$/i.test(color)) style.setProperty("--tenant-accent", color);
  else style.removeProperty("--tenant-accent");
}
