export type Gaps = Readonly<Record<string, string | number | null | undefined>>;

/** `Öffnen: {{title}}` with the title in it. */
export function filled(text: string, gaps: Gaps): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, gap: string) => `${gaps[gap] ?? ""}`);
}
