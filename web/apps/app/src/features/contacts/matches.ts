/** Every word that is looked for begins a word of what there is; case and accents do not count. */
export function matches(search: string, texts: readonly string[]): boolean {
  const there = texts.flatMap(words);
  return words(search).every((wanted) => there.some((word) => word.startsWith(wanted)));
}

function words(text: string): string[] {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLocaleLowerCase()
    .split(/[\s@.-]+/u)
    .filter(Boolean);
}
