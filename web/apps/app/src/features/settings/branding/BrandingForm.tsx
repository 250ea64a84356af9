import { limits, type Branding, type Tile } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Button, Field, Notice, notify } from "@hausruf/ui";
import type { FormEvent } from "react";
import { ZoneSelect } from "../../planning/ZoneSelect.tsx";
import { Part } from "../Section.tsx";
import { useRefused } from "../useRefused.ts";
import { ColorField } from "./ColorField.tsx";
import { OfficeLanguage } from "./OfficeLanguage.tsx";
import { TileFields } from "./TileFields.tsx";
import { useSaveWords } from "./useBranding.ts";

type Props = { draft: Branding; change: (draft: Branding) => void };

const languages = ["de", "en"] as const;

/** Words, time zone, language, tiles and the colour: saved together. */
export function BrandingForm({ draft, change }: Props) {
  const { t } = useTexts();
  const save = useSaveWords();
  const refused = useRefused(save.error);
  const tiles = draft.tiles.filter(isWritten);
  const error = (field: string, count: number) =>
    refused.field === field ? t("branding.refused", { count }) : undefined;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (save.isPending) return;
    save.mutate(
      { ...draft, tiles },
      { onSuccess: () => void notify({ kind: "info", text: t("settings.saved") }) },
    );
  }

  return (
    <form noValidate onSubmit={submit}>
      <Part title={t("branding.words")} intro={t("branding.wordsIntro")}>
        <Field
          label={t("branding.name")}
          error={error("name", limits.name)}
          maxLength={limits.name}
          value={draft.name}
          onChange={(event) => change({ ...draft, name: event.target.value })}
        />
        {(["welcome", "sentence"] as const).flatMap((what) =>
          languages.map((language) => (
            <Field
              key={`${what}.${language}`}
              label={t(`branding.in-${language}`, { text: t(`branding.${what}`) })}
              error={error(`${what}.${language}`, limits[what])}
              maxLength={limits[what]}
              value={draft[what][language]}
              lang={language}
              onChange={(event) =>
                change({ ...draft, [what]: { ...draft[what], [language]: event.target.value } })
              }
            />
          )),
        )}
      </Part>
      <Part title={t("branding.zone")} intro={t("branding.zoneIntro")}>
        <ZoneSelect
          label={t("branding.zone")}
          zone={draft.timeZone}
          error={refused.field === "timeZone" ? t("branding.zoneRefused") : undefined}
          choose={(timeZone) => change({ ...draft, timeZone })}
        />
      </Part>
      <Part title={t("branding.language")} intro={t("branding.languageIntro")}>
        <OfficeLanguage
          language={draft.language}
          choose={(language) => change({ ...draft, language })}
        />
      </Part>
      <Part title={t("branding.color")}>
        <ColorField
          color={draft.accentColor}
          refused={refused.field === "accentColor"}
          change={(accentColor) => change({ ...draft, accentColor })}
        />
      </Part>
      <Part title={t("branding.tiles")} intro={t("branding.tilesIntro")}>
        <TileFields
          tiles={draft.tiles}
          refused={tileOf(refused.field, tiles)}
          change={(changed) => change({ ...draft, tiles: changed })}
        />
      </Part>
      <div className="settings-foot branding-save">
        {refused.text && <Notice>{refused.text}</Notice>}
        {refused.field && <Notice>{t("problem.invalid")}</Notice>}
        <Button kind="primary" type="submit" busy={save.isPending}>
          {t(save.isPending ? "settings.saving" : "settings.save")}
        </Button>
      </div>
    </form>
  );
}

const isWritten = ({ text }: Tile) => text.de.trim() !== "" || text.en.trim() !== "";

/** Which tile the server means by `tiles[1].text.en`: those without text were not sent. */
function tileOf(field: string | null, sent: Tile[]): { tile: Tile; language: "de" | "en" } | null {
  const found = /^tiles\[(\d)\]\.text\.(de|en)$/.exec(field ?? "");
  const tile = sent[Number(found?.[1])];
  return tile ? { tile, language: found?.[2] === "en" ? "en" : "de" } : null;
}
