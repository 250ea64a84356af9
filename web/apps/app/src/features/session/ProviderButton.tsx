import { problemOf, provider } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Notice } from "@hausruf/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { problemText } from "../../problemText.ts";
import { rememberedProvider, rememberProvider } from "./providerMemory.ts";

type Props = {
  /** By the office's link; none: by which somebody last went. */
  id: string | undefined;
  back: string | undefined;
};

/** The way to the office's sign-in service, above the password. */
export function ProviderButton({ id, back }: Props) {
  const { t } = useTexts();
  const wanted = id ?? rememberedProvider();
  const query = useQuery({
    queryKey: ["sign-in-provider", wanted],
    queryFn: () => provider.find(wanted ?? ""),
    enabled: wanted !== null,
    staleTime: Infinity,
    retry: false,
  });
  const begin = useMutation({
    mutationFn: (providerId: string) => provider.begin(providerId, back),
    onSuccess: (begun, providerId) => {
      rememberProvider(providerId);
      location.assign(begun.location);
    },
  });
  const isGone = query.error !== null && problemOf(query.error).code === "not-found";
  useEffect(() => {
    if (isGone && rememberedProvider() === wanted) rememberProvider(null);
  }, [isGone, wanted]);
  if (isGone) return id ? <Notice>{t("signIn.unknownProvider")}</Notice> : null;
  if (!query.data) return null;
  const { id: providerId, name } = query.data;
  return (
    <>
      {begin.error && <Notice>{problemText(t, problemOf(begin.error))}</Notice>}
      <Button size="big" wide busy={begin.isPending} onClick={() => begin.mutate(providerId)}>
        {t("signIn.with", { name })}
      </Button>
      <p className="sign-or">{t("signIn.orPassword")}</p>
    </>
  );
}
