import { limits, type Tile } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Field } from "@hausruf/ui";
import { ChevronDown } from "lucide-react";
import { useId } from "react";
import { TileIcon, tileIcons } from "../../../TileIcon.tsx";

type Props = {
  tiles: Tile[];
  refused: { tile: Tile; language: "de" | "en" } | null;
  change: (tiles: Tile[]) => void;
};

const numbers = [1, 2, 3];
const empty: Tile = { icon: "check", text: { de: "", en: "" } };

/** Three tiles, of which some may be empty. */
export function TileFields({ tiles, refused, change }: Props) {
  const { t } = useTexts();
  const all = numbers.map((number) => tiles[number - 1] ?? empty);
  return all.map((tile, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the place is what a tile is
    <fieldset className="tile-fields" key={index}>
      <legend>{t("branding.tile", { number: numbers[index] })}</legend>
      <IconSelect icon={tile.icon} change={(icon) => change(all.with(index, { ...tile, icon }))} />
      {(["de", "en"] as const).map((language) => (
        <Field
          key={language}
          label={t(`branding.in-${language}`, { text: "Text" })}
          error={
            refused?.tile === tile && refused.language === language
              ? t("branding.refused", { count: limits.tile })
              : undefined
          }
          maxLength={limits.tile}
          lang={language}
          value={tile.text[language]}
          onChange={(event) =>
            change(
              all.with(index, { ...tile, text: { ...tile.text, [language]: event.target.value } }),
            )
          }
        />
      ))}
    </fieldset>
  ));
}

function IconSelect({ icon, change }: { icon: string; change: (icon: string) => void }) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("branding.icon")}</label>
      <div className="input-wrap">
        <TileIcon name={icon} />
        <select
          id={id}
          className="input"
          value={icon}
          onChange={(event) => change(event.target.value)}
        >
          {tileIcons.map((name) => (
            <option key={name} value={name}>
              {t(`branding.icon-${name}`)}
            </option>
          ))}
        </select>
        <ChevronDown className="icon chev" aria-hidden />
      </div>
    </div>
  );
}
