import { branding, type Branding, type BrandingWords, type LogoPlace } from "@hausruf/api";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sessionKey } from "../../../queryClient.ts";

export const brandingKey = ["branding"];

const members = {
  light: "light",
  dark: "dark",
  "mark-light": "markLight",
  "mark-dark": "markDark",
} as const;

/**
 * What is saved is seen at once: the office around this page reads it from the session. Of an answer only what was asked
 * for counts, as answers may come in another order than requests were sent.
 */
function useShown() {
  const cache = useQueryClient();
  return (change: (shown: Branding) => Branding) => {
    cache.setQueryData<Branding>(brandingKey, (shown) => shown && change(shown));
    return cache.invalidateQueries({ queryKey: sessionKey });
  };
}

export function useSaveWords() {
  const show = useShown();
  return useMutation({
    mutationFn: ({
      name,
      accentColor,
      timeZone,
      language,
      welcome,
      sentence,
      tiles,
    }: BrandingWords) =>
      branding.write({ name, accentColor, timeZone, language, welcome, sentence, tiles }),
    onSuccess: (saved) => show(({ logos }) => ({ ...saved, logos })),
  });
}

export function useSetLogo(place: LogoPlace) {
  const show = useShown();
  const member = members[place];
  return useMutation({
    mutationFn: (picture: File | null) =>
      picture ? branding.setLogo(place, picture) : branding.removeLogo(place),
    onSuccess: (saved) =>
      show((shown) => ({
        ...shown,
        logos: { ...shown.logos, [member]: saved.logos[member] },
      })),
  });
}
