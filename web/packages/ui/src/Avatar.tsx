import type { CSSProperties } from "react";

type Hue = CSSProperties & { "--h": number };

/** Initials on a calm ground; decoration beside a written name, hence hidden from screen readers. */
export function Avatar({ name, small }: { name: string; small?: boolean }) {
  const hue: Hue = { "--h": hueOf(name) };
  return (
    <span className={small ? "avatar s" : "avatar"} style={hue} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** "Dr. Sabine Hoffmann" is SH: titles that end in a dot are no names. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/u).filter((word) => /^\p{L}/u.test(word) && !word.endsWith("."));
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return ends
    .map((word) => (word ? [...word][0] : ""))
    .join("")
    .toLocaleUpperCase();
}

/** The same name always has the same of 24 hues. */
export function hueOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 0xffff;
  return (hash % 24) * 15;
}
