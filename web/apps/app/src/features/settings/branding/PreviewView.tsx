import type { Branding } from "@hausruf/api";
import { useTexts } from "@hausruf/i18n";
import { Initial } from "@hausruf/ui";
import { TileIcon } from "../../../TileIcon.tsx";

export const views = ["room", "join", "mail"] as const;
export type View = (typeof views)[number];

type Props = { view: View; branding: Branding; isDark: boolean };

/** A small likeness of the room's panel, the guests' page or an invitation. What looks like a button is none. */
export function PreviewView({ view, branding, isDark }: Props) {
  const { t, language } = useTexts();
  const { name, welcome, sentence, tiles, logos } = branding;
  const logo = isDark ? (logos.dark ?? logos.light) : (logos.light ?? logos.dark);
  const mark = logos.markLight; // a mail has one picture, for light ground
  const company = <p className="company">{sentence[language]}</p>;
  switch (view) {
    case "room":
      return (
        <>
          <Picture url={logo} name={name} />
          <strong className="head">{welcome[language]}</strong>
          <ul className="features">
            {tiles
              .filter(({ text }) => text.de || text.en)
              .map((tile, index) => (
                // oxlint-disable-next-line react/no-array-index-key -- the place is what a tile is
                <li className="feature" key={index}>
                  <TileIcon name={tile.icon} />
                  <span>{tile.text[language]}</span>
                </li>
              ))}
          </ul>
          {company}
        </>
      );
    case "join":
      return (
        <>
          <Picture url={logo} name={name} />
          <strong className="welcome">{welcome[language]}</strong>
          <p>
            <strong>{t("branding.sampleCall")}</strong>
            <br />
            {t("branding.sampleHost")}
          </p>
          <span className="btn primary">{t("branding.sampleJoin")}</span>
        </>
      );
    case "mail":
      return (
        <>
          <div className="sender">
            {mark ? <img src={mark} alt="" width={36} height={36} /> : <Initial name={name} />}
            <strong>{name}</strong>
          </div>
          <div>
            <p className="greeting">{welcome[language]}</p>
            <strong className="head">{t("branding.sampleMail")}</strong>
          </div>
          <span className="btn primary">{t("branding.sampleMailJoin")}</span>
          {company}
        </>
      );
  }
}

function Picture({ url, name }: { url: string | null; name: string }) {
  if (url) return <img className="picture" src={url} alt={name} />;
  return (
    <span className="logo word">
      <Initial name={name} />
      <strong>{name}</strong>
    </span>
  );
}
