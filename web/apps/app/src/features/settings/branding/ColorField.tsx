import { useTexts } from "@hausruf/i18n";
import { Button, Field } from "@hausruf/ui";
import { contrast, enough, isColor, nearestLegible, shades } from "./colors.ts";

type Props = { color: string; refused: boolean; change: (color: string) => void };

/** The accent colour, and what becomes of it so that text on it can be read. */
export function ColorField({ color, refused, change }: Props) {
  const { t } = useTexts();
  const isFit = isColor(color);
  return (
    <>
      <div className="color-row">
        <input
          type="color"
          aria-label={t("branding.colorPick")}
          value={isFit ? color.toLowerCase() : "#000000"}
          onChange={(event) => change(event.target.value)}
        />
        <Field
          label={t("branding.colorHex")}
          error={refused || !isFit ? t("branding.colorRefused") : undefined}
          maxLength={7}
          spellCheck={false}
          autoComplete="off"
          value={color}
          onChange={(event) => change(event.target.value.trim())}
        />
      </div>
      {isFit && <Contrast color={color.toLowerCase()} take={change} />}
    </>
  );
}

function Contrast({ color, take }: { color: string; take: (color: string) => void }) {
  const { t, language } = useTexts();
  const value = contrast("#ffffff", color);
  const isGood = value >= enough;
  // Cut off, not rounded: 4.46 is not enough.
  const ratio = (Math.floor(value * 10) / 10).toLocaleString(language);
  const near = nearestLegible(color);
  const { onLight: light, onDark: dark } = shades(color);
  return (
    <div className="contrast" role="status">
      <p>{t(isGood ? "branding.contrastGood" : "branding.contrastBad", { ratio })}</p>
      <p>{t("branding.shown", { light, dark })}</p>
      {!isGood && (
        <Button onClick={() => take(near)}>
          <Swatch color={near} />
          {t("branding.take", { color: near })}
        </Button>
      )}
    </div>
  );
}

function Swatch({ color }: { color: string }) {
  return <span className="swatch" style={{ background: color }} aria-hidden />;
}
