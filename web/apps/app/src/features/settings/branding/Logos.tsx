import { problemOf, type Branding, type LogoPlace } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { CircleAlert } from "lucide-react";
import { useId, useState } from "react";
import { Part } from "../Section.tsx";
import { settingsProblem } from "../settingsProblem.ts";
import { useSetLogo } from "./useBranding.ts";

/** What the server takes. */
const maxBytes = 512 * 1024;
const kinds = "image/png,image/jpeg,image/webp";

/** The pictures: each is saved when it is chosen. */
export function Logos({ logos }: Pick<Branding, "logos">) {
  const { t } = useTexts();
  return (
    <Part title={t("branding.logos")} intro={t("branding.logosIntro")}>
      <div className="logos">
        <LogoField place="light" url={logos.light} />
        <LogoField place="dark" url={logos.dark} />
        <LogoField place="mark-light" url={logos.markLight} />
        <LogoField place="mark-dark" url={logos.markDark} />
      </div>
      <p className="settings-none">{t("branding.marksHint")}</p>
    </Part>
  );
}

function LogoField({ place, url }: { place: LogoPlace; url: string | null }) {
  const { t } = useTexts();
  const id = useId();
  const set = useSetLogo(place);
  const [refused, setRefused] = useState<string | null>(null);
  const what = t(`branding.logo-${place}`);

  function choose(picture: File) {
    const isSvg = picture.type === "image/svg+xml" || /\.svgz?$/i.test(picture.name);
    if (isSvg) setRefused(t("branding.svgRefused"));
    else if (picture.size > maxBytes) setRefused(t("branding.logoRefused"));
    else send(picture);
  }

  function send(picture: File | null) {
    setRefused(null);
    set.mutate(picture, {
      onError: (error) => {
        const problem = problemOf(error);
        const isPicture = problem.code === "invalid" || problem.code === "too-large";
        setRefused(isPicture ? t("branding.logoRefused") : settingsProblem(t, problem));
      },
    });
  }

  return (
    <div className="logo-field" role="group" aria-label={what}>
      <span aria-hidden>{what}</span>
      <div className={place.endsWith("dark") ? "ground dark" : "ground light"}>
        {url ? <img src={url} alt={what} /> : <span>{t("branding.noLogo")}</span>}
      </div>
      <div className="settings-foot">
        <label className="btn secondary" htmlFor={id}>
          <input
            id={id}
            className="sr-only"
            type="file"
            accept={kinds}
            disabled={set.isPending}
            aria-describedby={refused ? `${id}-error` : undefined}
            onChange={(event) => {
              const picture = event.target.files?.[0];
              event.target.value = "";
              if (picture) choose(picture);
            }}
          />
          {t("branding.choose")}
        </label>
        {url && (
          <Button
            kind="quiet"
            busy={set.isPending}
            aria-label={t("branding.removeThat", { what })}
            onClick={() => send(null)}
          >
            {t("branding.remove")}
          </Button>
        )}
      </div>
      {refused && (
        <p className="refused" id={`${id}-error`} role="alert">
          <CircleAlert className="icon sm" aria-hidden />
          {refused}
        </p>
      )}
    </div>
  );
}
