/** One area of the interface's texts in every language; a key missing in one does not compile. */
export function area<De extends Record<string, string>>(texts: {
  de: De;
  en: Record<keyof De, string>;
}) {
  return texts;
}
