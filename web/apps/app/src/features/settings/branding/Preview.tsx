import type { Branding } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { useState, type CSSProperties } from "react";
import { Choice } from "../../frame/index.ts";
import { isColor, shades } from "./colors.ts";
import { PreviewView, views, type View } from "./PreviewView.tsx";

const grounds = ["light", "dark"] as const;
type Ground = (typeof grounds)[number];
type Accent = CSSProperties & Record<"--accent" | "--on-accent", string>;

/** What others will see, as far as it is typed. */
export function Preview({ branding }: { branding: Branding }) {
  const { t } = useTexts();
  const [view, setView] = useState<View>("room");
  const [ground, setGround] = useState<Ground>("light");
  return (
    <section className="preview" aria-label={t("branding.preview")}>
      <Choice
        legend={t("branding.previewOf")}
        options={views.map((value) => ({ value, text: t(`branding.${value}`) }))}
        chosen={view}
        choose={setView}
      />
      <Choice
        legend={t("branding.previewGround")}
        options={grounds.map((value) => ({ value, text: t(`branding.${value}`) }))}
        chosen={ground}
        choose={setGround}
      />
      <div className={`preview-page ${ground}`} style={accentOf(branding.accentColor, ground)}>
        <PreviewView view={view} branding={branding} isDark={ground === "dark"} />
      </div>
    </section>
  );
}

function accentOf(color: string, ground: Ground): Accent | undefined {
  if (!isColor(color)) return undefined;
  const { onLight, onDark, textInDark } = shades(color);
  return ground === "light"
    ? { "--accent": onLight, "--on-accent": "#ffffff" }
    : { "--accent": onDark, "--on-accent": textInDark };
}
